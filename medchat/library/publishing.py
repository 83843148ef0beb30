"""Where evaluation, which stands above the library, leaves the check that publishing needs."""

from collections.abc import Callable

from medchat.library.models import Revision
from medchat.library.types import CheckReport, LibraryError

Check = Callable[[Revision], CheckReport]
_checks: list[Check] = []


def use(check: Check) -> None:
    """Set the check of this process; evaluation does so when it is loaded."""
    _checks[:] = [check]


def report_on(revision: Revision) -> CheckReport:
    """Check a revision as it stands. Raises LibraryError when no check was set: then nothing can be published."""
    if not _checks:
        raise LibraryError("Publishing is off: no check of the text is set up.")
    return _checks[0](revision)
