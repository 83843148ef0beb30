"""What can be done at a clinic; roles.py says who may."""

from enum import StrEnum


class Permission(StrEnum):
    """One right. Views and sockets ask for exactly one."""

    CHAT = "chat"
    WRITE_LIBRARY = "write_library"
    REVIEW_LIBRARY = "review_library"
    READ_LIBRARY = "read_library"
    ANSWER_CASES = "answer_cases"
    OPERATE = "operate"
    READ_AUDIT = "read_audit"
