"""My questions and the take-home sheet in a real browser: by keyboard, without script, and from the conversation."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PLANTED, Open
from tests.browser.talk import ask, chat, say

pytestmark = pytest.mark.browser


def listed(page: Page) -> Locator:
    return page.locator("ol.questions .questions__text")


def empty(page: Page) -> Page:
    """Begin with an empty list: the demo patient is the same in every test."""
    page.goto("/questions/")
    while page.get_by_role("link", name="Remove").count():
        page.get_by_role("link", name="Remove").first.click()
        page.get_by_role("button", name="Remove").click()
    return page


def write(page: Page, *texts: str) -> None:
    for text in texts:
        page.get_by_label("Your question").fill(text)
        page.get_by_role("button", name="Add to my list").click()


@pytest.mark.parametrize("script", [True, False])
def test_the_list_is_kept_in_order_with_the_keyboard_alone_with_script_or_without(
    signed_in: Open, script: bool
) -> None:
    page = empty(signed_in("patient", "/questions/", java_script_enabled=script))
    page.get_by_label("Your question").focus()
    for text in ("One", "Two", f"Three {PLANTED}"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Your question")).to_be_focused()
    expect(listed(page)).to_have_text(["One", "Two", f"Three {PLANTED}"])
    page.get_by_role("button", name="Move up").last.press("Enter")
    expect(listed(page)).to_have_text(["One", f"Three {PLANTED}", "Two"])
    expect(page.get_by_role("button", name="Move up").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(listed(page)).to_have_text([f"Three {PLANTED}", "One", "Two"])
    expect(page.get_by_role("button", name="Move down").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".questions--done .questions__text")).to_have_text([f"Three {PLANTED}"])
    expect(page.get_by_role("button", name="Put it back")).to_be_focused()


def test_too_many_letters_are_told_while_writing_and_after_sending_and_none_is_lost(signed_in: Open) -> None:
    page = empty(signed_in("patient", "/questions/"))
    text = "My knee hurts at night. " * 21
    page.get_by_label("Your question").fill(text)
    expect(page.locator("[data-left]")).to_contain_text("letters too many")
    page.get_by_role("button", name="Add to my list").click()
    expect(page.locator(".field__error").last).to_contain_text("Your words are still in the box")
    expect(page.get_by_label("Your question")).to_be_focused()
    expect(page.get_by_label("Your question")).to_have_value(text)
    expect(listed(page)).to_have_count(0)


def test_a_message_of_the_conversation_becomes_a_question_whatever_was_answered(signed_in: Open) -> None:
    empty(signed_in("patient", "/questions/"))
    page = chat(signed_in)
    question = f"Should I stop taking my metformin? {PLANTED}"
    say(page, question)
    page.get_by_role("button", name="Save as a question for my visit").press("Enter")
    expect(page.locator(".said__keep")).to_contain_text("Saved.")
    link = page.locator(".said__keep").get_by_role("link", name="My questions")
    expect(link).to_be_focused()
    link.press("Enter")
    expect(listed(page)).to_have_text([question])


def test_a_message_too_long_for_a_question_goes_to_the_page_that_says_so(signed_in: Open) -> None:
    page = chat(signed_in)
    text = "What is asthma, and how is it treated? " * 15 + PLANTED
    say(page, text)
    page.get_by_role("button", name="Save as a question for my visit").click()
    expect(page.get_by_label("Your question")).to_have_value(text)
    expect(page.locator(".field__error").last).to_contain_text("too long")


def test_a_message_that_cannot_be_saved_says_so_and_can_be_saved_later(signed_in: Open) -> None:
    empty(signed_in("patient", "/questions/"))
    page = chat(signed_in, quiet=True)
    say(page, "What is asthma?")
    keep = page.get_by_role("button", name="Save as a question for my visit")
    page.route("**/questions/", lambda route: route.abort())
    keep.click()
    expect(page.locator(".said__keep")).to_contain_text("could not be saved")
    page.unroute("**/questions/")
    keep.click()
    expect(page.locator(".said__keep")).to_contain_text("Saved.")


def test_a_suggestion_is_one_press_away_from_the_answer(signed_in: Open) -> None:
    empty(signed_in("patient", "/questions/"))
    page = chat(signed_in)
    ask(page, "What is an A1C test?").get_by_role("link", name="My questions").click()
    idea = page.locator("h3", has_text="A1C test").locator("+ ul button").first
    words = idea.inner_text().split("\n")[-1]
    idea.press("Enter")
    expect(page.get_by_role("heading", name="Ideas from what you asked about")).to_be_focused()
    (kept,) = listed(page).all_inner_texts()
    assert words.endswith(kept)


def test_the_sheet_is_reached_from_the_conversation_and_prints_what_stands_in_the_box(signed_in: Open) -> None:
    page = chat(signed_in)
    ask(page, "What is an A1C test?")
    page.get_by_role("link", name="Take-home sheet").click()
    expect(page.locator(".sheet")).to_contain_text("No fasting is needed for an A1C test.")
    expect(page.locator(".sheet")).to_contain_text("not yet checked")
    box = page.get_by_role("textbox", name="In my own words")
    box.fill(f"It shows three months. {PLANTED}")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("[data-words-print]")).to_have_text(f"It shows three months. {PLANTED}")
    expect(box).to_be_hidden()
    assert (
        page.evaluate("parseFloat(getComputedStyle(document.querySelector('.sheet li')).fontSize)") >= 21.3
    )  # 16 points
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Save my words").click()
    expect(box).to_have_value(f"It shows three months. {PLANTED}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Save as PDF").click()
    assert download.value.suggested_filename == "take-home-sheet.pdf"
    assert download.value.path().read_bytes().startswith(b"%PDF-")
