"""Take the README's pictures from the running product: `.venv/bin/python -m tests.browser.pictures [name ...]`."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

import tests.browser.setup  # noqa: F401 - first: the helpers below need Django
from tests.browser.conftest import ARGS, new_page, session
from tests.browser.server import ROOT, Server, fresh, manage
from tests.browser.talk import ask, ask_for_a_person, say, start
from tests.browser.test_care_team import first_easy, topic

FOLDER = ROOT / "docs" / "pictures"
MOST_BYTES = 200_000
DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}
OTHERS = (("noor", "Noor Haddad"), ("jo", "Jo Park"), ("mei", "Mei Tanaka"))
MORE_PATIENTS = """
from medchat.accounts.models import Clinic, Membership, User
for name, full in {others!r}:
    user = User.objects.create_user(address=f"{{name}}@demo.example", name=full, password="plain words 2026")
    Membership.objects.create(user=user, clinic=Clinic.objects.get(slug="demo"), role="patient")
"""


class Studio:
    """A server filled with one story, and the pages to look at it."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.browser = browser
        self.server = server
        self.states: dict[tuple[str, str], Any] = {}

    def page(self, who: str, *, dark: bool = False, size: dict[str, int] = DESKTOP, scale: float = 1) -> Page:
        state = session(self.browser, self.server, who, self.states)
        context = self.browser.new_context(
            base_url=self.server.url,
            storage_state=state,
            viewport=size,  # type: ignore[arg-type]
            device_scale_factor=scale,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        page = new_page(context)
        page.goto("/")
        return page

    def take(self, page: Page, name: str) -> None:
        """Keep what is on the screen; raises AssertionError when the file is too large for a README."""
        page.evaluate("document.fonts.ready.then(() => true)")
        page.mouse.move(0, 0)
        file = FOLDER / f"{name}.png"
        page.screenshot(path=file, animations="disabled", caret="hide")
        assert file.stat().st_size < MOST_BYTES, f"{name}: {file.stat().st_size} bytes"
        print(f"{name}: {file.stat().st_size // 1000} kB", flush=True)


def answered(studio: Studio, **options: Any) -> Page:
    page = start(studio.page("patient", **options))
    answer = ask(page, "What does an A1C test show?")
    answer.locator("button.term").first.click()
    return from_top(page)


def from_top(page: Page) -> Page:
    page.evaluate("scrollTo(0, 0)")
    return page


def patient_chat(studio: Studio) -> None:
    studio.take(answered(studio), "patient-chat")


def patient_chat_dark(studio: Studio) -> None:
    studio.take(answered(studio, dark=True), "patient-chat-dark")


def patient_phone(studio: Studio) -> None:
    studio.take(answered(studio, size=PHONE, scale=1.5), "patient-phone")


def blocked(studio: Studio) -> None:
    page = start(studio.page("patient"))
    say(page, "Should I stop taking my metformin?")
    expect(page.locator(".notice__actions")).to_be_visible()
    studio.take(from_top(page), "blocked")


def emergency(studio: Studio) -> None:
    page = start(studio.page("jo"))
    say(page, "My chest hurts a lot and my left arm feels numb")
    expect(page.get_by_role("link", name="Call 911")).to_be_visible()
    expect(page.locator("[data-state]")).to_be_visible()
    studio.take(from_top(page), "emergency")


def staff(studio: Studio) -> None:
    patients = {who: start(studio.page(who)) for who in ("patient", "noor", "mei")}
    say(patients["noor"], "Is my A1C of 7.4 bad?")
    expect(patients["noor"].locator(".notice__actions")).to_be_visible()
    for who, note in {"mei": "When is my next visit?", "patient": "", "noor": "I have a question about my A1C"}.items():
        ask_for_a_person(patients[who], note)
    page = studio.page("staff")
    expect(page.locator("[data-group=waiting] [data-row]").last).to_be_visible()
    studio.take(page, "staff-queue")
    page.locator("[data-group=waiting] a", has_text="Noor Haddad").click()
    page.get_by_role("button", name="Claim").click()
    expect(page.locator("[data-case]")).to_have_attribute("data-stand", "mine")
    say(patients["noor"], "Thank you for coming. I read my letter and did not understand it.")
    expect(page.locator(".said--patient").last).to_contain_text("Thank you")
    say(page, "Hello Noor, I am Sam from the diabetes team. Which part can I go through with you?")
    expect(patients["noor"].locator(".said--staff")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 1200})
    studio.take(from_top(page), "staff-case")


def library(studio: Studio) -> None:
    studio.take(studio.page("author"), "library")


def care_team(studio: Studio) -> None:
    page = topic(studio.page("author"), "Metformin")
    page.get_by_role("region", name="English").get_by_role("button", name="Start a new draft").click()
    area, meter = first_easy(page)
    page.locator(area).fill(
        page.locator(area).input_value().replace("Metformin is not insulin. ", "It is not insulin. ")
    )
    expect(page.locator(meter)).to_contain_text("4.8")
    page.locator(area).scroll_into_view_if_needed()
    studio.take(page, "editor")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("main")).to_contain_text("Saved.")
    topic(page, "Metformin").get_by_role("button", name="Send for review").click()
    expect(page.locator("main")).to_contain_text("another person approves it")
    reviewer = topic(studio.page("reviewer"), "Metformin")
    reviewer.get_by_role("link", name="Review", exact=True).click()
    studio.take(reviewer, "review")


def policy(studio: Studio) -> None:
    page = studio.page("author")
    page.goto("/policy/")
    page.get_by_role("button", name="Start a draft").click()
    page.locator("[name=lines]").fill("care | Front desk | 555-201-3344 | call")
    page.locator("[name=en-advice]").fill("Our front desk can help you too.")
    page.get_by_role("button", name="Save and see it as a patient").click()
    expect(page.locator("dl.facts")).to_contain_text("555-201-3344")
    studio.take(page, "policy")


SCENES: tuple[Callable[[Studio], None], ...] = (
    patient_chat, patient_chat_dark, patient_phone, blocked, emergency, staff, library, care_team, policy,
)  # fmt: skip


def main(names: list[str]) -> None:
    """Start the product, play each scene, keep its pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(fresh(Path(folder) / "var"))
        manage(server.var, "shell", "--no-imports", "-c", MORE_PATIENTS.format(others=OTHERS))
        server.start()
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        studio = Studio(browser, server)
        try:
            for scene in SCENES:
                if not names or scene.__name__ in names:
                    scene(studio)
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
