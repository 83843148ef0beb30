"""Write an audit row inside the change's own transaction."""

import re
from collections.abc import Mapping
from typing import Any

from django.db import models

from medchat.audit.models import AuditEvent

# Codes, ids and numbers only: a value that could be prose is refused, so patient text cannot slip in.
CODE = re.compile(r"[\w.:/+-]{0,80}", re.ASCII)

Fact = str | int | float | bool | None


def record(
    action: str,
    *,
    by: models.Model | None,
    clinic: object = "",
    subject: models.Model | None = None,
    role: str = "",
    facts: Mapping[str, Fact] | None = None,
) -> AuditEvent:
    """Append one row. `by` None is the system itself. Raises ValueError when a fact is not a code or a number."""
    return AuditEvent.objects.create(
        action=action,
        actor_id="" if by is None else str(by.pk),
        actor_role=role or ("system" if by is None else ""),
        clinic_id=_id(clinic),
        subject_type="" if subject is None else subject._meta.model_name or "",
        subject_id="" if subject is None else str(subject.pk),
        facts={name: _code(name, value) for name, value in (facts or {}).items()},
    )


def _id(clinic: Any) -> str:
    return str(getattr(clinic, "pk", clinic))


def _code(name: str, value: Fact) -> Fact:
    if isinstance(value, str) and not CODE.fullmatch(value):
        raise ValueError(f"The audit fact {name!r} is not a code. Audit rows hold ids, codes and numbers only.")
    return value
