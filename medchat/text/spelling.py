"""Chat shorthand and the misspellings of words that matter to safety; an ordinary word is never changed."""

import json
from functools import lru_cache
from pathlib import Path

_KEEP = Path(__file__).parent / "data" / "real_words.json"

CHAT: dict[str, str] = {
    "im": "i am", "ive": "i have", "u": "you", "ur": "your", "r": "are", "ya": "you", "yall": "you",
    "hes": "he is", "shes": "she is", "theyre": "they are", "youre": "you are", "whats": "what is",
    "wats": "what is", "wut": "what", "wat": "what", "thats": "that is", "theres": "there is", "hows": "how is",
    "cannot": "cant", "cnt": "cant", "dnt": "dont", "dun": "dont",  "aint": "is not", "isnt": "is not",
    "arent": "are not", "wasnt": "was not", "couldnt": "could not", "shouldnt": "should not", "wouldnt": "would not",
    "wanna": "want to", "gonna": "going to", "gunna": "going to", "gotta": "have to", "hafta": "have to",
    "finna": "going to", "imma": "i am going to", "ima": "i am going to", "lemme": "let me", "gimme": "give me",
    "kinda": "kind of", "sorta": "sort of", "dunno": "dont know", "idk": "i dont know", "idc": "i dont care",
    "pls": "please", "plz": "please", "plse": "please", "thx": "thanks", "ty": "thank you", "cuz": "because",
    "coz": "because", "bc": "because", "b4": "before", "2day": "today", "2nite": "tonight", "tonite": "tonight",
    "2morrow": "tomorrow", "tmrw": "tomorrow", "tmr": "tomorrow", "rn": "right now", "atm": "right now",
    "asap": "right now", "docs": "doctors", "doc": "doctor", "dr": "doctor", "drs": "doctors", "rx": "prescription",
    "appt": "appointment", "appts": "appointments", "apt": "appointment", "meds": "medicines", "med": "medicine",
    "bp": "blood pressure", "hr": "heart rate", "sx": "symptoms", "tx": "treatment", "dx": "diagnosis",
    "preggo": "pregnant", "preggers": "pregnant", "bday": "birthday", "ppl": "people", "smth": "something",
    "sth": "something", "sumthing": "something", "nothin": "nothing", "tho": "though", "thru": "through",
    "mum": "mom", "mommy": "mom", "mama": "mom", "mam": "mom", "momma": "mom", "daddy": "dad", "papa": "dad",
    "hubby": "husband", "hubs": "husband", "wifey": "wife", "bf": "boyfriend", "gf": "girlfriend", "bro": "brother",
    "gramma": "grandma", "nana": "grandma", "nan": "grandma", "granny": "grandma", "gramps": "grandpa",
    "kiddo": "kid", "lil": "little", "tummy": "stomach", "belly": "stomach", "abdominal": "stomach",
    "abdomen": "stomach", "hemorrhaging": "bleeding", "haemorrhage": "hemorrhage", "haemorrhaging": "bleeding",
    "diarrhoea": "diarrhea", "oedema": "swelling", "tumour": "tumor", "paracetamol": "acetaminophen",
    "kms": "kill myself", "kys": "kill yourself", "ctb": "kill myself", "unalive": "kill", "unaliving": "killing",
    "unalived": "killed", "sewerslide": "suicide", "sewercide": "suicide", "sui": "suicide",
    "suicidle": "suicidal", "sucide": "suicide", "sucidal": "suicidal", "suside": "suicide", "suicde": "suicide",
    "od": "overdose", "oded": "overdosed", "oding": "overdosing", "ods": "overdoses",
    "brething": "breathing", "breth": "breath", "breathin": "breathing",
    "breeth": "breathe", "brethe": "breathe", "brethin": "breathing", "hart": "heart", "stomache": "stomach",
    "stomac": "stomach", "hospitol": "hospital", "hurtin": "hurting", "bleedin": "bleeding", "chocking": "choking",
    "alot": "a lot", "lotta": "lot of", "cos": "because", "wen": "when", "wit": "with", "wid": "with", "da": "the",
    "dis": "this", "dat": "that", "nite": "night", "lite": "light", "rly": "really", "srsly": "seriously",
    "yr": "year", "yrs": "years", "yo": "year old", "mo": "month", "mos": "months", "wks": "weeks", "wk": "week",
    "hrs": "hours", "mins": "minutes", "min": "minutes", "temp": "temperature", "info": "information",
    "q": "que", "xq": "porque", "pq": "porque", "tmb": "tambien", "dok": "doctor", "stroek": "stroke",
    "havin": "having", "takin": "taking", "doin": "doing", "goin": "going", "feelin": "feeling", "talkin": "talking",
    "tryin": "trying", "thinkin": "thinking", "killin": "killing", "losin": "losing", "gettin": "getting",
    "shud": "should", "shoud": "should", "cud": "could", "wud": "would", "wich": "which",
    "kil": "kill", "bout": "about", "evry": "every", "hav": "have", "rong": "wrong", "resuls": "results", "spk": "speak",
    "wana": "want to", "wnt": "want", "dieing": "dying", "dyin": "dying", "dyeing": "dying",
}  # fmt: skip
"""Shorthand and slang as typed in chats, and what it stands for."""

