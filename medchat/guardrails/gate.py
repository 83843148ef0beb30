"""The output gate: the last hand on every sentence, and on the whole answer, before a patient sees it."""

import logging
from collections.abc import Sequence

from medchat.guardrails.checks.reply_advice import reply_advice
from medchat.guardrails.checks.reply_choice import reply_choice
from medchat.guardrails.checks.reply_diagnosis import reply_diagnosis
from medchat.guardrails.checks.reply_form import reply_loop, reply_markup
from medchat.guardrails.checks.reply_grounding import reply_grounding
from medchat.guardrails.checks.reply_harm import reply_harm
from medchat.guardrails.checks.reply_leak import reply_leak
from medchat.guardrails.checks.reply_links import reply_links
from medchat.guardrails.checks.reply_result import reply_result
from medchat.guardrails.checks.reply_spanish import reply_spanish
from medchat.guardrails.checks.reply_style import MANNER, reply_style
from medchat.guardrails.checks.reply_style import warm as warm_style
from medchat.guardrails.checks.reply_unsafe import reply_unsafe
from medchat.guardrails.types import Judgement, Reply, ReplyCheck, ReplyVerdict

log = logging.getLogger(__name__)

CHECKS: tuple[tuple[str, ReplyCheck], ...] = (
    ("markup", reply_markup),
    ("loop", reply_loop),
    ("links", reply_links),
    ("leak", reply_leak),
    ("unsafe", reply_unsafe),
    ("harm", reply_harm),
    ("diagnosis", reply_diagnosis),
    ("result", reply_result),
    ("advice", reply_advice),
    ("choice", reply_choice),
    ("spanish", reply_spanish),
    ("grounding", reply_grounding),
    ("manner", reply_style),
)
"""Every check that a reply passes, by name; the order decides only between equal verdicts."""

SEVERITY: tuple[ReplyVerdict, ...] = (
    ReplyVerdict.OK,
    ReplyVerdict.UNGROUNDED,
    ReplyVerdict.ADVICE,
    ReplyVerdict.DIAGNOSIS,
    ReplyVerdict.UNSAFE,
)
"""Mildest first; the worst verdict of any check is the answer."""

OK = Judgement(ReplyVerdict.OK)
FAILED = Judgement(ReplyVerdict.UNSAFE, "check-failed")


def warm() -> None:
    """Load what the checks load lazily (milliseconds)."""
    warm_style()


def judge(reply: Reply, *, checks: Sequence[tuple[str, ReplyCheck]] | None = None) -> Judgement:
    """Run every check on its own and return the worst verdict; a check that crashes is a reason to stop the text.

    A real objection is told before a failed check of the same weight, so that the record names the cause.
    """
    worst, failed = OK, False
    for name, check in CHECKS if checks is None else checks:
        try:
            found = check(reply)
        except Exception as error:
            failed = True
            log.error("reply check %s failed: %s", name, type(error).__name__)  # never the text
            continue
        if found is None or (found.rule == MANNER and not worst.ok):
            continue  # a written rule names the kind of harm better than the model
        if SEVERITY.index(found.verdict) > SEVERITY.index(worst.verdict):
            worst = found
    return FAILED if failed and worst.verdict is not ReplyVerdict.UNSAFE else worst
