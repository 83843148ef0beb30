"""Whether the two levels of a section state the same facts, and what stands in only one of them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medchat.text.facts import added, facts, lost

_KINDS = {
    "numbers": gettext_lazy("number"),
    "ranges": gettext_lazy("range"),
    "frequencies": gettext_lazy("how often"),
    "negations": gettext_lazy("a “not”"),
    "medicines": gettext_lazy("medicine"),
    "conditions": gettext_lazy("condition"),
    "warnings": gettext_lazy("warning"),
    "actors": gettext_lazy("who acts"),
}


@dataclass(frozen=True, slots=True)
class Parity:
    """The facts that only one level states, each as "kind: fact"."""

    only_easy: tuple[str, ...]
    only_detailed: tuple[str, ...]

    @property
    def same(self) -> bool:
        return not self.only_easy and not self.only_detailed

    @property
    def lines(self) -> list[str]:
        """Name each difference in a reader's words."""
        easy = [_("Only in easy: %(fact)s") % {"fact": _named(fact)} for fact in self.only_easy]
        detailed = [_("Only in detailed: %(fact)s") % {"fact": _named(fact)} for fact in self.only_detailed]
        return easy + detailed

    @property
    def brief(self) -> str:
        return _("the same") if self.same else _("they differ")


def parity(easy: str, detailed: str, language: str) -> Parity | None:
    """Compare the facts of two levels (English lists, figures and negations elsewhere); None while one has no text."""
    if not easy.strip() or not detailed.strip():
        return None
    one, other = facts(easy, language), facts(detailed, language)
    return Parity(lost(one, other), added(one, other))


def _named(fact: str) -> str:
    kind, _colon, what = fact.partition(": ")
    return f"{_KINDS[kind]} ({what})"
