"""Labelled messages: written for this project (data/messages), generated from those and from templates, and real ones."""

import json
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from medchat.guardrails.lexical import KINDS, ROUTES
from medchat.guardrails.training import variants
from medchat.guardrails.training.names import names
from medchat.guardrails.types import PRIORITY, Route

MESSAGES = Path(__file__).parents[1] / "data" / "messages"
VARIED = 2
"""One written message in so many is also said another way."""
FILLED = 6
"""Messages made from each template."""
JOINED, SHORT = 1800, 40
"""Messages made of two or three others, and the words that each of those has at most."""
ALSO = 0.3
"""Share of the label that a route which is only acceptable gets, beside the right one."""
SEED = 20
RED = frozenset((Route.CRISIS.value, Route.EMERGENCY.value))
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled message; `kind` says where it came from (written, generated, real), `family` what it is a variant of."""

    text: str
    route: str
    kind: str
    family: str
    also: tuple[str, ...] = ()
    weight: float = 1.0

    def shares(self) -> dict[str, float]:
        """Return how the label is shared among the routes; sums to 1."""
        rest = ALSO / len(self.also) if self.also else 0.0
        return {self.route: 1.0 - rest * len(self.also), **dict.fromkeys(self.also, rest)}


def written() -> list[Sample]:
    """Return the messages written for this project: a line each, `## family` above, `alt=route` behind a tab."""
    return [sample for route in ROUTES for sample in read(MESSAGES / f"{route.value}.txt", route.value)]


def read(path: Path, route: str) -> Iterable[Sample]:
    """Read one file of written messages."""
    family = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            family = line[3:].strip()
        elif line.strip():
            text, _, alt = line.partition("\t")
            also = tuple(
                name.strip() for name in alt.removeprefix("alt=").split(",") if name.strip() not in {"", route}
            )
            yield Sample(text.strip().replace("\\n", "\n"), route, "written", family, also)


def generated(sources: list[Sample]) -> list[Sample]:
    """Return variants of written messages (misspelt, shouted, wrapped, another person), joined ones, and filled templates."""
    dice = random.Random(SEED)
    made: dict[str, Sample] = {}
    for source in sources[::VARIED]:
        text = variants.vary(source.text, dice)
        if text != source.text:
            made.setdefault(text, Sample(text, source.route, "generated", source.text, source.also, 0.5))
    for sample in joined(sources, dice):
        made.setdefault(sample.text, sample)
    for sample in filled():
        made.setdefault(sample.text, sample)
    return list(made.values())


def joined(sources: list[Sample], dice: random.Random) -> list[Sample]:
    """Say two or three messages in one breath, every second time with a red flag among them; the highest route is its own."""
    short = [source for source in sources if len(source.text.split()) <= SHORT]
    red = [source for source in short if source.route in RED]
    calm = [source for source in short if source.route not in RED]
    made = []
    for number in range(JOINED if red and calm else 0):
        parts = dice.sample(calm, dice.choice((1, 2))) + ([dice.choice(red)] if number % 2 else [dice.choice(calm)])
        dice.shuffle(parts)
        top = max(parts, key=lambda part: PRIORITY.index(Route(part.route)))
        text = dice.choice((" ", ". ", ", ", "\n")).join(part.text for part in parts)
        made.append(Sample(text, top.route, "generated", top.text, weight=0.6))
    return made


def filled(count: int = FILLED) -> list[Sample]:
    """Fill every template `count` times from the slot lists, the same way each time."""
    dice = random.Random(SEED)
    slots: dict[str, list[str]] = {}
    for line in (MESSAGES / "slots.txt").read_text(encoding="utf-8").splitlines():
        name, _, values = line.partition(": ")
        slots[name] = [value.strip() for value in values.split(";")]
    known = names()
    slots |= {kind: known[kind] for kind in KINDS}
    slots["name"] = [name for kind in KINDS for name in known[kind]]
    samples: dict[str, Sample] = {}
    for number, line in enumerate((MESSAGES / "templates.txt").read_text(encoding="utf-8").splitlines()):
        route, _, template = line.partition(": ")
        for _ in range(count):
            text = _fill(template, slots, dice)
            samples.setdefault(text, Sample(text, route, "generated", f"template {number}", weight=0.3))
    return list(samples.values())


def _fill(template: str, slots: dict[str, list[str]], dice: random.Random) -> str:
    """Choose one of every "(one|other)", then fill the slots; one name in eight is misspelt."""
    while match := _CHOICE.search(template):
        template = template[: match.start()] + dice.choice(match[1].split("|")) + template[match.end() :]
    for name, values in slots.items():
        while "{" + name + "}" in template:
            value = dice.choice(values)
            slip = name in (*KINDS, "name") and dice.random() < 0.125
            template = template.replace("{" + name + "}", variants.slip(value, dice) if slip else value, 1)
    return " ".join(template.split())


def real(paths: Iterable[Path]) -> list[Sample]:
    """Read labelled JSON Lines ({"text", "route", "alt"?}) that stay out of the project."""
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [Sample(row["text"], row["route"], "real", "", tuple(row.get("alt", ()))) for row in rows]
