"""Sentences before a message that only say who writes: they must not decide what is done.

A name, an age, where somebody is from, how they are insured. Whatever holds more than that stays.
"""

import re

_NAME = r"(?:[A-ZÀ-Þ][\w'’-]+)(?: [A-ZÀ-Þ][\w'’.-]*){0,3}"
_PEOPLE = (
    "black|white|asian|latin[oax]|hispanic|native american|african american|mixed race|arab|indian|jewish|muslim|christian|"
    "gay|straight|trans|a (?:wo)?man|a (?:mother|father|mom|dad|mum|parent|grandmother|grandfather|student|teacher|veteran|"
    "farmer|driver|cleaner|retiree)|retired|married|single|divorced"
)
_INSURED = r"(?i:(?:no|private|public|good|poor|bad|health|medical)(?: health| medical)? insurance|medicaid|medicare)"
_SENTENCES = (
    rf"(?i:this is|my name is|my name's|i am|i'm) {_NAME}(?: here)?",
    r"(?i:i am|i'm|im) (?:an? )?\d{1,3}(?:[ -](?i:years?|yrs?)(?:[ -](?i:old))?| ?(?i:yo|y/o))?",
    rf"(?i:i am|i'm|im) (?i:{_PEOPLE})",
    r"(?i:i am|i'm|im|i come) from (?:the )?[A-ZÀ-Þ][\w ]{2,30}",
    rf"(?i:i have|i've got|i am on|i'm on) {_INSURED}|(?i:i am|i'm) (?i:uninsured|not insured)",
)
_INTRODUCED = re.compile(rf"\s*(?:(?i:hi|hello|hey|good morning)[,.!]?\s+)?(?:{'|'.join(_SENTENCES)})[.!]\s+(?=\S)")
MOST = 3
"""Introducing sentences that are passed over."""


def without(text: str) -> str:
    """Return the message behind the sentences that only introduce; unchanged where there are none, or nothing else."""
    for _ in range(MOST):
        found = _INTRODUCED.match(text)
        if found is None:
            return text
        text = text[found.end() :]
    return text
