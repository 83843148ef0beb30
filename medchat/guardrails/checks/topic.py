"""Proposals, never alarms: a clear educational question, a follow-up to an explanation, a greeting, a far-off matter."""

from medchat.guardrails.context import allowed
from medchat.guardrails.rules import Rules
from medchat.guardrails.types import Finding, Message, Route
from medchat.guardrails.view import look
from medchat.guardrails.wording import compile_pattern

EDUCATION = Rules("education")
OFFTOPIC = Rules("offtopic")
SHORT = 9
"""Words up to which a message can be a mere follow-up."""

_FOLLOW_UP = compile_pattern(
    r"(?:why|how come|how|what about|and|what else|tell me more|more|go on|continue|explain|what does that mean|"
    r"simpler|again|side effects|treated|treatment|causes?|symptoms|prevent\w*|example|really|is it common|"
    r"who gets|how long|what is that|meaning|por que|y|mas|como se trata|efectos|que mas|por ejemplo|sigue)"
)


def education(message: Message) -> Finding | None:
    """Propose education for a clear question form; a short follow-up after an explanation is one too."""
    view = look(message)
    words = view.text.split()
    follows = any(said.role != "patient" for said in message.history) and len(words) <= SHORT
    if follows and _FOLLOW_UP.found(view.text):
        return Finding("education", Route.EDUCATION, "education.follow-up", raises=False)
    hit = EDUCATION.first(view.text, allowed)
    return Finding("education", Route.EDUCATION, f"education.{hit.rule.name}", (hit.words,), False) if hit else None


def offtopic(message: Message) -> Finding | None:
    """Propose offtopic for a greeting or a matter far from health."""
    hit = OFFTOPIC.first(look(message).text, allowed)
    return Finding("offtopic", Route.OFFTOPIC, f"offtopic.{hit.rule.name}", (hit.words,), False) if hit else None


def warm() -> None:
    """Compile the rules."""
    EDUCATION.warm()
    OFFTOPIC.warm()
