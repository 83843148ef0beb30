"""A patient who reads Spanish: every page, the refusals and the alarms in Spanish, held to the same rules."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.talk import box, mine
from tests.browser.test_pages import SIZES, fault

pytestmark = pytest.mark.browser


@pytest.fixture
def page(signed_in: Open) -> Page:
    """The demo patient's list of conversations, after choosing Spanish in the settings of a browser of their own."""
    page = signed_in("patient", "/settings/")
    page.locator("#id_language").select_option("es")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    yield page
    page.goto("/settings/")
    page.locator("#id_language").select_option("en")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def say(page: Page, text: str) -> None:
    box(page).fill(text)
    page.get_by_role("button", name="Mandar", exact=True).first.click()


def test_the_patient_is_refused_kindly_and_warned_in_spanish(page: Page) -> None:
    page.goto("/conversations/")
    page.locator("main form button").click()
    expect(page.locator("#safety-line")).to_contain_text("911")
    say(page, "¿Debo dejar de tomar mi metformina?")
    expect(page.locator(".log .notice")).to_contain_text("equipo")
    say(page, "Me duele mucho el pecho y no puedo respirar")
    expect(page.get_by_role("link", name="911")).to_be_visible()
    expect(page.locator("[data-state]")).to_contain_text("No espere")
    expect(mine(page)).to_have_count(2)
    assert fault(page) == []


@pytest.mark.parametrize("path", ["/conversations/", "/questions/", "/settings/", "/welcome/"])
def test_a_spanish_page_is_accessible_and_fits(page: Page, path: str) -> None:
    page.goto(path)
    for name, size in SIZES.items():
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"
        assert fault(page) == [], name
