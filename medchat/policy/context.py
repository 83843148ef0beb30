"""Template context: the line with the emergency and crisis number that every patient page carries."""

from django.http import HttpRequest


def safety_line(request: HttpRequest) -> dict[str, object]:
    return {}
