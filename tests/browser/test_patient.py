"""The patient's page in a real browser."""

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PLANTED, Open, sign_in
from tests.browser.server import Server
from tests.browser.slow import SENTENCES
from tests.browser.talk import DANGER, ask, ask_for_a_person, box, chat, mine, say, start

pytestmark = pytest.mark.browser


def test_a_newcomer_reads_what_this_is_before_asking_and_gets_an_answer_with_level_and_sources(
    signed_in: Open, newcomer: str
) -> None:
    page = signed_in(None)
    sign_in(page, newcomer)
    expect(page.get_by_role("heading", level=1)).to_have_text("Before you start")
    expect(page.locator("main")).to_contain_text("not talking with a nurse or a doctor")
    page.get_by_role("button", name="I understand").click()
    page.wait_for_url("**/conversations/")
    answer = ask(start(page), "What is metformin?")
    expect(answer.locator(".answer__text")).to_contain_text("type 2 diabetes")
    expect(answer).to_contain_text(re.compile(r"Reading level: (about )?grade \d"))
    answer.get_by_text("Sources (").click()
    expect(answer.locator(".answer__sources a").first).to_have_attribute("href", re.compile("^https://"))


def test_nobody_reads_conversations_without_signing_in(signed_in: Open) -> None:
    page = signed_in(None)
    page.goto("/conversations/")
    assert "/accounts/login/" in page.url


def test_a_wish_for_advice_is_stopped_kindly_and_its_education_questions_work(signed_in: Open) -> None:
    page = chat(signed_in)
    say(page, f"Should I stop taking my metformin? {PLANTED}")
    notice = page.locator(".notice", has_text="I can't tell you what to do")
    expect(notice).to_contain_text("911")
    notice.get_by_role("button", name="What is").first.click()
    expect(page.locator(".answer__foot")).to_have_count(1)
    expect(mine(page)).to_have_count(2)


def test_a_wish_for_a_diagnosis_gets_no_answer_and_offers_a_person(signed_in: Open) -> None:
    page = chat(signed_in)
    say(page, "My leg is swollen and red. What do I have?")
    notice = page.locator(".notice", has_text="I can't tell you what you have")
    notice.get_by_role("button", name="Send this to my care team").click()
    expect(page.locator("[data-state]")).to_contain_text("in line for a person")
    expect(page.locator(".answer")).to_have_count(0)


def test_an_emergency_shows_its_number_as_a_link_to_call(signed_in: Open) -> None:
    page = chat(signed_in)
    say(page, DANGER)
    alarm = page.get_by_role("alert").filter(has_text="This may be an emergency")
    expect(alarm.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")
    expect(alarm.get_by_role("link", name="Call 911")).to_be_in_viewport()


def test_a_crisis_shows_its_lines_to_call_and_to_text(signed_in: Open) -> None:
    page = chat(signed_in)
    say(page, f"I want to kill myself, {PLANTED}")
    alarm = page.get_by_role("alert").filter(has_text="I am so glad you told me")
    expect(alarm.locator("a[href='tel:988']")).to_be_visible()
    expect(alarm.locator("a[href='sms:988']")).to_be_visible()


def test_every_starter_question_is_asked_on_tap_and_answered(signed_in: Open) -> None:
    page = chat(signed_in)
    questions = page.locator("[data-starters] button").all_inner_texts()
    for question in questions:
        page.locator("[data-starters]").get_by_role("button", name=question).click()
        expect(page.locator(".answer__foot"), question).to_have_count(1)
        expect(page.locator("[data-starters]")).to_be_hidden()
        start(page)
    assert len(questions) == 4


def test_the_stop_button_ends_an_answer(signed_in: Open, slow_server: Server) -> None:
    page = chat(signed_in, at=slow_server)
    say(page, "What is metformin?")
    expect(page.locator(".answer__text")).to_contain_text(SENTENCES[0])
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator(".log")).to_contain_text("You stopped this answer.")
    expect(page.locator("[data-busy]")).to_be_hidden()
    expect(page.locator(".answer__foot")).to_contain_text("not complete")


def test_a_red_flag_stops_the_answer_that_is_streaming(signed_in: Open, slow_server: Server) -> None:
    page = chat(signed_in, at=slow_server)
    say(page, "What is metformin?")
    expect(page.locator(".answer__text")).to_contain_text(SENTENCES[0])
    say(page, DANGER)
    expect(page.get_by_role("alert").filter(has_text="This may be an emergency")).to_be_visible()
    expect(page.locator("[data-busy]")).to_be_hidden()


