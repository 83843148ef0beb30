"""Where evaluation, which stands above the policy, leaves the check that publishing needs."""

from collections.abc import Callable

from medchat.policy.models import PolicyVersion
from medchat.policy.types import CheckReport, PolicyError

Check = Callable[[PolicyVersion], CheckReport]
_checks: list[Check] = []


def use(check: Check) -> None:
    """Set the check of this process; evaluation does so when it is loaded."""
    _checks[:] = [check]


def report_on(version: PolicyVersion) -> CheckReport:
    """Check a version as it stands. Raises PolicyError when no check was set: then nothing can be published."""
    if not _checks:
        raise PolicyError("Publishing is off: no safety check is set up.")
    return _checks[0](version)
