"""What people do in a conversation, as short verbs for the tests."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PATIENCE_MS, PLANTED, Open

expect.set_options(timeout=PATIENCE_MS)
DANGER = f"I have crushing chest pain and I can not breathe, {PLANTED}"


def start(page: Page) -> Page:
    """Start a new conversation from the list and wait until its socket is up."""
    page.goto("/conversations/")
    page.get_by_role("button", name="Start a new conversation").click()
    expect(page.locator("[data-starters]")).to_be_visible()
    return page


def chat(signed_in: Open, **options: object) -> Page:
    """Open a new conversation as the demo patient."""
    return start(signed_in("patient", "/conversations/", **options))


def box(page: Page) -> Locator:
    return page.locator("#composer")


def say(page: Page, text: str) -> None:
    """Write a message and send it with the button."""
    box(page).fill(text)
    page.get_by_role("button", name="Send", exact=True).first.click()


def ask(page: Page, question: str) -> Locator:
    """Ask and wait for the end of the answer; returns the answer."""
    before = page.locator(".answer__foot").count()
    say(page, question)
    expect(page.locator(".answer__foot")).to_have_count(before + 1)
    return page.locator(".answer").last


def mine(page: Page) -> Locator:
    """Return the messages of the patient on this page."""
    return page.locator(".said--you")


def ask_for_a_person(page: Page, note: str = "") -> None:
    """Use the button and its dialog, and wait for the place in line."""
    page.get_by_role("link", name="Talk to a person").click()
    page.locator("#person-note").fill(note)
    page.get_by_role("button", name="Ask for a person").click()
    expect(page.locator("[data-state]")).to_contain_text("in line for a person")


def claim(staff: Page, note: str) -> None:
    """Take the case whose note is `note`, from the queue."""
    staff.goto("/queue/")
    staff.locator("[data-group=waiting] [data-row] a").last.click()
    expect(staff.locator(".case__words").first).to_have_text(note)
    staff.get_by_role("button", name="Claim").click()
    expect(staff.locator("[data-case]")).to_have_attribute("data-stand", "mine")


def resolve(staff: Page) -> None:
    """Close the case."""
    staff.get_by_role("button", name="Resolve").click()
    expect(staff.locator("main")).to_contain_text("The case is resolved.")
