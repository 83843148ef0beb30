"""Audit rows are facts: added, never changed, and they hold no prose."""

import pytest

from medchat.audit.actions import record
from medchat.audit.models import AppendOnly, AuditEvent

pytestmark = pytest.mark.django_db


def test_a_row_cannot_be_changed_or_deleted():
    row = record("case.opened", by=None)
    row.action = "something.else"
    with pytest.raises(AppendOnly):
        row.save()
    with pytest.raises(AppendOnly):
        row.delete()
    with pytest.raises(AppendOnly):
        AuditEvent.objects.all().delete()
    with pytest.raises(AppendOnly):
        AuditEvent.objects.update(action="x")


@pytest.mark.parametrize("value", ["I have chest pain", "two words", "Grüße", "x" * 81, "line\nbreak"])
def test_prose_is_refused(value):
    with pytest.raises(ValueError, match="not a code"):
        record("case.opened", by=None, facts={"note": value})


@pytest.mark.parametrize("value", ["emergency", "chest-pain/now", 3, 2.5, True, None, ""])
def test_codes_and_numbers_are_kept(value):
    assert record("case.opened", by=None, facts={"fact": value}).facts == {"fact": value}