_TARGETS = """
suicide suicidal suicidio suicidarme myself yourself himself herself overdose overdosed sobredosis breathe
breathing breath breathless choking choked chest heart attack stroke seizure seizures seizing convulsion
convulsing convulsions unconscious unresponsive consciousness fainted fainting collapsed passed bleeding blood
bloody hemorrhage vomiting vomit vomited throwing swallow swallowed swallowing swelling swollen allergic allergy
anaphylaxis anaphylactic epipen throat tongue numbness numb paralyzed paralysis weakness slurred slurring speech
drooping droopy confused confusion disoriented headache headaches migraine stomach severe suddenly sudden
unbearable excruciating pregnant pregnancy contractions baby newborn infant toddler fever temperature rigid rash
purple spots bruising blister blistering peeling burned burning scalded poison poisoned poisoning bleach
chemical detergent battery carbon monoxide pills tablets medicine medicines medication medications insulin
ketones diabetic diabetes sugar chemotherapy neutropenic infection sepsis septic testicle testicular scrotum
bladder bowel incontinent groin saddle vision blind blindness blurry sight retina concussion unbearable
ambulance emergency hospital doctor appointment prescription pharmacy refill insurance billing records complaint
receptionist nurse representative abuse abused abusing abusive violence violent strangled strangling choked
threatened threatening raped assault assaulted molested hitting beating kill killing killed murder weapon
hurting harm harming cutting worthless hopeless goodbye burden anymore suffering therapist voices hallucinating
hallucinations paranoid ignore instructions previous disregard pretend system prompt developer override
jailbreak unrestricted reveal password database confidential patients bypass restrictions guidelines roleplay
falsify forge forged lethal fentanyl diagnosis diagnose diagnosed symptoms symptom treatment surgery procedure
vaccine cholesterol pressure hypertension asthma pneumonia cancer arthritis antibiotic antibiotics ibuprofen
acetaminophen metformin lisinopril aspirin warfarin dizzy dizziness nausea nauseous diarrhea constipation cough
sneezing itching itchy tired fatigue exhausted dolor pecho respirar sangre sangrando embarazada convulsion
desmayo desmayado inconsciente pastillas medicina matarme morirme suicidarme lastimarme veneno fiebre bebe
cabeza garganta hinchada lengua brazo corazon ataque
"""
_WORDS = frozenset(w for w in _TARGETS.split() if len(w) > 3) | frozenset(
    ("die", "kill", "help", "pain", "want", "hurt")
)
_VOWELS = frozenset("aeiouy")


def known(word: str) -> bool:
    """Tell whether `word` is one of the words that misspellings are brought back to."""
    return word in _WORDS


def correct(word: str) -> str:
    """Return the word of our list that `word` misspells, or `word` itself when it is ordinary or far from all."""
    if len(word) < 5 or word in _WORDS or word in _real_words():
        return word
    return nearest(word)


def nearest(word: str) -> str:
    """Return the listed word one slip away from `word` (or spelt as it sounds), else `word`."""
    missing, sounds = _index()
    if word in missing:
        return missing[word]
    size = len(word)
    for i in range(size):
        shorter = word[:i] + word[i + 1 :]
        if shorter in _WORDS and size > 5:
            return shorter
        other = missing.get(shorter)
        if other is not None and len(other) == size and (word[0] == other[0] or i == 0):
            return other
    return sounds.get(_sound(word), word) if size > 6 else word


@lru_cache(maxsize=1)
def _index() -> tuple[dict[str, str], dict[str, str]]:
    missing: dict[str, str] = {}
    sounds: dict[str, str] = {}
    for word in sorted(_WORDS):
        if len(word) < 5:
            continue
        for i in range(len(word)):
            missing.setdefault(word[:i] + word[i + 1 :], word)
        if len(word) > 6:
            sounds.setdefault(_sound(word), word)
    return {short: word for short, word in missing.items() if short not in _WORDS}, sounds


def _sound(word: str) -> str:
    """Return a rough key of how a word sounds: consonants without doubles, silent h and soft spellings."""
    word = word.replace("ph", "f").replace("ck", "k").replace("c", "k").replace("z", "s")
    key = word[0]
    for letter in word[1:]:
        if letter not in _VOWELS and letter != "h" and letter != key[-1]:
            key += letter
    return key + word[-2:] if len(key) < 4 else key + word[-1]


@lru_cache(maxsize=1)
def _real_words() -> frozenset[str]:
    """Load the ordinary words that are never a misspelling of ours; written by the training command."""
    if not _KEEP.exists():
        return frozenset()
    return frozenset(json.loads(_KEEP.read_text())["words"])
