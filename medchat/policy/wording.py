"""Fixed texts and numbers, read from policy/texts/: data per language and country, never written by a model."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from medchat.policy.types import FixedText, Number, Policy

TEXTS = Path(__file__).parent / "texts"
UNKNOWN_COUNTRY = "ZZ"
LANGUAGES = ("en", "es")

# Which buttons stand under which text; order matters, the safest first.
BUTTONS: Mapping[str, tuple[str, ...]] = {
    "emergency": ("emergency", "person"),
    "crisis": ("crisis", "emergency", "person"),
    "diagnosis": ("team",),
    "advice": ("team",),
    "attack": ("person",),
    "policy": ("team",),
    "check_failed": ("emergency", "person"),
    "nothing_approved": ("team",),
    "interrupted": ("person",),
    "ended": ("person",),
    "withdrawn": ("person",),
    "failed": ("emergency", "person"),
    "language": ("emergency", "person"),
}

# Under which texts each kind of clinic line stands, after the country's own and before the person.
LINES_UNDER: Mapping[str, tuple[str, ...]] = {
    "emergency": ("emergency",),
    "crisis": ("crisis",),
    "care": ("diagnosis", "advice", "attack", "offtopic", "policy", "check_failed", "handover", "handover_again"),
}
HOURS_AFTER = ("handover", "handover_again")
FLOOR = Policy()


@functools.cache
def _data(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((TEXTS / f"{name}.yaml").read_text(encoding="utf-8")))


def covered(language: str) -> str:
    """Return the language if there are texts in it, else English."""
    return language if language in LANGUAGES else "en"


def countries() -> tuple[str, ...]:
    """Return the country codes whose numbers are known."""
    return tuple(code for code in _data("numbers") if code != UNKNOWN_COUNTRY)


def numbers(country: str) -> dict[str, Any]:
    """Return a country's lines; an unknown country gets the entry that names no number."""
    return dict(_data("numbers").get(country.upper()) or _data("numbers")[UNKNOWN_COUNTRY])


def all_numbers(country: str) -> tuple[Number, ...]:
    """Return every line of a country as values."""
    rows = numbers(country)
    lines = [("emergency", rows["emergency"])] + [("crisis", row) for row in rows["crisis"]]
    lines += [(kind, rows[kind]) for kind in ("poison", "abuse", "maternal") if kind in rows]
    return tuple(
        Number(
            kind,
            row.get("label", row["value"]),
            row["value"],
            row["way"],
            "",
            row["hours"],
            row["source"],
            row["verified_on"],
        )
        for kind, row in lines
    )


def emergency_words(country: str, language: str) -> str:
    """Return the emergency number as it stands in a sentence."""
    data, value = _data(covered(language)), numbers(country)["emergency"]["value"]
    return str(data["emergency_number"].format(number=value) if value else data["emergency_number_unknown"])


def crisis_words(country: str, language: str) -> str:
    """Return the crisis lines as they stand in a sentence: "call 988 or text 988"."""
    words = _data(covered(language))["crisis_line"]
    rows = [row for row in numbers(country)["crisis"] if row["way"] != "chat"]
    return str(words["or"].join(words[row["way"]].format(value=_plain(row["value"])) for row in rows))


def _plain(value: str) -> str:
    return value.removeprefix("https://").rstrip("/")


def kinds() -> tuple[str, ...]:
    """Return every kind of fixed text that is kept per language."""
    return tuple(_data("en")["texts"])


def fixed(
    kind: str,
    *,
    language: str = "en",
    country: str = "US",
    policy: Policy = FLOOR,
    question: str = "",
    **names: str,
) -> FixedText:
    """Return the fixed text of one kind with its buttons, for a language and a country.

    What the clinic's policy adds comes after the whole text: its first sentences and the number always stand.
    `question` is the patient's, for the button that sends it to the care team.
    """
    if kind == "language":
        return FixedText(kind, every_language(country), buttons(kind, language, country))
    template = _data(covered(language))["texts"][kind]
    text = template.format(
        emergency=emergency_words(country, language), crisis=crisis_words(country, language), **names
    )
    text = " ".join(part for part in (text.strip(), *_own_words(kind, covered(language), policy)) if part)
    return FixedText(kind, text, buttons(kind, language, country, policy, question))


