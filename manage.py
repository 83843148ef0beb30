#!/usr/bin/env python
"""Django's command line for medchat."""

import os
import sys


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medchat.config.settings")
    from medchat.config.environment import prepare

    prepare()
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"medchat: {error}")


if __name__ == "__main__":
    main()
