from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from medchat.library.models import Revision
    from medchat.library.types import CheckReport


class EvaluationConfig(AppConfig):
    name = "medchat.evaluation"

    def ready(self) -> None:
        from medchat.library import publishing

        publishing.use(check_revision)


def check_revision(revision: "Revision") -> "CheckReport":
    """Check a revision for publishing; the guardrails are loaded at the first one, not at every start."""
    from medchat.evaluation.publishing import check

    return check(revision)
