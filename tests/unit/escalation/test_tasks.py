"""An urgent case asks for a sweep at once, and never waits for it."""

import threading

import pytest
from celery import current_app

from medchat.escalation import actions, tasks
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def broker(monkeypatch):
    monkeypatch.setattr(current_app.conf, "broker_url", "memory://")


@pytest.fixture
def queued(monkeypatch, broker):
    calls = []
    monkeypatch.setattr(tasks.sweep, "apply_async", lambda **options: calls.append(options))
    return calls


def open_one(clinic, reason, callbacks):
    patient = people.patient(clinic)
    with callbacks(execute=True):
        actions.open_case(conversation=people.conversation(patient), reason=reason, by=patient)
    for thread in threading.enumerate():
        if thread.name == "queue-sweep":
            thread.join(5)


@pytest.mark.parametrize(("reason", "count"), [("crisis", 1), ("emergency", 1), ("patient", 0), ("wish", 0)])
def test_only_an_urgent_case_queues_the_sweep(clinic, queued, reason, count, django_capture_on_commit_callbacks):
    open_one(clinic, reason, django_capture_on_commit_callbacks)
    assert len(queued) == count


def test_a_broker_that_is_away_is_logged_and_fails_nothing(
    clinic, broker, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def away(**options):
        raise ConnectionRefusedError

    monkeypatch.setattr(tasks.sweep, "apply_async", away)
    open_one(clinic, "crisis", django_capture_on_commit_callbacks)
    assert "could not be queued" in caplog.text


def test_a_broker_that_hangs_does_not_hold_the_turn(clinic, broker, monkeypatch, django_capture_on_commit_callbacks):
    release, started = threading.Event(), threading.Event()

    def hang(**options):
        started.set()
        release.wait(10)

    monkeypatch.setattr(tasks.sweep, "apply_async", hang)
    patient = people.patient(clinic)
    with django_capture_on_commit_callbacks(execute=True):
        actions.open_case(conversation=people.conversation(patient), reason="crisis", by=patient)
    assert started.wait(5)
    assert not release.is_set()
    release.set()
