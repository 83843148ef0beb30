from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from medchat.library.models import Revision
    from medchat.library.types import CheckReport
    from medchat.policy.models import PolicyVersion
    from medchat.policy.types import CheckReport as PolicyReport


class EvaluationConfig(AppConfig):
    name = "medchat.evaluation"

    def ready(self) -> None:
        from medchat.library import publishing
        from medchat.policy import publishing as policy_publishing

        publishing.use(check_revision)
        policy_publishing.use(check_policy)


def check_revision(revision: "Revision") -> "CheckReport":
    """Check a revision for publishing; the guardrails are loaded at the first one, not at every start."""
    from medchat.evaluation.publishing import check

    return check(revision)


def check_policy(version: "PolicyVersion") -> "PolicyReport":
    """Check a clinic's policy for publishing, as late."""
    from medchat.evaluation.policy_gate import check

    return check(version)
