"""Make Django ready for what runs outside pytest."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medchat.config.settings")

from medchat.config.environment import prepare

prepare()

import django  # noqa: E402

django.setup()