def test_the_level_control_changes_the_next_answer(signed_in: Open) -> None:
    page = chat(signed_in)
    page.get_by_label("Reading level").select_option("4")
    easy = ask(page, "What is metformin?").locator(".answer__text").inner_text()
    page.get_by_label("Reading level").select_option("10")
    expect(page.locator("[data-told]")).to_contain_text("Detailed")
    detailed = ask(page, "What is metformin?")
    expect(detailed).to_contain_text("You asked for: Detailed.")
    assert detailed.locator(".answer__text").inner_text() != easy


def test_the_level_stays_after_a_reload(signed_in: Open) -> None:
    page = chat(signed_in)
    page.get_by_label("Reading level").select_option("8")
    expect(page.locator("[data-told]")).to_contain_text("Reading level from the next answer on")
    page.reload()
    expect(page.get_by_label("Reading level")).to_have_value("8")


def test_a_glossary_word_opens_and_closes_by_keyboard(signed_in: Open) -> None:
    page = chat(signed_in)
    term = ask(page, "What is metformin?").locator("button.term").first
    term.focus()
    page.keyboard.press("Enter")
    expect(term).to_have_attribute("aria-expanded", "true")
    expect(page.locator(f"#{term.get_attribute('aria-controls')}")).to_be_visible()
    page.keyboard.press("Enter")
    expect(term).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("note")).to_have_count(0)


def test_the_patient_can_say_whether_an_answer_was_clear(signed_in: Open) -> None:
    page = chat(signed_in)
    answer = ask(page, "What is an A1C test?")
    answer.get_by_role("button", name="No", exact=True).click()
    expect(answer).to_contain_text("Thank you.")
    answer.get_by_label("What was not clear?").fill(f"The numbers. {PLANTED}")
    answer.get_by_role("button", name="Send").click()
    expect(answer.get_by_label("What was not clear?")).to_have_count(0)
    expect(answer.get_by_role("button", name="No", exact=True)).to_have_attribute("aria-pressed", "true")


