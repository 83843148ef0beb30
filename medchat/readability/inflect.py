"""English inflection, as far as the plain-word list needs it."""

import re

_VERBS = {
    "be": ("is", "being", "was", "been"), "become": ("becomes", "becoming", "became", "become"),
    "break": ("breaks", "breaking", "broke", "broken"), "bring": ("brings", "bringing", "brought", "brought"),
    "build": ("builds", "building", "built", "built"), "burst": ("bursts", "bursting", "burst", "burst"),
    "buy": ("buys", "buying", "bought", "bought"), "choose": ("chooses", "choosing", "chose", "chosen"),
    "come": ("comes", "coming", "came", "come"), "cut": ("cuts", "cutting", "cut", "cut"),
    "do": ("does", "doing", "did", "done"), "find": ("finds", "finding", "found", "found"),
    "get": ("gets", "getting", "got", "gotten"), "give": ("gives", "giving", "gave", "given"),
    "go": ("goes", "going", "went", "gone"), "grow": ("grows", "growing", "grew", "grown"),
    "have": ("has", "having", "had", "had"), "hold": ("holds", "holding", "held", "held"),
    "hurt": ("hurts", "hurting", "hurt", "hurt"), "keep": ("keeps", "keeping", "kept", "kept"),
    "lead": ("leads", "leading", "led", "led"), "lose": ("loses", "losing", "lost", "lost"),
    "make": ("makes", "making", "made", "made"), "mean": ("means", "meaning", "meant", "meant"),
    "pay": ("pays", "paying", "paid", "paid"), "put": ("puts", "putting", "put", "put"),
    "see": ("sees", "seeing", "saw", "seen"), "send": ("sends", "sending", "sent", "sent"),
    "set": ("sets", "setting", "set", "set"), "show": ("shows", "showing", "showed", "shown"),
    "speed": ("speeds", "speeding", "sped", "sped"), "spread": ("spreads", "spreading", "spread", "spread"),
    "stick": ("sticks", "sticking", "stuck", "stuck"), "take": ("takes", "taking", "took", "taken"),
    "tell": ("tells", "telling", "told", "told"), "think": ("thinks", "thinking", "thought", "thought"),
    "undergo": ("undergoes", "undergoing", "underwent", "undergone"), "understand":
    ("understands", "understanding", "understood", "understood"), "wear": ("wears", "wearing", "wore", "worn"),
    "step": ("steps", "stepping", "stepped", "stepped"), "stop": ("stops", "stopping", "stopped", "stopped"),
    "spur": ("spurs", "spurring", "spurred", "spurred"), "expel": ("expels", "expelling", "expelled", "expelled"),
    "submit": ("submits", "submitting", "submitted", "submitted"), "swell": ("swells", "swelling", "swelled", "swollen"),
    "transmit": ("transmits", "transmitting", "transmitted", "transmitted"), "recur":
    ("recurs", "recurring", "recurred", "recurred"), "reoccur": ("reoccurs", "reoccurring", "reoccurred", "reoccurred"),
    "control": ("controls", "controlling", "controlled", "controlled"), "cancel":
    ("cancels", "canceling", "canceled", "canceled"), "admit": ("admits", "admitting", "admitted", "admitted"),
    "sip": ("sips", "sipping", "sipped", "sipped"), "inhibit": ("inhibits", "inhibiting", "inhibited", "inhibited"),
    "withdraw": ("withdraws", "withdrawing", "withdrew", "withdrawn"), "sign": ("signs", "signing", "signed", "signed"),
    "arise": ("arises", "arising", "arose", "arisen"), "begin": ("begins", "beginning", "began", "begun"),
    "bind": ("binds", "binding", "bound", "bound"), "bite": ("bites", "biting", "bit", "bitten"),
    "bleed": ("bleeds", "bleeding", "bled", "bled"), "blow": ("blows", "blowing", "blew", "blown"),
    "catch": ("catches", "catching", "caught", "caught"), "cling": ("clings", "clinging", "clung", "clung"),
    "cost": ("costs", "costing", "cost", "cost"), "deal": ("deals", "dealing", "dealt", "dealt"),
    "die": ("dies", "dying", "died", "died"), "draw": ("draws", "drawing", "drew", "drawn"),
    "drink": ("drinks", "drinking", "drank", "drunk"), "drive": ("drives", "driving", "drove", "driven"),
    "eat": ("eats", "eating", "ate", "eaten"), "fall": ("falls", "falling", "fell", "fallen"),
    "feed": ("feeds", "feeding", "fed", "fed"), "feel": ("feels", "feeling", "felt", "felt"),
    "fight": ("fights", "fighting", "fought", "fought"), "forget": ("forgets", "forgetting", "forgot", "forgotten"),
    "freeze": ("freezes", "freezing", "froze", "frozen"), "hear": ("hears", "hearing", "heard", "heard"),
    "hide": ("hides", "hiding", "hid", "hidden"), "hit": ("hits", "hitting", "hit", "hit"),
    "know": ("knows", "knowing", "knew", "known"), "lay": ("lays", "laying", "laid", "laid"),
    "leave": ("leaves", "leaving", "left", "left"), "let": ("lets", "letting", "let", "let"),
    "lie": ("lies", "lying", "lay", "lain"), "meet": ("meets", "meeting", "met", "met"),
    "overcome": ("overcomes", "overcoming", "overcame", "overcome"), "read": ("reads", "reading", "read", "read"),
    "rebuild": ("rebuilds", "rebuilding", "rebuilt", "rebuilt"), "ring": ("rings", "ringing", "rang", "rung"),
    "rise": ("rises", "rising", "rose", "risen"), "run": ("runs", "running", "ran", "run"),
    "say": ("says", "saying", "said", "said"), "seek": ("seeks", "seeking", "sought", "sought"),
    "sell": ("sells", "selling", "sold", "sold"), "shake": ("shakes", "shaking", "shook", "shaken"),
    "shed": ("sheds", "shedding", "shed", "shed"), "shoot": ("shoots", "shooting", "shot", "shot"),
    "shrink": ("shrinks", "shrinking", "shrank", "shrunk"), "shut": ("shuts", "shutting", "shut", "shut"),
    "sit": ("sits", "sitting", "sat", "sat"), "sleep": ("sleeps", "sleeping", "slept", "slept"),
    "speak": ("speaks", "speaking", "spoke", "spoken"), "spend": ("spends", "spending", "spent", "spent"),
    "split": ("splits", "splitting", "split", "split"), "stand": ("stands", "standing", "stood", "stood"),
    "strike": ("strikes", "striking", "struck", "struck"), "swing": ("swings", "swinging", "swung", "swung"),
    "teach": ("teaches", "teaching", "taught", "taught"), "tear": ("tears", "tearing", "tore", "torn"),
    "throw": ("throws", "throwing", "threw", "thrown"), "wake": ("wakes", "waking", "woke", "woken"),
    "win": ("wins", "winning", "won", "won"), "write": ("writes", "writing", "wrote", "written"),
    "refer": ("refers", "referring", "referred", "referred"), "prefer":
    ("prefers", "preferring", "preferred", "preferred"), "occur": ("occurs", "occurring", "occurred", "occurred"),
    "permit": ("permits", "permitting", "permitted", "permitted"), "transfer":
    ("transfers", "transferring", "transferred", "transferred"), "label": ("labels", "labeling", "labeled", "labeled"),
    "emit": ("emits", "emitting", "emitted", "emitted"), "commit": ("commits", "committing", "committed", "committed"),
    "get rid": ("gets rid", "getting rid", "got rid", "gotten rid"),
}  # fmt: skip
_PLURALS = {
    "person": "people", "child": "children", "man": "men", "woman": "women", "foot": "feet", "tooth": "teeth",
    "diagnosis": "diagnoses", "metastasis": "metastases", "thrombus": "thrombi", "fetus": "fetuses", "baby": "babies",
    "hypothesis": "hypotheses", "prosthesis": "prostheses", "vertebra": "vertebrae", "x-ray": "x-rays",
    "biopsy": "biopsies", "scapula": "scapulas", "study": "studies", "body": "bodies", "artery": "arteries",
}  # fmt: skip
_HEAD_FIRST = (" in ", " of ", " who ", " near ", " that ")


