"""Auditor and operator: facts without content, state without people."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PLANTED, Open
from tests.browser.talk import ask_for_a_person, chat, say

pytestmark = pytest.mark.browser


def test_the_auditor_sees_who_did_what_and_no_word_of_a_patient(signed_in: Open) -> None:
    patient = chat(signed_in)
    say(patient, f"What is {PLANTED}?")
    ask_for_a_person(patient, f"my {PLANTED} hurts")
    page = signed_in("auditor", "/audit/")
    expect(page.locator("table")).to_contain_text("turn.ended")
    page.get_by_label("Action").select_option("case.opened")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tbody tr").first).to_contain_text("case.opened")
    for address in ("/audit/", "/audit/?action=case.opened"):
        page.goto(address)
        text = page.locator("body").inner_text().lower()
        assert PLANTED not in text
        assert "pat rivera" not in text


def test_the_operator_sees_the_state_and_no_patient(signed_in: Open) -> None:
    page = signed_in("operator", "/operations/")
    expect(page.locator(".notice--good")).to_contain_text("ready for patients")
    expect(page.locator("table")).to_contain_text("911")
    expect(page.locator("body")).not_to_contain_text("Pat Rivera")


def test_the_operator_may_not_read_conversations_or_audit(signed_in: Open) -> None:
    page = signed_in("operator", "/operations/", quiet=True)
    for address in ("/audit/", "/queue/", "/library/", "/conversations/"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 403, address
