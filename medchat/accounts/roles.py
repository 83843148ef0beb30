"""Roles are code, reviewed like code: a class per role with the rights it holds."""

from typing import ClassVar

from medchat.accounts.permissions import Permission


class Role:
    """A named set of rights at one clinic."""

    name: ClassVar[str]
    permissions: ClassVar[frozenset[Permission]]
    home: ClassVar[str]


class Patient(Role):
    name = "patient"
    permissions = frozenset({Permission.CHAT})
    home = "conversations"


class Author(Role):
    name = "author"
    permissions = frozenset({Permission.READ_LIBRARY, Permission.WRITE_LIBRARY})
    home = "library"


class Reviewer(Role):
    name = "reviewer"
    permissions = frozenset({Permission.READ_LIBRARY, Permission.WRITE_LIBRARY, Permission.REVIEW_LIBRARY})
    home = "library"


class Staff(Role):
    name = "staff"
    permissions = frozenset({Permission.ANSWER_CASES, Permission.READ_LIBRARY})
    home = "queue"


class Operator(Role):
    name = "operator"
    permissions = frozenset({Permission.OPERATE})
    home = "operations"


class Auditor(Role):
    name = "auditor"
    permissions = frozenset({Permission.READ_AUDIT})
    home = "audit"


ROLES: dict[str, type[Role]] = {role.name: role for role in (Patient, Author, Reviewer, Staff, Operator, Auditor)}
