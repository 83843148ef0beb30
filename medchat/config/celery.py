"""The Celery application: alerts, the sweep of deadlines, the reaper's second line. Safety never waits for it."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medchat.config.settings")

from medchat.config.environment import prepare

prepare()

from celery import Celery
from django.conf import settings

if not settings.REDIS:
    for folder in ("queue", "queue-control"):  # the broker in files wants them to be there
        (settings.VAR / folder).mkdir(parents=True, exist_ok=True)

app = Celery("medchat")
app.set_default()  # in every thread, not only in the one that imports this
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
