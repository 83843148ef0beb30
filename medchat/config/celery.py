"""The Celery application: alerts, the sweep of deadlines, the reaper's second line. Safety never waits for it."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medchat.config.settings")

from medchat.config.environment import prepare

prepare()

from celery import Celery

app = Celery("medchat")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