def test_the_draft_survives_a_reload_and_goes_away_at_sign_out(signed_in: Open) -> None:
    page = start(_own_session(signed_in))
    box(page).fill("half a thought")
    page.reload()
    expect(box(page)).to_have_value("half a thought")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/**")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('medchat:'))") == []


def _own_session(signed_in: Open) -> Page:
    page = signed_in(None)
    sign_in(page, "patient@demo.example")
    if page.url.endswith("/welcome/"):
        page.get_by_role("button", name="I understand").click()
    return page


def test_markup_typed_by_a_patient_is_shown_as_text(signed_in: Open) -> None:
    page = chat(signed_in)
    text = '<img src=x onerror="document.title=1"> **bold** [a](javascript:alert(1)) what is metformin?'
    say(page, text)
    expect(mine(page).locator(".said__text")).to_have_text(text)
    assert page.locator(".log img, .log strong, .log a[href^=javascript]").count() == 0


def test_right_to_left_and_emoji_text_stands_as_it_was_written(signed_in: Open) -> None:
    page = chat(signed_in)
    text = "ما هو السكري؟ 🩺👩🏽‍⚕️"
    say(page, text)
    said = mine(page).locator(".said__text")
    expect(said).to_have_text(text)
    expect(said).to_have_css("direction", "rtl")


def test_a_message_over_the_limit_stays_in_the_box(signed_in: Open) -> None:
    page = chat(signed_in)
    text = "What is metformin? " * 250
    say(page, text)
    expect(page.locator("#composer-error")).to_contain_text("too long")
    expect(box(page)).to_have_value(text)
    expect(mine(page)).to_have_count(0)


def test_an_empty_message_is_not_sent(signed_in: Open) -> None:
    page = chat(signed_in)
    say(page, "   ")
    expect(page.locator("#composer-error")).to_have_text("Please write something first.")
    expect(mine(page)).to_have_count(0)


def test_two_tabs_show_the_same(signed_in: Open) -> None:
    page = chat(signed_in)
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator("[data-starters]")).to_be_visible()
    ask(page, "What is high blood pressure?")
    expect(other.locator(".answer__foot")).to_have_count(1)
    assert other.locator(".answer__text").inner_text() == page.locator(".answer__text").inner_text()
    expect(mine(other)).to_have_count(1)


def test_a_reload_shows_the_same_conversation(signed_in: Open) -> None:
    page = chat(signed_in)
    ask(page, "What is high blood pressure?")
    before = page.locator(".log").inner_text()
    page.reload()
    expect(page.locator(".answer__foot")).to_have_count(1)
    assert page.locator(".log").inner_text() == before


def test_the_print_view_holds_the_whole_conversation(signed_in: Open) -> None:
    page = chat(signed_in)
    ask(page, "What is high blood pressure?")
    page.get_by_role("link", name="Print this conversation").click()
    expect(page.locator(".paper--answer")).to_contain_text("Reading level")
    expect(page.locator(".paper").first).to_contain_text("What is high blood pressure?")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(page.locator(".paper--answer")).to_be_visible()


def test_a_person_can_be_asked_for_without_script(signed_in: Open) -> None:
    with_script = chat(signed_in)
    page = signed_in("patient", with_script.url, java_script_enabled=False)
    expect(page.locator("noscript p").first).to_contain_text("JavaScript")
    page.get_by_role("link", name="Talk to a person").click()
    page.get_by_label("What is it about?").fill(f"Please call me. {PLANTED}")
    page.get_by_role("button", name="Ask for a person").click()
    expect(page.locator("main")).to_contain_text("A person was asked to come")
    expect(with_script.locator("[data-state]")).to_contain_text("in line for a person")


def test_the_whole_story_works_with_the_keyboard_alone(signed_in: Open) -> None:
    page = _own_session(signed_in)
    page.wait_for_url("**/conversations/")
    _tab_to(page, "Start a new conversation")
    page.keyboard.press("Enter")
    expect(page.locator("[data-starters]")).to_be_visible()
    _tab_to(page, "", tag="TEXTAREA")
    page.keyboard.type("What is metformin?")
    page.keyboard.press("Enter")
    expect(page.locator(".answer__foot")).to_have_count(1)
    _tab_to(page, "Talk to a person")
    page.keyboard.press("Enter")
    expect(page.locator("[data-person-dialog]")).to_be_visible()
    _tab_to(page, "Ask for a person")
    page.keyboard.press("Enter")
    expect(page.locator("[data-state]")).to_contain_text("in line for a person")
    assert page.evaluate("document.activeElement.id") == "composer"


def _tab_to(page: Page, words: str, *, tag: str = "", most: int = 60) -> None:
    """Press Tab until the focus stands on what has these words; fails when it never does."""
    for _ in range(most):
        tagged, text = page.evaluate("[document.activeElement.tagName, document.activeElement.textContent.trim()]")
        if (words and text == words) or (tag and tagged == tag):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {words or tag}")


def test_someone_elses_conversation_is_not_found(signed_in: Open) -> None:
    page = signed_in("patient", "/conversations/", quiet=True)
    answer = page.goto(f"/conversations/{uuid.uuid4()}/")
    assert answer is not None
    assert answer.status == 404


def test_asking_twice_for_a_person_keeps_one_place_in_line(signed_in: Open) -> None:
    page = chat(signed_in)
    ask_for_a_person(page, "first")
    place = page.locator("[data-state]").inner_text()
    page.get_by_role("link", name="Talk to a person").click()
    expect(page.locator("[data-person-state]")).to_have_text(place)
    page.get_by_role("button", name="Go back").click()
    expect(page.locator("[data-state]")).to_have_text(place)


def test_an_answer_is_given_again_in_more_detail_and_simpler(signed_in: Open) -> None:
    page = chat(signed_in)
    ask(page, "How is asthma treated?")
    first, second, third = (page.locator(".answer").nth(number) for number in range(3))
    first.get_by_role("button", name="More detail").click()
    expect(second.locator(".answer__foot")).to_contain_text("You asked for: Standard")
    expect(page.locator(".said--you").last).to_contain_text("Please explain that in more detail.")
    assert second.locator(".answer__text").inner_text() != first.locator(".answer__text").inner_text()
    second.get_by_role("button", name="Simpler").click()
    expect(third.locator(".answer__foot")).to_contain_text("You asked for: Easy")
