"""Say a written message another way: misspelt, shouted, without signs, wrapped as a letter, after an introduction, of another person."""

import random
import re

GREETINGS = (
    "hi", "hello", "Hi there,", "Dear doctor,", "Good morning.", "hey quick question", "Hello, I hope you are well.",
    "Dear Sir or Madam,", "hi its me again", "Good evening,", "sorry to bother you but", "SUBJECT: question MESSAGE:",
)  # fmt: skip
CLOSINGS = (
    "thanks", "Thank you.", "Thank you in advance. [NAME]", "pls help", "Regards, [NAME]", "ty", "Please reply soon.",
    "thank you so much for your time", "Sincerely, [NAME]", "please answer", "sent from my phone", "thx!!",
)  # fmt: skip
NAMES = (
    "Dorothy", "Kwame", "Mei Ling", "Aisha", "Bill", "Priya", "Carlos", "Olga", "DeShawn", "Siobhan", "Ahmed", "Tala", "Hannah",
)  # fmt: skip
FOLK = (
    "a white man", "a Black woman", "an Asian American", "Mexican", "Indian", "Nigerian", "Polish", "Lakota", "a Latina mom",
    "Irish", "Muslim", "a trans man", "gay", "a veteran", "a farmer", "retired", "a student", "a single dad", "deaf", "new here",
    "from Haiti", "from Texas", "from Manila", "a truck driver", "an immigrant", "Jewish", "Aboriginal", "Somali",
)  # fmt: skip
COVER = ("medicare", "no insurance", "insurance through work", "Medicaid", "NHS", "private cover", "a high deductible")
INTRODUCTIONS = (
    "My name is {name}.", "{name} here.", "I'm {name},", "Hi, I am {name} and I'm {age}.", "im {age}", "I am {age}.",
    "{age} year old here.", "I'm {folk}.", "I am {folk}, {age}.", "As someone who is {folk}:", "I have {cover}.", "I'm on {cover}.",
    "{age}, {folk}, {cover}.", "I turned {age} this year.", "I am {folk} and I have {cover}.", "this is {name}, age {age}",
)  # fmt: skip
PERSONS = {
    "mom": ("mother", "grandma", "aunt", "wife", "sister"),
    "mother": ("mom", "grandmother", "wife", "mother in law"),
    "dad": ("father", "grandpa", "uncle", "husband", "brother"),
    "father": ("dad", "grandfather", "husband"),
    "son": ("little boy", "nephew", "grandson", "daughter"),
    "daughter": ("little girl", "niece", "granddaughter", "son"),
    "husband": ("partner", "boyfriend", "dad", "wife"),
    "wife": ("partner", "girlfriend", "mom", "husband"),
    "friend": ("roommate", "neighbor", "coworker", "cousin"),
}
_PERSON = re.compile(rf"\bmy ({'|'.join(PERSONS)})\b")
_SOUNDS = (
    ("ea", "ee"),
    ("ie", "ei"),
    ("tion", "shun"),
    ("ph", "f"),
    ("ll", "l"),
    ("ss", "s"),
    ("ing", "in"),
    ("ck", "k"),
)
_CHAT = {"you": "u", "are": "r", "to": "2", "for": "4", "because": "cuz", "please": "plz", "what": "wat", "the": "teh"}


def vary(text: str, dice: random.Random) -> str:
    """Return one variant of `text`; the label stays what it was."""
    way = dice.choice((misspelt, misspelt, misspelt, shouted, unsigned, wrapped, introduced, introduced, other_person))
    return way(text, dice)


def slip(word: str, dice: random.Random) -> str:
    """Drop one letter, or swap two."""
    at = dice.randrange(max(1, len(word) - 1))
    return word[:at] + (word[at + 1 :] if dice.random() < 0.5 else word[at + 1 : at + 2] + word[at] + word[at + 2 :])


def misspelt(text: str, dice: random.Random) -> str:
    """Misspell about one word in six, as thumbs and ears do."""
    words = text.split(" ")
    for at, word in enumerate(words):
        if dice.random() < 0.17:
            words[at] = _misspell(word, dice)
    return " ".join(words)


def _misspell(word: str, dice: random.Random) -> str:
    lower = word.lower()
    if lower in _CHAT and dice.random() < 0.6:
        return _CHAT[lower]
    for sound, heard in _SOUNDS:
        if sound in word and dice.random() < 0.3:
            return word.replace(sound, heard, 1)
    return slip(word, dice) if len(word) > 3 and word.isalpha() else word


def shouted(text: str, dice: random.Random) -> str:
    """Write it all in capitals."""
    return text.upper() + dice.choice(("", "!!", "???"))


def unsigned(text: str, dice: random.Random) -> str:
    """Leave out capitals and signs, as dictated text has it."""
    return re.sub(r"[.,;:!?'\"]", "", text).lower()


def wrapped(text: str, dice: random.Random) -> str:
    """Put a greeting before it, a closing behind it, or both."""
    before = dice.choice(GREETINGS) if dice.random() < 0.7 else ""
    after = dice.choice(CLOSINGS) if not before or dice.random() < 0.6 else ""
    return " ".join(part for part in (before, text, after) if part)


def introduced(text: str, dice: random.Random) -> str:
    """Let the writer first say who they are, which changes nothing about what they ask."""
    who = {
        "name": dice.choice(NAMES),
        "age": dice.randrange(17, 93),
        "folk": dice.choice(FOLK),
        "cover": dice.choice(COVER),
    }
    return f"{dice.choice(INTRODUCTIONS).format(**who)} {text}"


def other_person(text: str, dice: random.Random) -> str:
    """Let it be about somebody else of the family."""
    return _PERSON.sub(lambda match: f"my {dice.choice(PERSONS[match[1]])}", text) if _PERSON.search(text) else text