def verb_forms(verb: str) -> tuple[str, str, str, str, str]:
    """Return base, third person, -ing, past and participle; of a phrase the first word is inflected."""
    head, space, rest = verb.partition(" ")
    tail = space + rest
    s, ing, past, participle = _VERBS.get(head) or _regular(head)
    return verb, s + tail, ing + tail, past + tail, participle + tail


_SHORT_CLOSED = re.compile(r"[^aeiou]*[aeiou][bdfgklmnprtz]")
"""A word of one short syllable, which doubles its last letter: plan, planned."""


def _regular(head: str) -> tuple[str, str, str, str]:
    if _SHORT_CLOSED.fullmatch(head):
        return head + "s", head + head[-1] + "ing", head + head[-1] + "ed", head + head[-1] + "ed"
    if head.endswith("y") and head[-2] not in "aeiou":
        return head[:-1] + "ies", head + "ing", head[:-1] + "ied", head[:-1] + "ied"
    s = head + ("es" if head.endswith(("s", "x", "z", "ch", "sh")) else "s")
    if head.endswith("e") and not head.endswith("ee"):
        return s, head[:-1] + "ing", head + "d", head + "d"
    return s, head + "ing", head + "ed", head + "ed"


def noun_forms(noun: str) -> tuple[str, str]:
    """Return singular and plural; a phrase with "of" or "in" inflects the word before it."""
    for mark in _HEAD_FIRST:
        if mark in noun:
            head, _, rest = noun.partition(mark)
            return noun, noun_forms(head)[1] + mark + rest
    front, space, last = noun.rpartition(" ")
    return noun, front + space + _plural(last)


def _plural(word: str) -> str:
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
