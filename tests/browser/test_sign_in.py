"""Sign-in without a password: a code that comes by mail."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.server import Server

pytestmark = pytest.mark.browser


def codes(server: Server) -> list[str]:
    """Return the codes of the mails that the console backend wrote, oldest first."""
    return re.findall(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", server.log.read_text(), re.MULTILINE)


def test_a_code_by_mail_signs_a_person_in_once(signed_in: Open, server: Server) -> None:
    page = signed_in(None, "/accounts/login/")
    page.get_by_role("link", name="Mail me a code instead").click()
    page.get_by_label("E-mail address").fill("auditor@demo.example")
    page.locator("main button[type=submit]").click()
    expect(page.get_by_role("heading", name="Type your code")).to_be_visible()
    code = codes(server)[-1]
    page.get_by_label("Code").fill("WRONG1")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("main")).to_contain_text("code")
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_an_unknown_address_sees_the_same_page_and_gets_no_mail(signed_in: Open, server: Server) -> None:
    before = codes(server)
    page = signed_in(None, "/accounts/login/code/")
    page.get_by_label("E-mail address").fill("nobody-here@demo.example")
    page.locator("main button[type=submit]").click()
    expect(page.get_by_role("heading", name="Type your code")).to_be_visible()
    assert codes(server) == before
