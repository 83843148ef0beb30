"""Patients and staff in two browsers, talking live; and the staff's own pages."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PLANTED, Open
from tests.browser.talk import DANGER, ask, ask_for_a_person, box, chat, claim, mine, resolve, say

pytestmark = pytest.mark.browser


def meet(signed_in: Open, note: str, **options: object) -> tuple[Page, Page]:
    """Return a patient's page and the page of staff who have claimed the patient's case."""
    patient = chat(signed_in)
    ask_for_a_person(patient, note)
    staff = signed_in("staff", "/queue/", **options)
    claim(staff, note)
    expect(patient.locator("[data-state]")).to_contain_text("answers now")
    return patient, staff


def test_patient_and_staff_talk_live_and_the_assistant_is_silent_until_the_case_is_closed(signed_in: Open) -> None:
    patient, staff = meet(signed_in, f"my scan {PLANTED}")
    expect(patient.locator("[data-state]")).to_contain_text("Sam Okafor")
    say(patient, "What is metformin?")
    expect(staff.locator(".said--patient").last).to_contain_text("What is metformin?")
    say(staff, f"Hello, I am here. {PLANTED}")
    expect(patient.locator(".said--staff")).to_contain_text("Hello, I am here.")
    expect(patient.locator(".said--staff")).to_contain_text("Sam Okafor, care team")
    expect(patient.locator(".answer")).to_have_count(0)
    resolve(staff)
    expect(patient.locator("[data-state]")).to_be_hidden()
    answer = ask(patient, "What is metformin?")
    expect(answer.locator(".answer__text")).to_contain_text("type 2 diabetes")


def test_until_somebody_comes_the_assistant_goes_on_answering(signed_in: Open) -> None:
    patient = chat(signed_in)
    ask_for_a_person(patient, "waiting")
    ask(patient, "What is high blood pressure?")
    expect(patient.locator("[data-state]")).to_contain_text("in line for a person")


def test_a_red_flag_while_a_person_answers_still_shows_its_text_and_raises_the_case(signed_in: Open) -> None:
    patient, staff = meet(signed_in, "a question")
    say(patient, DANGER)
    alarm = patient.get_by_role("alert").filter(has_text="This may be an emergency")
    expect(alarm.get_by_role("link", name="Call 911")).to_be_visible()
    expect(staff.locator(".said--alarm")).to_contain_text("911")
    expect(staff.locator("[data-label].badge--danger")).to_be_visible()
    resolve(staff)


def test_each_sees_the_other_writing(signed_in: Open) -> None:
    patient, staff = meet(signed_in, "typing")
    box(staff).press_sequentially("Hel")
    expect(patient.locator("[data-typing]")).to_contain_text("is writing")
    box(patient).press_sequentially("Hel")
    expect(staff.locator("[data-typing]")).to_contain_text("is writing")
    resolve(staff)


def test_words_typed_before_the_page_is_ready_stay_and_are_told(signed_in: Open) -> None:
    patient, staff = meet(signed_in, "quick")
    late: list[Route] = []
    staff.route("**/js/case.js", lambda route: late.append(route))
    with staff.expect_request("**/js/case.js"):
        staff.reload(wait_until="commit")
    box(staff).press_sequentially("Hel")
    for script in late:
        script.continue_()
    expect(patient.locator("[data-typing]")).to_contain_text("is writing")
    expect(box(staff)).to_have_value("Hel")
    resolve(staff)


def test_markup_typed_by_staff_is_shown_as_text(signed_in: Open) -> None:
    patient, staff = meet(signed_in, "<b>bold</b>")
    text = "<script>document.title='x'</script> **stars** [link](https://x.example)"
    say(staff, text)
    expect(patient.locator(".said--staff .said__text")).to_have_text(text)
    assert patient.locator(".said--staff").locator("script, strong, a, b").count() == 0
    expect(staff.locator(".case__words").first).to_have_text("<b>bold</b>")
    resolve(staff)


def test_a_new_case_appears_in_an_open_queue_and_leaves_when_it_is_taken(signed_in: Open) -> None:
    queue = signed_in("staff2", "/queue/")
    before = queue.locator("[data-group=waiting] [data-row]").count()
    taken = queue.locator("[data-group=other] [data-row]").count()
    patient = chat(signed_in)
    ask_for_a_person(patient, "live")
    expect(queue.locator("[data-group=waiting] [data-row]")).to_have_count(before + 1)
    expect(queue).to_have_title(f"({before + 1}) Queue · medchat")
    staff = signed_in("staff", "/queue/")
    claim(staff, "live")
    expect(queue.locator("[data-group=waiting] [data-row]")).to_have_count(before)
    expect(queue.locator("[data-group=other] [data-row]")).to_have_count(taken + 1)
    expect(queue.locator("[data-group=other]")).to_contain_text("Sam Okafor has it")
    resolve(staff)
    expect(queue.locator("[data-group=other] [data-row]")).to_have_count(taken)


def test_of_two_who_claim_one_gets_the_case_and_the_other_is_told(signed_in: Open) -> None:
    patient = chat(signed_in)
    ask_for_a_person(patient, "both")
    first, second = signed_in("staff", "/queue/"), signed_in("staff2", "/queue/")
    first.locator("[data-group=waiting] [data-row] a").last.click()
    expect(first.locator(".case__words").first).to_have_text("both")
    second.goto(first.url)
    second.route("**/ws/**", lambda route: route.abort())
    first.get_by_role("button", name="Claim").click()
    expect(first.locator("[data-case]")).to_have_attribute("data-stand", "mine")
    expect(second.locator("[data-other]")).to_contain_text("Sam Okafor has this case")
    expect(second.get_by_role("button", name="Claim")).to_be_hidden()
    resolve(first)


def test_a_released_case_goes_back_in_line_and_the_patient_is_told(signed_in: Open) -> None:
    patient, staff = meet(signed_in, "released")
    staff.get_by_role("button", name="Release to the queue").click()
    expect(patient.locator(".log")).to_contain_text("your request is back in line")
    expect(patient.locator("[data-state]")).to_contain_text("in line for a person")
    staff.get_by_role("button", name="Claim").click()
    resolve(staff)


def test_the_queue_and_a_case_can_be_worked_with_the_keyboard_alone(signed_in: Open) -> None:
    patient = chat(signed_in)
    ask_for_a_person(patient, "keys")
    staff = signed_in("staff", "/queue/")
    rows = staff.locator("[data-queue] [data-row] a")
    rows.first.focus()
    for _ in range(rows.count() - 1):
        staff.keyboard.press("j")
    staff.keyboard.press("Enter")
    expect(staff.locator(".case__words").first).to_have_text("keys")
    staff.get_by_role("button", name="Claim").press("Enter")
    expect(staff.locator("[data-case]")).to_have_attribute("data-stand", "mine")
    box(staff).focus()
    staff.keyboard.type("I am here")
    staff.keyboard.press("Enter")
    expect(patient.locator(".said--staff")).to_contain_text("I am here")
    staff.get_by_role("button", name="Resolve").press("Enter")
    expect(staff.locator("[data-case]")).to_have_attribute("data-stand", "closed")


def test_a_note_is_for_colleagues_and_never_reaches_the_patient(signed_in: Open) -> None:
    patient, staff = meet(signed_in, "with a note")
    staff.locator(".case__form textarea").fill("Call the ward first")
    staff.get_by_role("button", name="Save the note").click()
    expect(staff.locator(".case__note")).to_contain_text("Call the ward first")
    patient.reload()
    expect(patient.locator("[data-state]")).to_contain_text("answers now")
    expect(patient.locator("body")).not_to_contain_text("Call the ward first")
    resolve(staff)


def test_words_of_staff_written_offline_arrive_once(signed_in: Open) -> None:
    patient, staff = meet(signed_in, "offline", quiet=True)
    staff.context.set_offline(True)
    say(staff, "I will call you")
    expect(staff.locator(".said__status")).to_contain_text("Not sent yet")
    staff.context.set_offline(False)
    expect(patient.locator(".said--staff")).to_have_count(1)
    expect(staff.locator(".said__status")).to_have_count(0)
    resolve(staff)


def test_the_patient_keeps_reading_their_own_words_after_the_talk(signed_in: Open) -> None:
    patient, staff = meet(signed_in, "kept")
    say(patient, "thank you")
    expect(staff.locator(".said--patient").last).to_contain_text("thank you")
    resolve(staff)
    patient.reload()
    expect(mine(patient)).to_contain_text("thank you")
