"""What operating the service needs to remember."""

from django.db import models
from django.utils import timezone


class Tick(models.Model):
    """When a periodic worker last ran, by name; the health page shows its age."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M:%S}"
