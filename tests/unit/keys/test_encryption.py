"""What a person typed is sealed in the database, bound to its row."""

import json

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection

from medchat.accounts.models import User, handle_for
from medchat.conversations.models import Event
from medchat.keys.ring import KeyMissing, KeyRing, Tampered
from tests.factories import people

RING = KeyRing("a", {"a": b"\x01" * 32}, b"\x02" * 32)


def stored(model, column):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{model._meta.db_table}"')
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_a_name_and_an_address_are_never_stored_plain():
    user = User.objects.create_user(address="Pat.Rivera@clinic.example", name="Pat Rivera")
    for column in ("name", "address", "email"):
        assert "rivera" not in stored(User, column).lower()
    again = User.objects.get(pk=user.pk)
    assert (again.name, again.address) == ("Pat Rivera", "Pat.Rivera@clinic.example")


@pytest.mark.django_db
def test_a_person_is_found_by_address_whatever_its_case():
    user = User.objects.create_user(address="Pat@clinic.example", name="Pat")
    assert User.objects.by_address(" pat@CLINIC.example") == user
    assert handle_for("pat@clinic.example") == user.email


@pytest.mark.django_db
def test_an_event_keeps_its_words_sealed():
    conversation = people.conversation(people.patient(people.clinic()))
    Event.objects.create(conversation=conversation, seq=1, type="message", body={"text": "my knee hurts"})
    assert "knee" not in stored(Event, "body")
    assert Event.objects.get().body == {"text": "my knee hurts"}


@pytest.mark.django_db
def test_a_value_moved_to_another_row_is_not_read():
    one = User.objects.create_user(address="one@clinic.example", name="One")
    two = User.objects.create_user(address="two@clinic.example", name="Two")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM accounts_user WHERE email = %s", [one.email])
        cursor.execute("UPDATE accounts_user SET name = %s WHERE email = %s", [cursor.fetchone()[0], two.email])
    with pytest.raises(Tampered):
        _ = User.objects.by_address("two@clinic.example").name


@pytest.mark.django_db
def test_a_sealed_column_cannot_be_updated_in_bulk_or_filtered_on():
    people.patient(people.clinic())
    with pytest.raises(FieldError):
        User.objects.update(name="plain")
    with pytest.raises(FieldError):
        User.objects.filter(name="plain").exists()


def test_a_changed_value_is_refused():
    sealed = RING.encrypt("hello", "t.c:1")
    with pytest.raises(Tampered):
        RING.decrypt(sealed[:-6] + ("AAAA==" if not sealed.endswith("AAAA==") else "BBBB=="), "t.c:1")


def test_a_missing_key_is_a_clear_error_not_empty_text():
    sealed = RING.encrypt("hello", "t.c:1")
    with pytest.raises(KeyMissing, match="'a'"):
        KeyRing("b", {"b": b"\x03" * 32}, b"\x02" * 32).decrypt(sealed, "t.c:1")


def test_old_values_stay_readable_when_the_current_key_changes():
    sealed = RING.encrypt("hello", "t.c:1")
    newer = KeyRing("b", {**RING.keys, "b": b"\x03" * 32}, RING.index_key)
    assert newer.decrypt(sealed, "t.c:1") == "hello"
    assert newer.encrypt("hello", "t.c:1").startswith("v1:b:")


@pytest.mark.parametrize("text", ["", "{}", "[]", json.dumps({"current": "x", "keys": {}, "index": "00"}), "null"])
def test_a_broken_ring_stops_the_start(text):
    with pytest.raises(ImproperlyConfigured):
        KeyRing.from_json(text)
