"""Encrypted model fields: plain in Python, sealed in the database, bound to their row and column.

A row's primary key must exist before it is saved (UUIDs do), since it is authenticated with the value.
`QuerySet.update()` and filters on an encrypted column are refused: both would need the row.
"""

import json
from typing import Any

from django.core.exceptions import FieldError
from django.db import models

from medchat.keys.ring import ring


class Sealed(str):
    """A value as it stands in the database; reading the attribute of its instance opens it."""

    __slots__ = ()


class _Opener:
    """Descriptor that opens a sealed value when it is first read."""

    def __init__(self, field: "EncryptedTextField") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, Sealed):
            value = self.field.loads(ring().decrypt(value, self.field.place(instance))) if value else self.field.empty()
            instance.__dict__[name] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Text sealed with AES-256-GCM under the current key; an empty text stays empty."""

    descriptor_class = _Opener
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def loads(self, plain: str) -> Any:
        return plain

    def dumps(self, value: Any) -> str:
        return str(value)

    def empty(self) -> Any:
        return ""

    def place(self, instance: models.Model) -> str:
        return f"{instance._meta.db_table}.{self.column}:{instance.pk}"

    def from_db_value(self, value: str | None, _expression: object, _connection: object) -> Sealed | None:
        return None if value is None else Sealed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = getattr(model_instance, self.attname)
        if value is None or value == self.empty():
            return None if value is None else Sealed("")
        return Sealed(ring().encrypt(self.dumps(value), self.place(model_instance)))

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, Sealed):
            return None if value is None else str(value)
        raise FieldError(f"{self.name} is encrypted: save the instance; it cannot be filtered on or bulk-updated.")

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return self.get_prep_value(value)


class EncryptedJSONField(EncryptedTextField):
    """A JSON value, sealed like the text field."""

    def loads(self, plain: str) -> Any:
        return json.loads(plain)

    def dumps(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def empty(self) -> Any:
        return {}
