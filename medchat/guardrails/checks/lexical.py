"""The lexical model's opinion: an alarm where it is sure enough, else a proposal of education or offtopic."""

from medchat.guardrails import lexical
from medchat.guardrails.context import BARE, bare, evident, in_general, long_past, of_health, scholarly, titled
from medchat.guardrails.types import Finding, Message, Route
from medchat.guardrails.view import View, look
from medchat.guardrails.wording import compile_pattern
from medchat.text.languages import COVERED

NAME = "lexical"
ALARM: dict[Route, float] = {Route.CRISIS: 0.40, Route.EMERGENCY: 0.40, Route.ATTACK: 0.55}
"""Probability from which the model alone raises a safety route; set on the project's own data by cross-validation."""
CERTAIN = 0.9
"""The same where the message speaks of nobody who has it now (a general question, a story, the past)."""
EDUCATION = 0.36
"""Probability from which education may be proposed."""
SURE = 0.6
"""Probability of education from which a weak rule of advice, diagnosis or human does not stand against it."""
DOUBT: dict[Route, float] = {Route.CRISIS: 0.15, Route.EMERGENCY: 0.15}
"""Probability from which a red flag is raised where the model would else answer, hand over or turn away."""
_QUIET = frozenset((Route.EDUCATION, Route.OFFTOPIC, Route.HUMAN))
_POINTS = compile_pattern(r"(?:it|they|them|that|these|those|eso|esto)")
_DEFINITION = compile_pattern(
    r"(?:has|have|had|got|takes|take|on|given|prescribed|mentioned|said|says|needs|getting|diagnosed|about)(?: \w+){0,5}? "
    r"_(?:condition|medicine|test)(?: \w+| [.,]){0,6}? (?:what (?:is|are) (?:it|that|they|those|_\w+)(?: for| used for| exactly)?|"
    r"what does (?:it|that|_\w+) (?:mean|do)|can you explain (?:it|that|what it is)|what kind of \w+ is (?:it|that))(?= [.?]| $)"
)
_CARRIED = frozenset((Route.HUMAN, Route.ADVICE, Route.DIAGNOSIS))
SURELY = f"{NAME}.education-sure"
PERSONAL = frozenset((Route.ADVICE, Route.DIAGNOSIS, Route.HUMAN))
"""Routes that a message which is surely education is not."""
SOME = 0.12
"""Probability of education that is enough where the words ask what is known of a matter."""


def check(message: Message) -> Finding | None:
    """Say what the words make of the message; a query about nobody needs words that can carry what is raised."""
    view = look(message)
    if view.language not in COVERED:
        return None
    text, query = view.text, about_nobody(view)
    odds = lexical.scores(text)
    if not odds:
        known = query and (lexical.named(text).count or of_health(text))
        return Finding(NAME, Route.EDUCATION, SURELY, raises=False, rules_out=PERSONAL) if known else None
    alarm = _alarm(text, odds, query)
    if alarm is not None:
        return alarm
    if points_back(view):
        return Finding(NAME, Route.DIAGNOSIS, f"{NAME}.points-back")
    best = _calm(text, odds, query)
    if best is Route.EDUCATION and (query or odds[Route.EDUCATION] >= SURE):
        return Finding(NAME, Route.EDUCATION, SURELY, raises=False, rules_out=PERSONAL)
    proposal = best in (Route.EDUCATION, Route.OFFTOPIC)
    return Finding(NAME, best, f"{NAME}.{best}", raises=not proposal)


def worded_as_education(message: Message) -> bool:
    """Tell whether the words of a message alone make it education."""
    found = check(message)
    return found is not None and found.route is Route.EDUCATION


def about_nobody(view: View) -> bool:
    """Tell whether a message is a bare query, and does not point back to somebody's unnamed trouble."""
    return bare(view.text) and not points_back(view)


def points_back(view: View) -> bool:
    """Tell whether "it" stands for what an earlier turn said of somebody without naming a known thing."""
    if not view.earlier or not bare(view.text) or not _POINTS.found(view.text):
        return False
    before = view.earlier[-1].text
    return not bare(before) and lexical.named(before).count == 0


def _alarm(text: str, odds: dict[Route, float], query: bool) -> Finding | None:
    """Return an alarm that the model is sure enough of, or that it doubts where it would else stay quiet."""
    doubted = any(odds[route] >= floor for route, floor in DOUBT.items())
    distant = _distant(text) if doubted else frozenset()
    for route, floor in ALARM.items():
        if odds[route] < floor:
            continue
        borne = evident(text, route)
        if odds[route] >= (floor if borne and route not in distant else CERTAIN) and (borne or not query):
            return Finding(NAME, route, f"{NAME}.{route}")
    calm = [route for route in odds if route not in ALARM]
    if query and titled(text):
        return None
    if max(calm, key=lambda route: odds[route]) not in _QUIET and odds[Route.EDUCATION] < EDUCATION:
        return None
    for route, floor in DOUBT.items():
        if odds[route] >= floor and route not in distant and not long_past(text) and evident(text, route):
            return Finding(NAME, route, f"{NAME}.{route}-doubt")
    return None


def _calm(text: str, odds: dict[Route, float], query: bool) -> Route:
    """Return the likeliest calm route; education wins a query that names a known term, and where the model wavers."""
    best = max((route for route in odds if route not in ALARM), key=lambda route: odds[route])
    if best is Route.EDUCATION or odds[Route.EDUCATION] >= EDUCATION:
        return Route.EDUCATION
    if best in (Route.DIAGNOSIS, Route.ADVICE) and (
        _defines(text) or (scholarly(text) and odds[Route.EDUCATION] >= SOME)
    ):
        return Route.EDUCATION
    return Route.EDUCATION if query and plain_query(text, best) else best


def _defines(text: str) -> bool:
    """Tell whether somebody's condition, medicine or test is named only to ask what that is."""
    words = lexical.named(text).words
    return len(words) <= BARE + 8 and _DEFINITION.found(f" {' '.join(words)} ")


def plain_query(text: str, best: Route) -> bool:
    """Tell whether a query about nobody is education although the model says `best`."""
    if (lexical.named(text).count or of_health(text)) and not (best in _CARRIED and evident(text, best)):
        return True
    return best in _CARRIED and not evident(text, best)


def _distant(text: str) -> frozenset[Route]:
    """Return the red flags that nobody in the message has now; harm done long ago still counts as a crisis."""
    if in_general(text):
        return frozenset((Route.CRISIS, Route.EMERGENCY))
    return frozenset((Route.EMERGENCY,)) if long_past(text) else frozenset()


def warm() -> None:
    """Load the model."""
    lexical.load()
