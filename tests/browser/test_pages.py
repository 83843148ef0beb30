"""Every page, in both themes, on a phone and on a desktop: no axe violation, no sideways scrolling, no console error."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.browser.conftest import Open, new_page, session
from tests.browser.server import Server
from tests.browser.talk import DANGER, ask, say, start
from tests.browser.test_care_team import HARD, first_easy, start_draft, stored, topic, tried

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What the dark theme can change: it sets colours and nothing else (tests/architecture holds the style sheets to that)."""
SIZES = {"phone": {"width": 320, "height": 640}, "desktop": {"width": 1280, "height": 800}}

PAGES = {
    None: ("/accounts/login/", "/accounts/login/code/", "/nothing-here/"),
    "patient": (
        "/welcome/",
        "/conversations/",
        "/settings/",
        "{conversation}",
        "{conversation}person/",
        "{conversation}print/",
        "{conversation}sheet/",
        "/questions/",
        "{question}",
        "{question}remove/",
        "{new}",
        "/queue/",
    ),
    "staff": ("/queue/", "{case}"),
    "staff2": ("{case}",),
    "author": (
        "/library/",
        "/library/?q=zzz",
        "/library/new/",
        "{topic}",
        "{topic}names/",
        "{topic}history/",
        "{edit}",
        "{preview}",
        "{policy_edit}",
        "/policy/history/",
        "/policy/playground/",
        "/policy/playground/?messages",
        "/policy/playground/?stored",
    ),
    "reviewer": ("{review}", "{review_topic}", "/policy/", "/policy/versions/1/", "{policy_review}"),
    "operator": ("/operations/",),
    "auditor": ("/audit/",),
}
CASES = [(who, path) for who, paths in PAGES.items() for path in paths]
LONG = "verylongword" * 300
STEPS: dict[str, Callable[[Page], object]] = {
    "/policy/playground/?messages": lambda page: tried(page, f"What is a vaccine?\nShould I stop?\n{LONG}\n{LONG * 2}"),
    "/policy/playground/?stored": lambda page: stored(page),
    "{edit}": lambda page: unfolded(page),
    "{review}": lambda page: unfolded(page),
}
"""What is done on a page before it is looked at."""
EXPECTED_ERRORS = ("404 (Not Found)", "403 (Forbidden)")


@pytest.fixture(scope="session")
def places(chromium: Browser, server: Server, states: dict[tuple[str, str], StorageState]) -> dict[str, str]:
    """Fill the product with one of each thing and say where it stands."""

    def page_of(who: str) -> Page:
        return new_page(chromium.new_context(base_url=server.url, storage_state=session(chromium, server, who, states)))

    patient, author = page_of("patient"), page_of("author")
    found = {"new": start(patient).url, "conversation": start(patient).url}
    answer = ask(patient, "What is an A1C test?")
    answer.locator("summary").click()
    say(patient, "Should I stop taking my metformin?")
    expect(patient.locator(".log")).to_contain_text("I can't tell you what to do")
    say(patient, DANGER)
    expect(patient.get_by_role("link", name="Call 911")).to_be_visible()
    found["question"] = _question(patient)
    found |= {"case": _claimed(page_of("staff")), **_written(author)}
    return {name: url.removeprefix(server.url) for name, url in found.items()}


def _question(patient: Page) -> str:
    """Leave two questions to ask and one that was asked; returns the address of the first."""
    patient.goto("/questions/")
    for text in ("Can I eat before the test?", "Who tells me the result?", "When is it done?"):
        patient.get_by_label("Your question").fill(text)
        patient.get_by_role("button", name="Add to my list").click()
    patient.get_by_role("button", name="I asked this").last.click()
    expect(patient.get_by_role("heading", name="Already asked")).to_be_visible()
    return patient.url.split("/questions/")[0] + str(
        patient.get_by_role("link", name="Change it").first.get_attribute("href")
    )


def _claimed(staff: Page) -> str:
    staff.goto("/queue/")
    staff.locator("[data-group=waiting] [data-row] a").first.click()
    staff.get_by_role("button", name="Claim").click()
    expect(staff.locator("[data-case]")).to_have_attribute("data-stand", "mine")
    return staff.url


