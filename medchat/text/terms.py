"""The words facts are made of: conditions, medicines, warnings, who should act. Data files beside this one."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from medchat.text.words import wordlist

_DATA = Path(__file__).parent / "data"
_ENDINGS = (
    "statin pril sartan olol cillin floxacin cycline prazole conazole dipine gliptin gliflozin glutide mab tinib ciclib "
    "parib navir tegravir buvir ciclovir cyclovir azepam zolam barbital triptan setron thiazide parin xaban grel afil "
    "lukast terol dronate oxetine triptyline caine profen coxib"
)
_MEDICINE_ENDINGS = wordlist(_ENDINGS)
_NO_MEDICINE = frozenset(["april", "phentermine", "control", "alcohol", "cholesterol", "cocaine", "filgrel"])
_ILL_ENDINGS = wordlist("itis emia aemia osis pathy algia oma plegia uria penia trophy ectasis iasis phobia")
_NOT_ILL = frozenset(
    ["diagnosis", "prognosis", "aroma", "coma", "soma", "hematuria", "mitosis", "meiosis", "osmosis", "apoptosis",
     "empathy", "sympathy", "hypnosis", "symbiosis", "dose", "diploma", "stoma", "halitosis", "homeopathy",
     "osteopathy"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Terms:
    """Phrases (lower case, single spaces) to (kind, canonical form), and the longest phrase per first word."""

    phrases: dict[str, tuple[str, str]]
    reach: dict[str, int]


LEAST_SHAPED = 6
"""Letters from which the ending of a word can tell what it names."""


@cache
def terms() -> Terms:
    """Read the term files, once."""
    phrases: dict[str, tuple[str, str]] = {}
    for line in (_DATA / "terms_en.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, canonical, *forms = line.split("\t")
            for form in [canonical, *(forms[0].split("|") if forms else ())]:
                phrases.setdefault(form, (kind, canonical))
    for name in (_DATA / "medicines.txt").read_text("utf-8").split():
        phrases.setdefault(name, ("medicine", name))
    reach: dict[str, int] = {}
    for phrase in phrases:
        first, size = phrase.split(" ")[0], phrase.count(" ") + 1
        reach[first] = max(reach.get(first, 0), size)
    return Terms(phrases, reach)


def by_shape(word: str) -> tuple[str, str] | None:
    """Recognise a medicine or a condition that no list holds by how its name ends."""
    return _by_shape(word) if len(word) >= LEAST_SHAPED and word.isalpha() else None


@lru_cache(maxsize=8192)
def _by_shape(word: str) -> tuple[str, str] | None:
    single = word.removesuffix("s")
    if single.endswith(_MEDICINE_ENDINGS) and word not in _NO_MEDICINE:
        return "medicine", single
    if word.endswith(_ILL_ENDINGS) and word not in _NOT_ILL:
        return "condition", word
    return None
