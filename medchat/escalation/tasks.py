"""Background work of escalation. Arguments carry ids only, and the sweep needs none."""

import logging
import threading
from typing import Any

from celery import current_app, shared_task
from django.utils import timezone

from medchat.escalation.actions import changed
from medchat.escalation.followup import alert_all, lapse_all
from medchat.escalation.models import Case
from medchat.escalation.states import URGENT, CaseStatus

log = logging.getLogger(__name__)


@shared_task(ignore_result=True)
def sweep() -> None:
    """End claims that ran out, then mail staff about cases that are due. Safe when run twice at once."""
    lapse_all(timezone.now())
    alert_all(timezone.now())


def on_case(sender: object, case: Case, **kwargs: Any) -> None:
    """Ask for a sweep at once when an urgent case waits, in a thread: a slow broker never holds a turn."""
    urgent = case.status == CaseStatus.WAITING and case.priority == URGENT
    if urgent and current_app.conf.broker_url:
        threading.Thread(target=_queue_sweep, name="queue-sweep", daemon=True).start()


def _queue_sweep() -> None:
    """Queue the sweep once; without a broker beat's next sweep does the same."""
    try:
        sweep.apply_async(retry=False)
    except Exception as error:
        log.warning("the sweep could not be queued at once: %s", type(error).__name__)


changed.connect(on_case, weak=False)
