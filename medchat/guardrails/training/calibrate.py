"""Set temperature, alarm thresholds and weights of the encoder's decision on held-out messages of our own."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from medchat.guardrails.encoder import ALARMS, CALM, VERDICTS, Calibration, decide, readable, softmax
from medchat.guardrails.lexical import ROUTES
from medchat.guardrails.training.encoder import Fitted, padded, spoken
from medchat.guardrails.training.replies import Sentence
from medchat.guardrails.training.samples import Sample
from medchat.guardrails.types import ReplyVerdict, Route
from medchat.text.encoder import clipped

FALSE_ALARMS = {Route.CRISIS: 0.010, Route.EMERGENCY: 0.015, Route.ATTACK: 0.010}
"""Share of held-out messages without an alarm in which each alarm may be raised."""
TOGETHER = 0.6
"""Probability from which the last turns read as one raise a red flag: more than for one message, since they are not one."""
GOOD_STOPPED = 0.01
"""Share of held-out good reply sentences that may be stopped."""
RED = {Route.CRISIS, Route.EMERGENCY}
PERSONAL = {Route.ADVICE, Route.DIAGNOSIS}
_BIASES = (-0.8, -0.5, -0.25, 0.0, 0.25, 0.5, 0.8, 1.2)
_TEMPERATURES = tuple(0.6 + 0.1 * step for step in range(20))
Scored = tuple[Sample, list[float]]


def scores(fitted: Fitted, texts: Sequence[str]) -> list[tuple[list[float], list[float]]]:
    """Return route and verdict scores of each text."""
    import torch
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(fitted.tokenizer))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    found = []
    with torch.inference_mode():
        for text in texts:
            ids, mask = padded([clipped(tokenizer.encode(text).ids)])
            routes, verdicts = fitted.network(ids, mask)
            found.append((routes[0].tolist(), verdicts[0].tolist()))
    return found


def calibrate(
    fitted: Fitted, messages: Sequence[Sample], replies: Sequence[Sentence]
) -> tuple[Calibration, dict[str, Any]]:
    """Return the calibration and what it gives on the held-out messages and sentences."""
    rows = [
        (s, both[0]) for s, both in zip(messages, scores(fitted, [readable(s.text) for s in messages]), strict=True)
    ]
    said = [(r, both[1]) for r, both in zip(replies, scores(fitted, [spoken(r.text) for r in replies]), strict=True)]
    heat = min(_TEMPERATURES, key=lambda t: _loss([(s, softmax(logits, t)) for s, logits in rows]))
    odds = [(s, dict(zip(ROUTES, softmax(logits, heat), strict=True))) for s, logits in rows]
    made = Calibration(heat, {r: _threshold(odds, r) for r in ALARMS}, dict.fromkeys(CALM, 0.0), TOGETHER, 1.0, 0.5)
    made = replace(made, bias=_weigh(odds, made))
    heat, stop = _stop(said)
    made = replace(made, verdict_temperature=heat, stop=stop)
    return made, {**figures(odds, made), **_reply_figures(said, made)}


def _loss(rows: Sequence[Scored]) -> float:
    return -sum(
        sum(part * math.log(chances[ROUTES.index(Route(name))] + 1e-9) for name, part in sample.shares().items())
        for sample, chances in rows
    )


def _threshold(odds: Sequence[tuple[Sample, dict[Route, float]]], route: Route) -> float:
    """Return the lowest probability at which few enough messages without any alarm would raise this one."""
    quiet = sorted(
        (chances[route] for sample, chances in odds if not {sample.route, *sample.also} & set(ALARMS)), reverse=True
    )
    allowed = int(len(quiet) * FALSE_ALARMS[route])
    return round(min(0.7, max(0.1, quiet[allowed] + 0.005 if allowed < len(quiet) else 0.5)), 3)


def _cost(sample: Sample, route: Route) -> float:
    """Return what it costs to take this route for that message; 0 when it is right or acceptable."""
    right = Route(sample.route)
    if route == right or route.value in sample.also:
        return 0.0
    if right in RED:
        return 1.0 if route in RED else 8.0
    if right is Route.ATTACK:
        return 4.0 if route is Route.EDUCATION else 1.0
    if right in PERSONAL:
        return 0.4 if route in PERSONAL else 2.0 if route is Route.EDUCATION else 1.0
    return 2.0 if right is Route.EDUCATION else 1.0


def _weigh(odds: Sequence[tuple[Sample, dict[Route, float]]], start: Calibration) -> dict[Route, float]:
    """Return the biases of the calm routes that cost least, one route after another, twice round."""
    bias = dict(start.bias)

    def cost(route: Route, value: float) -> float:
        tried = replace(start, bias={**bias, route: value})
        return sum(_cost(sample, decide(chances, tried)) * sample.weight for sample, chances in odds)

    for _ in range(2):
        for route in CALM:
            costs = {value: cost(route, value) for value in _BIASES}
            bias[route] = min(costs, key=lambda value: costs[value])
    return bias


def _stop(said: Sequence[tuple[Sentence, list[float]]]) -> tuple[float, float]:
    """Return the temperature of the verdicts, and the chance of harm from which a sentence is stopped."""
    heat = min(
        _TEMPERATURES,
        key=lambda t: -sum(math.log(softmax(s, t)[VERDICTS.index(r.verdict)] + 1e-9) for r, s in said),
    )
    good = sorted((1 - softmax(s, heat)[0] for r, s in said if r.verdict is ReplyVerdict.OK), reverse=True)
    allowed = int(len(good) * GOOD_STOPPED)
    return heat, round(min(0.9, max(0.2, good[allowed] + 0.005 if good else 0.5)), 3)


def figures(odds: Sequence[tuple[Sample, dict[Route, float]]], by: Calibration) -> dict[str, Any]:
    """Return the model's own figures, without any rule: right or acceptable, by route and by origin of the message."""
    taken = [(sample, decide(chances, by)) for sample, chances in odds]
    right = [(sample, route == sample.route or route in sample.also) for sample, route in taken]
    by_route = {route.value: _count(ok for sample, ok in right if sample.route == route) for route in ROUTES}
    by_kind = {
        kind: _count(ok for sample, ok in right if sample.kind == kind) for kind in ("written", "generated", "real")
    }
    missed = _count(route not in RED | {Route.ATTACK} for sample, route in taken if Route(sample.route) in RED)
    return {
        "right": _count(ok for _, ok in right),
        "by_route": by_route,
        "by_kind": by_kind,
        "red_flags_missed": missed,
    }


def _reply_figures(said: Sequence[tuple[Sentence, list[float]]], by: Calibration) -> dict[str, Any]:
    stopped = [(r, 1 - softmax(s, by.verdict_temperature)[0] >= by.stop) for r, s in said]
    return {
        "bad_sentences_stopped": _count(ok for r, ok in stopped if r.verdict is not ReplyVerdict.OK),
        "good_sentences_stopped": _count(ok for r, ok in stopped if r.verdict is ReplyVerdict.OK),
    }


def _count(outcomes: Any) -> str:
    seen = list(outcomes)
    return f"{sum(seen)}/{len(seen)}"