def _written(author: Page) -> dict[str, str]:
    topic(author, "High cholesterol")
    found = {"topic": author.url}
    start_draft(author)
    found["edit"] = author.url
    found["preview"] = author.url.removesuffix("edit/")
    topic(author, "Warfarin")
    found["review_topic"] = author.url
    start_draft(author)
    found["review"] = author.url.replace("/edit/", "/review/")
    area, _meter = first_easy(author)
    author.locator(area).fill(author.locator(area).input_value() + " Many people take it.")
    author.get_by_role("button", name="Save", exact=True).click()
    topic(author, "Warfarin").get_by_role("button", name="Send for review").click()
    expect(author.locator("main")).to_contain_text("another person approves it")
    return {**found, **_policy(author)}


def _policy(author: Page) -> dict[str, str]:
    author.goto("/policy/")
    author.get_by_role("button", name="Start a draft").click()
    found = {"policy_edit": author.url, "policy_review": author.url.replace("/edit/", "/review/")}
    author.locator("[name=en-diagnosis]").fill("Your nurse line can help you too.")
    author.locator("[name=blocked_topics]").fill("vaccine")
    author.get_by_role("button", name="Save", exact=True).click()
    author.goto("/policy/")
    author.get_by_role("button", name="Send for review").click()
    expect(author.locator("main")).to_contain_text("sent it for review")
    return found


def unfolded(page: Page) -> None:
    """Open everything that is closed, with a hard text in the editor."""
    for area in page.locator("textarea[data-level=easy]").all()[:1]:
        area.fill(f"{HARD} Physicians utilize it.")
        expect(page.locator("[data-meter-for]").first).to_have_attribute("data-state", "over")
    for summary in page.locator("details:not([open]) > summary").all()[::-1]:
        summary.click()
    if page.locator("[data-raises-for]").count():
        expect(page.locator("[data-use]").first).to_be_visible()


@pytest.mark.parametrize(("who", "path"), CASES, ids=[f"{who or 'nobody'} {path}" for who, path in CASES])
def test_a_page_is_accessible_and_fits_in_both_themes_and_sizes(
    signed_in: Open, places: dict[str, str], who: str | None, path: str
) -> None:
    complaints: list[str] = []
    page = signed_in(who, "/health/live", quiet=True)
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(path.format(**places))
    if path in STEPS:
        STEPS[path](page)
    page.evaluate("document.fonts.ready.then(() => true)")
    if page.locator("[data-loading]").count():
        expect(page.locator("[data-loading]")).to_be_hidden()
    _install(page)
    for name, size in SIZES.items():
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        assert _violations(page, RULES) == [], f"{name} light"
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        assert _violations(page, COLOURS) == [], f"{name} dark"
    assert [line for line in complaints if not line.endswith(EXPECTED_ERRORS)] == []


def test_the_check_itself_sees_a_fault(signed_in: Open) -> None:
    page = signed_in(None, "/accounts/login/")
    _install(page)
    page.evaluate("document.querySelectorAll('label').forEach((label) => label.remove())")
    assert any(rule == "label" for rule, _places in _violations(page, RULES))


def test_the_check_of_colours_sees_a_fault_in_the_dark(signed_in: Open) -> None:
    page = signed_in(None, "/accounts/login/")
    page.emulate_media(color_scheme="dark")
    _install(page)
    page.evaluate("document.querySelector('h1').style.setProperty('color', '#333')")
    assert any(rule == "color-contrast" for rule, _places in _violations(page, COLOURS))


def fault(page: Page, within: str = "html") -> list[Any]:
    """Return what axe finds on the page as it is, or on the part that a selector names."""
    _install(page)
    return _violations(page, RULES, within)


def _install(page: Page) -> None:
    """Hand axe to the page past the CSP, which allows no script but our own files."""
    page.evaluate(f"() => {{ {AXE}; }}")


def _violations(page: Page, rules: dict[str, Any], within: str = "html") -> list[Any]:
    """Return what axe found by these rules: the rule, and the first places."""
    script = """async ([rules, within]) => {
      const found = await axe.run(within, { runOnly: rules, resultTypes: ["violations"] });
      return found.violations.map((one) => [one.id, one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))]);
    }"""
    return list(page.evaluate(script, [rules, within]))
