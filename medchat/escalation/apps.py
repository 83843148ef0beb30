from django.apps import AppConfig


class EscalationConfig(AppConfig):
    name = "medchat.escalation"

    def ready(self) -> None:
        """Listen to cases in every process, also where Celery does not look for tasks."""
        from medchat.escalation import tasks  # noqa: F401
