"""The names of conditions, medicines and tests that carry no weight in the lexical model, from the library's own lists."""

from collections.abc import Iterable
from pathlib import Path

from medchat.guardrails.lexical import KINDS
from medchat.text.normal import plain
from medchat.text.words import wordset

LIBRARY = Path(__file__).parents[2] / "library"
HEADINGS = {"# conditions": "condition", "# medicines": "medicine", "# tests and procedures": "test"}
TOPICS = {"condition": "condition", "medicine": "medicine", "test": "test", "procedure": "test"}
ALARMING = wordset(
    "stroke attack seizure seizures overdose poisoning bleeding bleed breath breathing anaphylaxis shock suicide suicidal "
    "pregnancy pregnant miscarriage abuse failure chest burn burns choking fainting sepsis cut cuts bite bites opioid heroin "
    "cocaine fentanyl chemo chemotherapy fever pain headache headaches rash cough nausea vomiting diarrhea dizziness fatigue "
    "swelling numbness confusion unconscious concussion blindness dog puppy cat kitten pet pets horse stress pets pet echo "
    "shot shots iron sugar period withdrawal"
)
"""Words that keep their weight: a name that holds one is no mere name."""


def names() -> dict[str, list[str]]:
    """Return the library's names by kind, in plain form, and those that alarm."""
    found: dict[str, set[str]] = {kind: set() for kind in (*KINDS, "alarming")}
    for kind, name in _library_names():
        text = plain(name).text.replace(" . ", " ").strip()
        words = text.split()
        if "'s " in name and len(words) == 2:
            found[kind].add(words[0])  # "crohns" for Crohn's disease
        if len(text) > 1 and not {",", "?"} & set(words):
            found["alarming" if ALARMING & set(words) else kind].add(text)
    return {kind: sorted(values) for kind, values in found.items()}


def _library_names() -> Iterable[tuple[str, str]]:
    kind = ""
    for line in (LIBRARY / "data" / "other_names_en.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            kind = HEADINGS.get(line.strip(), "")
        elif kind:
            yield from ((kind, name.strip()) for name in line.split(";"))
    for path in sorted((LIBRARY / "starter" / "en").glob("*.md")):
        head = dict(line.split(": ", 1) for line in path.read_text(encoding="utf-8").splitlines()[1:7] if ": " in line)
        topic = TOPICS.get(head["kind"])
        if topic:
            listed = head["synonyms"].strip("[]").split(", ")
            yield from ((topic, name) for name in (head["lay_name"], head["medical_name"], *listed))
