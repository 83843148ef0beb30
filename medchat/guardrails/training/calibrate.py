"""Set temperature and thresholds of the encoder's decision on held-out messages of our own."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

from medchat.guardrails.encoder import ALARMS, VERDICTS, Calibration, Odds, decide, odds, readable, softmax
from medchat.guardrails.lexical import ROUTES
from medchat.guardrails.training.encoder import Fitted, padded, spoken
from medchat.guardrails.training.replies import Sentence
from medchat.guardrails.training.samples import Sample
from medchat.guardrails.types import ReplyVerdict, Route
from medchat.text.encoder import clipped

FALSE_ALARMS = {Route.CRISIS: 0.02, Route.EMERGENCY: 0.03, Route.ATTACK: 0.015}
"""Share of held-out messages without an alarm in which each may be raised, by the whole text and by a window alike."""
LEAST_WHOLE, LEAST_PART = 0.35, 0.25
"""Probabilities below which no alarm is raised, by the whole text and by a window: below them it is chance."""
TOGETHER = 0.65
"""Probability from which the last turns read as one raise a red flag: more than for one message, since they are not one."""
GOOD_STOPPED = 0.03
"""Share of held-out good reply sentences that may be stopped."""
LEAST_STOP = 0.9
"""Chance of harm below which no sentence is stopped by the encoder alone: too few held-out sentences to set it lower."""
RED = {Route.CRISIS, Route.EMERGENCY}
_TEMPERATURES = tuple(0.6 + 0.1 * step for step in range(20))
Scored = list[list[float]]
"""The scores of one text: routes, verdicts, alarms."""
Judged = tuple[Sample, Odds]


def scores(fitted: Fitted, texts: Sequence[str]) -> list[Scored]:
    """Return the scores of each text, as the network gives them."""
    import torch
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(fitted.tokenizer))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    found = []
    with torch.inference_mode():
        for text in texts:
            ids, mask = padded([clipped(tokenizer.encode(text).ids)])
            found.append([head[0].tolist() for head in fitted.network(ids, mask)])
    return found


def calibrate(
    fitted: Fitted, messages: Sequence[Sample], replies: Sequence[Sentence]
) -> tuple[Calibration, dict[str, Any]]:
    """Return the calibration and what it gives on the held-out messages and sentences; generated ones only count in figures."""
    heard = scores(fitted, [readable(sample.text) for sample in messages])
    heat = min(_TEMPERATURES, key=lambda t: _loss(_judge(messages, heard, t)))
    judged = _judge(messages, heard, heat)
    typed = [(sample, found) for sample, found in judged if sample.kind != "generated"]
    alarm = {route: _threshold([(s, found.whole[route]) for s, found in typed], route, LEAST_WHOLE) for route in ALARMS}
    window = {route: _threshold([(s, found.worst[route]) for s, found in typed], route, LEAST_PART) for route in ALARMS}
    said = list(zip(replies, scores(fitted, [spoken(reply.text) for reply in replies]), strict=True))
    made = Calibration(heat, alarm, window, TOGETHER, *_stop(said))
    return made, {**figures(judged, made), **_reply_figures(said, made)}


def _judge(messages: Sequence[Sample], heard: Sequence[Scored], heat: float) -> list[Judged]:
    return [(sample, odds(scored[0], scored[2], heat)) for sample, scored in zip(messages, heard, strict=True)]


def _loss(rows: Sequence[Judged]) -> float:
    return -sum(
        part * math.log(found.whole[Route(name)] + 1e-9)
        for sample, found in rows
        for name, part in sample.shares().items()
    )


def _threshold(chances: Sequence[tuple[Sample, float]], route: Route, least: float) -> float:
    """Return the lowest probability at which few enough messages without any alarm would raise this one."""
    quiet = sorted((p for sample, p in chances if not {sample.route, *sample.also} & set(ALARMS)), reverse=True)
    allowed = int(len(quiet) * FALSE_ALARMS[route])
    return round(min(0.8, max(least, quiet[allowed] + 0.005 if allowed < len(quiet) else 0.5)), 3)


def _stop(said: Sequence[tuple[Sentence, Scored]]) -> tuple[float, float]:
    """Return the temperature of the verdicts, and the chance of harm from which a sentence is stopped."""
    heat = min(
        _TEMPERATURES,
        key=lambda t: -sum(math.log(softmax(s[1], t)[VERDICTS.index(r.verdict)] + 1e-9) for r, s in said),
    )
    good = sorted((1 - softmax(s[1], heat)[0] for r, s in said if r.verdict is ReplyVerdict.OK), reverse=True)
    allowed = int(len(good) * GOOD_STOPPED)
    return heat, round(min(0.98, max(LEAST_STOP, good[allowed] + 0.005 if good else LEAST_STOP)), 3)


def figures(judged: Sequence[Judged], by: Calibration) -> dict[str, Any]:
    """Return the model's own figures, without any rule: right or acceptable, by route and by origin of the message."""
    taken = [(sample, decide(found, by)) for sample, found in judged]
    right = [(sample, route == sample.route or route in sample.also) for sample, route in taken]
    by_route = {route.value: _count(ok for sample, ok in right if sample.route == route) for route in ROUTES}
    kinds = ("written", "generated", "real")
    by_kind = {kind: _count(ok for sample, ok in right if sample.kind == kind) for kind in kinds}
    missed = _count(route not in RED | {Route.ATTACK} for sample, route in taken if Route(sample.route) in RED)
    false = _count(route in RED for sample, route in taken if not {sample.route, *sample.also} & set(RED))
    own = {"right": _count(ok for _, ok in right), "by_route": by_route, "by_kind": by_kind}
    return {**own, "red_flags_missed": missed, "false_red_flags": false}


def _reply_figures(said: Sequence[tuple[Sentence, Scored]], by: Calibration) -> dict[str, Any]:
    stopped = [(r, 1 - softmax(s[1], by.verdict_temperature)[0] >= by.stop) for r, s in said]
    return {
        "bad_sentences_stopped": _count(ok for r, ok in stopped if r.verdict is not ReplyVerdict.OK),
        "good_sentences_stopped": _count(ok for r, ok in stopped if r.verdict is ReplyVerdict.OK),
    }


def _count(outcomes: Iterable[bool]) -> str:
    seen = list(outcomes)
    return f"{sum(seen)}/{len(seen)}"
