"""Background work of the chat."""

from celery import shared_task

from medchat.chat.turn import record


@shared_task(ignore_result=True)
def reap() -> int:
    """Close orphaned turns, also when no web process is up."""
    return record.reap()