def _own_words(kind: str, language: str, policy: Policy) -> tuple[str, ...]:
    hours = policy.hours.get(language, "") if kind in HOURS_AFTER else ""
    return policy.added_to(kind, language).strip(), hours.strip()


def every_language(country: str) -> str:
    """Return the text for a language the checks do not cover: number and person, in the commonest languages."""
    rows = _data("languages")["texts"]
    value = numbers(country)["emergency"]["value"]
    return "\n".join(row.format(emergency=value) if value else row.replace("{emergency}", "☎") for row in rows.values())


def buttons(
    kind: str, language: str, country: str, policy: Policy = FLOOR, question: str = ""
) -> tuple[dict[str, Any], ...]:
    """Return the actions under a fixed text: the country's lines, the clinic's, and the way to a person last."""
    labels, rows = _data(covered(language))["actions"], numbers(country)
    out: list[dict[str, Any]] = []
    for button in BUTTONS.get(kind, ()):
        if button == "emergency" and rows["emergency"]["value"]:
            value = rows["emergency"]["value"]
            out.append({"kind": "call", "label": labels["call_emergency"].format(number=value), "value": value})
        elif button == "crisis":
            out += [_line(labels, row["way"], row["label"], row["value"]) for row in rows["crisis"]]
    own = [line for line in policy.numbers if kind in LINES_UNDER.get(line.kind, ())]
    out += [_line(labels, line.way, line.label, line.value) for line in own]
    if "team" in BUTTONS.get(kind, ()) and question:
        out.append({"kind": "team", "label": labels["team"], "value": question})
    elif {"team", "person"} & set(BUTTONS.get(kind, ())):
        out.append({"kind": "person", "label": labels["person"], "value": ""})
    return tuple(out)


def _line(labels: Mapping[str, str], way: str, label: str, value: str) -> dict[str, Any]:
    return {"kind": way, "label": labels[way].format(label=label), "value": value}


def ask_actions(topic_name: str, language: str) -> tuple[dict[str, Any], ...]:
    """Return two education questions on a topic, for the patient whose own question was stopped."""
    labels = _data(covered(language))["actions"]
    name = topic_name[:1].lower() + topic_name[1:] if not topic_name[:2].isupper() else topic_name
    texts = [labels["ask_about"].format(topic=name), labels["ask_questions"].format(topic=name)]
    return tuple({"kind": "ask", "label": text, "value": text} for text in texts)


def again(to: str, language: str) -> str:
    """Return the patient's wish to have an answer once more, "simpler" or in more "detail", in words."""
    return str(_data(covered(language))["again"][to])


def safety_line(language: str, country: str) -> str:
    """Return the one line with the emergency and crisis number that every patient page holds."""
    template = str(_data(covered(language))["safety_line"])
    return template.format(emergency=emergency_words(country, language), crisis=crisis_words(country, language))


def safety_short(language: str, country: str) -> str:
    """Return the same in a few words, for a narrow screen: the emergency number and the first crisis line."""
    words, rows = _data(covered(language))["safety_short"], numbers(country)
    emergency = rows["emergency"]["value"] or _data(covered(language))["emergency_number_unknown"]
    return str(words.format(emergency=emergency, crisis=_plain(rows["crisis"][0]["value"])))


def disclosure(language: str) -> dict[str, Any]:
    """Return title, points and version of what is shown before the first message."""
    data = _data(covered(language))
    return {**data["disclosure"], "version": data["version"], "language": covered(language)}


def allowed_lines(country: str, policy: Policy = FLOOR) -> frozenset[str]:
    """Return the numbers and addresses an answer may hold: the country's own and the clinic's."""
    return frozenset(number.value for number in (*all_numbers(country), *policy.numbers) if number.value)
