"""Teach-back in the browser: told by keyboard alone, skipped for good, never a score, and seen by staff."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.talk import ask, ask_for_a_person, chat
from tests.browser.test_pages import SIZES, fault

pytestmark = pytest.mark.browser
PART = "It helps bring down sugar in the blood when you have type 2 diabetes."


def asked(page: Page) -> None:
    ask(page, "What is metformin?")
    expect(page.get_by_role("region", name="In your own words")).to_be_visible()


def test_a_topic_is_told_with_the_keyboard_alone_and_only_the_rest_is_explained_again(signed_in: Open) -> None:
    page = chat(signed_in)
    asked(page)
    page.locator(".teach textarea").focus()
    page.keyboard.type(PART)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Tell medchat")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_have_count(2)
    expect(page.locator(".answer").last.locator(".answer__foot")).to_be_visible()
    again = page.locator(".answer").last
    expect(again).to_contain_text("kidneys")
    expect(again.get_by_role("button", name="Simpler")).to_have_count(0)
    expect(page.locator(".teach")).to_have_count(0)
    expect(page.locator(".said--you").last).to_contain_text(PART)


def test_a_question_that_is_skipped_does_not_come_back(signed_in: Open) -> None:
    page = chat(signed_in)
    asked(page)
    page.get_by_role("button", name="Skip").click()
    expect(page.locator(".teach")).to_have_count(0)
    expect(page.locator("#composer")).to_be_focused()
    page.reload()
    expect(page.locator(".answer__foot")).to_be_visible()
    expect(page.locator(".teach")).to_have_count(0)


def test_staff_see_what_was_missed(signed_in: Open) -> None:
    page = chat(signed_in)
    asked(page)
    page.locator(".teach textarea").fill(PART)
    page.get_by_role("button", name="Tell medchat").click()
    expect(page.locator(".answer")).to_have_count(2)
    ask_for_a_person(page, "told in my words")
    staff = signed_in("staff", "/queue/")
    staff.locator("[data-group=waiting] [data-row] a").last.click()
    told = staff.get_by_role("region", name="Told in their own words")
    expect(told).to_contain_text("Blood tests check the kidneys")
    expect(staff.locator("[data-log]")).to_contain_text("tell me in your own words")


def test_the_question_is_accessible_and_fits_in_both_themes_and_sizes(signed_in: Open) -> None:
    page = chat(signed_in)
    asked(page)
    for name, size in SIZES.items():
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.locator(".teach").scroll_into_view_if_needed()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
            assert fault(page, ".teach") == [], f"{name} {theme}"
