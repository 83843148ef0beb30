"""The worker's sign of life."""

from celery import shared_task
from django.utils import timezone

from medchat.ops.models import Tick


@shared_task(ignore_result=True)
def tick() -> None:
    """Remember that beat and worker are alive."""
    Tick.objects.update_or_create(name="beat", defaults={"at": timezone.now()})
