"""A care team and its explanation for tests; a test module takes the fixtures it needs by name: `author = library.author`."""

import pytest

from medchat.accounts.models import Clinic, User
from medchat.library import actions
from medchat.library.models import Explanation, Revision
from tests.factories import people

KINDS = ("what_it_is", "why", "what_to_expect", "questions", "when_to_call")
LEVELS = ("easy", "detailed")


@pytest.fixture
def clinic() -> Clinic:
    return people.clinic()


@pytest.fixture
def author(clinic: Clinic) -> User:
    return people.person("author", clinic)


@pytest.fixture
def reviewer(clinic: Clinic) -> User:
    return people.person("reviewer", clinic)


@pytest.fixture
def explanation(clinic: Clinic, author: User) -> Explanation:
    return actions.create_topic(
        clinic=clinic, by=author, kind="everyday", lay_name="Hand washing", synonyms=["clean hands"]
    )


def bodies(text: str) -> dict[tuple[str, str], str]:
    return {(kind, level): text for kind in KINDS for level in LEVELS}


def submitted(draft: Revision, by: User, text: str) -> Revision:
    saved = actions.save_draft(revision=draft, by=by, edits=draft.edits, bodies=bodies(text))
    return actions.submit(revision=saved, by=by)
