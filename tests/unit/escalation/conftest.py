import pytest

from medchat.accounts.models import Clinic, User
from medchat.escalation.actions import ask_for_person
from medchat.escalation.models import Case
from tests.factories import people


@pytest.fixture
def clinic(db: None) -> Clinic:
    return people.clinic()


@pytest.fixture
def sam(clinic: Clinic) -> User:
    return people.staff(clinic, name="Sam")


@pytest.fixture
def lee(clinic: Clinic) -> User:
    return people.staff(clinic, name="Lee")


@pytest.fixture
def case(clinic: Clinic) -> Case:
    patient = people.patient(clinic, name="Pat")
    return ask_for_person(conversation=people.conversation(patient), by=patient, note="my knee hurts a lot")
