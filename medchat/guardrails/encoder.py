"""The guard's sentence encoder: how likely each route of a message is, and each verdict of a reply sentence.

Learnt by `training`, read from data/encoder. Its base model read English only; Spanish it knows from our messages alone. Without
the files (`installed`) the lexical model stands in.
"""

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from medchat.guardrails.lexical import ROUTES
from medchat.guardrails.types import ReplyVerdict, Route
from medchat.text.encoder import Encoder
from medchat.text.normal import plain

FOLDER = Path(__file__).parent / "data" / "encoder"
LANGUAGES = frozenset(("en", "es"))
FLUENT = frozenset(("en",))
"""Languages in which its word on a calm message counts; in the others it only raises alarms and rules nothing out."""
VERDICTS: tuple[ReplyVerdict, ...] = (
    ReplyVerdict.OK,
    ReplyVerdict.DIAGNOSIS,
    ReplyVerdict.ADVICE,
    ReplyVerdict.UNSAFE,
)


ALARMS: tuple[Route, ...] = (Route.CRISIS, Route.EMERGENCY, Route.ATTACK)
CALM: tuple[Route, ...] = (Route.HUMAN, Route.DIAGNOSIS, Route.ADVICE, Route.EDUCATION, Route.OFFTOPIC)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How raw scores become probabilities, and from which one a route is raised; set on held-out messages of our own.

    `alarm` is for the whole message, `window` for its most alarming part, `together` for the last turns read as one.
    """

    temperature: float
    alarm: dict[Route, float]
    window: dict[Route, float]
    together: float
    verdict_temperature: float
    stop: float


@dataclass(frozen=True, slots=True)
class Odds:
    """A probability per route for the whole message, and per alarm for its most alarming part."""

    whole: dict[Route, float]
    worst: dict[Route, float]


@dataclass(frozen=True, slots=True)
class Model:
    """The encoder with its card's calibration."""

    encoder: Encoder
    calibration: Calibration
    version: str


def installed() -> bool:
    """Say whether the model's files are there."""
    return (FOLDER / "model.onnx").is_file()


@lru_cache(maxsize=1)
def load() -> Model:
    """Read the model (0.3 s, about 100 MB); raise BrokenEncoder when it is not the one its card describes."""
    card = json.loads((FOLDER / "card.json").read_text(encoding="utf-8"))
    return Model(Encoder(FOLDER, digest=card["sha256"]), calibration(card["calibration"]), card["version"])


def calibration(data: dict[str, Any]) -> Calibration:
    """Return the calibration from its form in card.json."""
    alarm, window = (_by_route(data[name]) for name in ("alarm", "window"))
    return Calibration(
        temperature=float(data["temperature"]),
        alarm=alarm,
        window=window,
        together=float(data["together"]),
        verdict_temperature=float(data["verdict_temperature"]),
        stop=float(data["stop"]),
    )


def _by_route(values: dict[str, float]) -> dict[Route, float]:
    return {Route(name): value for name, value in values.items()}


def decide(odds: Odds, by: Calibration) -> Route:
    """Return the first alarm that is likely enough, else the likeliest calm route."""
    for route in ALARMS:
        if odds.whole[route] >= by.alarm[route] or odds.worst[route] >= by.window[route]:
            return route
    return max(CALM, key=lambda route: odds.whole[route])


def readable(text: str) -> str:
    """Return a message as the encoder reads it: the plain form that the rules read, slips and disguises resolved."""
    return plain(text).text.strip()


def routes(text: str) -> Odds:
    """Return how likely each route is for a message in readable form."""
    model = load()
    scores = model.encoder(text)
    return odds(scores["route"], scores["alarm"], model.calibration.temperature)


def odds(routes: list[float], alarms: list[float], temperature: float) -> Odds:
    """Return probabilities from raw scores."""
    whole = dict(zip(ROUTES, softmax(routes, temperature), strict=True))
    return Odds(whole, {route: sigmoid(score) for route, score in zip(ALARMS, alarms, strict=True)})


def verdicts(sentence: str) -> dict[ReplyVerdict, float]:
    """Return a probability per verdict for a reply sentence in the plain form of `reply_view`."""
    model = load()
    scores = model.encoder(sentence)["verdict"]
    return dict(zip(VERDICTS, softmax(scores, model.calibration.verdict_temperature), strict=True))


def sigmoid(score: float) -> float:
    """Return the probability of a score, without overflow."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))


def softmax(scores: list[float], temperature: float = 1.0) -> list[float]:
    """Return probabilities from scores."""
    top = max(scores)
    powers = [math.exp((score - top) / temperature) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]
