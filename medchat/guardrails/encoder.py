"""The guard's sentence encoder: how likely each route of a message is, and each verdict of a reply sentence.

Learnt by `training`, read from data/encoder; it knows English only. Without the files (`installed`) the lexical model
stands alone.
"""

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from medchat.guardrails.lexical import ROUTES
from medchat.guardrails.types import ReplyVerdict, Route
from medchat.text.encoder import Encoder
from medchat.text.normal import plain

FOLDER = Path(__file__).parent / "data" / "encoder"
LANGUAGES = frozenset(("en",))
VERDICTS: tuple[ReplyVerdict, ...] = (
    ReplyVerdict.OK,
    ReplyVerdict.DIAGNOSIS,
    ReplyVerdict.ADVICE,
    ReplyVerdict.UNSAFE,
)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How raw scores become probabilities, and from which one a route is raised; set on held-out messages of our own.

    `together` is the probability from which the last turns read as one raise a red flag.
    """

    temperature: float
    alarm: dict[Route, float]
    bias: dict[Route, float]
    together: float
    verdict_temperature: float
    stop: float


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
    """Read the model (0.3 s, about 130 MB); raise BrokenEncoder when it is not the one its card describes."""
    card = json.loads((FOLDER / "card.json").read_text(encoding="utf-8"))
    return Model(Encoder(FOLDER, digest=card["sha256"]), calibration(card["calibration"]), card["version"])


def calibration(data: dict[str, object]) -> Calibration:
    """Return the calibration from its form in card.json."""
    values: dict[str, dict[str, float]] = {name: data[name] for name in ("alarm", "bias")}  # type: ignore[misc]
    return Calibration(
        temperature=float(data["temperature"]),  # type: ignore[arg-type]
        alarm={Route(name): value for name, value in values["alarm"].items()},
        bias={Route(name): value for name, value in values["bias"].items()},
        together=float(data["together"]),  # type: ignore[arg-type]
        verdict_temperature=float(data["verdict_temperature"]),  # type: ignore[arg-type]
        stop=float(data["stop"]),  # type: ignore[arg-type]
    )


ALARMS: tuple[Route, ...] = (Route.CRISIS, Route.EMERGENCY, Route.ATTACK)
CALM: tuple[Route, ...] = (Route.HUMAN, Route.DIAGNOSIS, Route.ADVICE, Route.EDUCATION, Route.OFFTOPIC)


def decide(odds: dict[Route, float], by: Calibration) -> Route:
    """Return the first alarm that is likely enough, else the likeliest calm route, each weighed as calibrated."""
    for route in ALARMS:
        if odds[route] >= by.alarm[route]:
            return route
    return max(CALM, key=lambda route: math.log(odds[route] + 1e-9) + by.bias[route])


def readable(text: str) -> str:
    """Return a message as the encoder reads it: invisible, look-alike and encoded letters resolved, nothing corrected."""
    seen = plain(text)
    return " . ".join((seen.folded, *seen.decoded))


def routes(text: str) -> dict[Route, float]:
    """Return a probability per route for a message in readable form."""
    model = load()
    return dict(zip(ROUTES, softmax(model.encoder(text)["route"], model.calibration.temperature), strict=True))


def verdicts(sentence: str) -> dict[ReplyVerdict, float]:
    """Return a probability per verdict for a reply sentence in the plain form of `reply_view`."""
    model = load()
    scores = model.encoder(sentence)["verdict"]
    return dict(zip(VERDICTS, softmax(scores, model.calibration.verdict_temperature), strict=True))


def softmax(scores: list[float], temperature: float = 1.0) -> list[float]:
    """Return probabilities from scores."""
    top = max(scores)
    powers = [math.exp((score - top) / temperature) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]
