"""Author and reviewer: write, measure, compare, publish; then the patient reads it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PLANTED, Open
from tests.browser.talk import DANGER, ask, chat, say

pytestmark = pytest.mark.browser
NEW = "Metformin is a pill for type 2 diabetes that has been in use for many years."
OWN = "How does metformin help the body?"
HARD = (
    "Metformin hydrochloride, administered orally in pharmacologically appropriate formulations, diminishes hepatic "
    "gluconeogenesis considerably while simultaneously ameliorating peripheral insulin sensitivity in the majority of "
    "individuals presenting with inadequately controlled hyperglycaemia."
)


def topic(page: Page, name: str) -> Page:
    """Open a topic from the list."""
    page.goto("/library/")
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return page


def start_draft(page: Page) -> None:
    """Start a draft of the English text of the open topic."""
    page.get_by_role("region", name="English").get_by_role("button", name="Start a new draft").click()


def first_easy(page: Page) -> tuple[str, str]:
    """Return selectors of the first easy text and of its meter."""
    area = page.locator("textarea[data-level=easy]").first
    name = area.get_attribute("id")
    return f"#{name}", f"[data-meter-for='{name}']"


def raises(page: Page, area: str) -> Locator:
    """Open the list of what raises the grade of a text."""
    details = page.locator(f"[data-raises-for='{area.removeprefix('#')}']")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    return details


def selected(page: Page) -> str:
    """Return what is selected in the text area that has the focus."""
    return str(
        page.evaluate(
            "(({value, selectionStart, selectionEnd}) => value.slice(selectionStart, selectionEnd))"
            "(document.activeElement)"
        )
    )


def tried(page: Page, messages: str) -> Locator:
    """Try messages in the playground; returns the rows of the table."""
    page.locator("[name=messages]").fill(messages)
    page.get_by_role("button", name="Try these messages").click()
    expect(page.get_by_role("heading", name="Results", exact=True)).to_be_in_viewport()
    return page.locator(".tried tbody tr")


def stored(page: Page) -> Locator:
    """Run the stored set in the playground; returns the rows that change."""
    page.get_by_role("button", name="Run the stored set").click()
    expect(page.get_by_role("heading", name="Results of the stored set")).to_be_in_viewport()
    return page.locator(".tried tbody tr")


def test_a_new_text_reaches_patients_only_after_a_second_person_published_it(signed_in: Open) -> None:
    author = topic(signed_in("author", "/library/"), "Metformin")
    start_draft(author)
    area, meter = first_easy(author)
    author.locator(area).fill(HARD)
    expect(author.locator(meter)).to_have_attribute("data-state", "over")
    author.locator(area).fill(f"{NEW} People take it by mouth.")
    expect(author.locator(meter)).to_have_attribute("data-state", "good")
    asked = author.get_by_label("Question to check understanding", exact=True)
    asked.fill(HARD[:190])
    expect(author.locator("[data-meter-for=id_teach_question]")).to_have_attribute("data-state", "over")
    asked.fill(OWN)
    expect(author.locator("[data-meter-for=id_teach_question]")).to_have_attribute("data-state", "good")
    author.get_by_role("button", name="Save", exact=True).click()
    expect(author.locator("main")).to_contain_text("Saved.")

    topic(author, "Metformin").get_by_role("button", name="Send for review").click()
    expect(author.locator("main")).to_contain_text("another person approves it")
    expect(author.get_by_role("link", name="Review", exact=True)).to_have_count(0)
    patient = chat(signed_in)
    expect(ask(patient, "What is metformin?")).not_to_contain_text("in use for many years")

    reviewer = topic(signed_in("reviewer", "/library/"), "Metformin")
    reviewer.get_by_role("link", name="Review", exact=True).click()
    expect(reviewer.locator(".review-pair", has_text="Changed").first).to_contain_text("in use for many years")
    expect(reviewer.get_by_role("region", name="Question to check understanding")).to_contain_text(OWN)
    reviewer.get_by_role("button", name="Publish").click()
    expect(reviewer.locator("main")).to_contain_text("What patients get now")
    expect(ask(patient, "What is metformin?")).to_contain_text("in use for many years")
    patient = chat(signed_in)
    ask(patient, "What is metformin?")
    expect(patient.get_by_role("region", name="In your own words")).to_contain_text(OWN)


def test_a_hard_word_is_replaced_by_its_plain_one_and_undone_by_the_browser(signed_in: Open) -> None:
    page = topic(signed_in("author", "/library/"), "Shingles")
    start_draft(page)
    area, meter = first_easy(page)
    text = "Physicians can help. Ask an experienced physician."
    page.locator(area).fill(text)
    expect(page.locator(meter)).to_contain_text("7 words")
    found = raises(page, area)
    found.get_by_role("button", name="Use “doctors” for physicians").click()
    expect(page.locator(area)).to_have_value(text.replace("Physicians", "Doctors"))
    assert selected(page) == "Doctors"
    expect(page.locator("[data-said]")).to_contain_text("Ctrl+Z")
    expect(found.get_by_role("button", name="Use “doctors” for physicians")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator(area)).to_have_value(text)
    expect(found.get_by_role("button", name="Use “doctors” for physicians")).to_be_visible()


def test_what_raises_the_grade_is_reached_by_keyboard_and_selects_its_sentence(signed_in: Open) -> None:
    page = topic(signed_in("author", "/library/"), "Gout")
    start_draft(page)
    area, meter = first_easy(page)
    page.locator(area).fill(f"Gout hurts. {HARD} It comes and goes.")
    expect(page.locator(meter)).to_have_attribute("data-state", "over")
    page.locator(area).press("Tab")
    expect(raises_summary := page.locator(f"[data-raises-for='{area[1:]}'] summary")).to_be_focused()
    expect(raises_summary).to_contain_text("1 sentence")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(area)).to_be_focused()
    assert selected(page) == HARD


def test_a_list_drawn_anew_keeps_the_focus_of_who_is_in_it(signed_in: Open) -> None:
    page = topic(signed_in("author", "/library/"), "Heart failure")
    start_draft(page)
    area, meter = first_easy(page)
    page.locator(area).fill("Ask a physician.")
    button = raises(page, area).get_by_role("button", name="Use “doctor” for physician")
    expect(button).to_be_visible()
    page.locator(area).press_sequentially(" Now.")
    button.focus()  # before the pause is over
    expect(page.locator(meter)).to_contain_text("4 words")
    expect(button).to_be_focused()


def test_the_screen_reader_hears_one_line_and_only_after_a_pause(signed_in: Open) -> None:
    page = topic(signed_in("author", "/library/"), "Pneumonia")
    start_draft(page)
    area, _meter = first_easy(page)
    said = page.locator("[data-said]")
    expect(said).to_be_empty()
    page.locator(area).fill(HARD)
    expect(said).to_contain_text("too hard. What raises it: 1 sentence")
    expect(said).not_to_contain_text("Metformin")


def test_the_table_of_levels_follows_the_writing_and_leads_to_the_text(signed_in: Open) -> None:
    page = topic(signed_in("author", "/library/"), "Anemia")
    start_draft(page)
    area, meter = first_easy(page)
    levels = page.locator("[data-levels]")
    expect(levels.locator("[data-differing]")).to_have_text("0")
    page.locator(area).fill(f"{page.locator(area).input_value()} About 7 in 100 people have it. {HARD}")
    expect(page.locator(meter)).to_have_attribute("data-state", "over")
    expect(levels.locator("[data-differing]")).to_have_text("1")
    levels.locator("summary").click()
    row = levels.locator("tbody tr").first
    expect(row).to_contain_text("too hard")
    expect(row).to_contain_text("Only in easy: number (7 percent)")
    row.get_by_role("link").first.click()
    expect(page.locator(area)).to_be_focused()


def test_the_card_says_what_a_person_must_judge_and_leads_to_the_place(signed_in: Open) -> None:
    page = topic(signed_in("author", "/library/"), "Gallstones")
    start_draft(page)
    card = page.locator("[data-pemat]")
    card.locator("summary").click()
    expect(card).to_contain_text("A person must judge")
    expect(card).to_contain_text("gives no score")
    card.get_by_role("link").first.click()
    expect(page.locator("textarea:focus")).to_have_count(1)


def test_a_reviewer_who_wrote_on_a_draft_cannot_publish_it(signed_in: Open) -> None:
    page = topic(signed_in("reviewer", "/library/"), "Migraine")
    start_draft(page)
    area, _meter = first_easy(page)
    page.locator(area).fill(page.locator(area).input_value() + " Many people have it.")
    page.get_by_role("button", name="Save", exact=True).click()
    topic(page, "Migraine").get_by_role("button", name="Send for review").click()
    page.get_by_role("link", name="Review", exact=True).click()
    expect(page.locator("main")).to_contain_text("another person has to approve it")
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)


def test_an_author_may_not_open_the_review(signed_in: Open) -> None:
    reviewer = topic(signed_in("reviewer", "/library/"), "Stroke")
    start_draft(reviewer)
    revision = reviewer.url.rstrip("/").split("/")[-2]
    author = signed_in("author", "/library/", quiet=True)
    answer = author.goto(f"/library/revisions/{revision}/review/")
    assert answer is not None
    assert answer.status == 403


def test_markup_in_an_explanation_is_shown_as_text(signed_in: Open) -> None:
    page = topic(signed_in("author", "/library/"), "Asthma")
    start_draft(page)
    area, _meter = first_easy(page)
    page.locator(area).fill("Asthma is <img src=x onerror=alert(1)> a lung problem.")
    page.get_by_role("button", name="Save and see it as a patient").click()
    expect(page.locator("article")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("article img").count() == 0


def test_two_who_write_at_once_lose_no_text(signed_in: Open) -> None:
    first = topic(signed_in("author", "/library/"), "COPD")
    start_draft(first)
    second = signed_in("reviewer", "/library/", quiet=True)  # a refused save is a 409, which Chromium writes down
    second.goto(first.url)
    area, _meter = first_easy(first)
    first.locator(area).fill("The first text of the two.")
    second.locator(area).fill("The second text of the two.")
    first.get_by_role("button", name="Save", exact=True).click()
    expect(first.locator("main")).to_contain_text("Saved.")
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_role("alert")).to_contain_text("Somebody else saved this draft")
    expect(second.locator(area)).to_have_value("The second text of the two.")
    expect(second.locator(".saved").first).to_contain_text("The first text of the two.")


def test_a_question_that_nobody_answers_yet_shows_up_for_the_care_team(signed_in: Open) -> None:
    patient = chat(signed_in)
    patient.locator("#composer").fill("What is Whipple disease?")
    patient.keyboard.press("Enter")
    expect(patient.locator(".log")).to_contain_text("I do not have an approved explanation")
    author = signed_in("author", "/library/")
    expect(author.locator("section", has=author.locator("#gaps"))).to_contain_text("Whipple disease")


def test_the_library_is_found_by_name_and_by_state(signed_in: Open) -> None:
    page = signed_in("author", "/library/?q=blood&kind=&status=published")
    expect(page.get_by_role("status")).to_contain_text("topic")
    expect(page.get_by_role("link", name="High blood pressure", exact=True)).to_be_visible()
    page.goto("/library/?q=zzz")
    expect(page.locator(".empty").first).to_contain_text("No topic fits")


def test_what_a_clinic_adds_to_a_text_reaches_patients_after_a_second_person_published_it(signed_in: Open) -> None:
    added = "Our front desk can help you too."
    author = signed_in("author", "/policy/")
    author.get_by_role("button", name="Start a draft").click()
    author.locator("[name=en-advice]").fill(added)
    author.get_by_role("button", name="Save", exact=True).click()
    author.goto("/policy/")
    author.get_by_role("button", name="Send for review").click()
    patient = chat(signed_in)
    say(patient, "Should I stop taking my metformin?")
    expect(patient.locator(".log")).to_contain_text("I can't tell you what to do")
    expect(patient.locator(".log")).not_to_contain_text(added)

    reviewer = signed_in("reviewer", "/policy/review/")
    reviewer.get_by_role("button", name="Publish").click()
    expect(reviewer.locator("main")).to_contain_text("is in force")
    say(patient, "Should I take more insulin?")
    expect(patient.locator(".log")).to_contain_text(added)


def test_a_draft_is_tried_on_messages_and_on_the_stored_set_before_it_is_published(signed_in: Open) -> None:
    author = signed_in("author", "/policy/")
    author.get_by_role("button", name="Start a draft").click()
    author.locator("[name=blocked_topics]").fill("colonoscopy")
    author.get_by_role("button", name="Save", exact=True).click()
    author.get_by_role("link", name="Try messages").click()
    rows = tried(author, f"What is a colonoscopy?\nWhat is a {PLANTED}?\n{DANGER}")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("policy: colonoscopy")
    expect(rows.nth(0)).to_contain_text("B is stricter")
    expect(rows.nth(2)).to_contain_text("Alert")
    author.get_by_label("Show only messages").check()
    author.locator("[name=file]").set_input_files(
        {"name": "more.txt", "mimeType": "text/plain", "buffer": b"Do colonoscopies hurt?\nWhat is asthma?"}
    )
    author.get_by_role("button", name="Try these messages").click()
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_contain_text("Do colonoscopies hurt?")
    expect(stored(author).first).to_contain_text("colonoscopy")
    expect(author.locator(".bars svg")).to_have_count(8)

    author.goto("/policy/")
    author.get_by_role("button", name="Send for review").click()
    reviewer = signed_in("reviewer", "/policy/review/")
    reviewer.get_by_role("link", name="Try messages").click()
    expect(tried(reviewer, "What is a colonoscopy?").first).to_contain_text("B is stricter")
    reviewer.goto("/policy/review/")
    reviewer.get_by_role("button", name="Publish").click()
    expect(reviewer.locator("main")).to_contain_text("is in force")
