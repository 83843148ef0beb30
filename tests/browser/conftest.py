"""Real Chromium against a real server: every page is also held to no console error and no CSP violation."""

from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, StorageState, sync_playwright

from medchat.ops.demo import PASSWORD
from tests.browser.server import Server, fresh, manage
from tests.browser.slow import dawdling

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
PATIENCE_MS = 20_000
PLANTED = "quillwort"
"""A word that patients of these tests write and that no log may ever hold."""

Open = Callable[..., Page]
BROKEN = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Remember that a test failed, so that its pages are written down."""
    report = yield
    if report.when == "call" and report.failed:
        item.stash[BROKEN] = True
    return report


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product with the library engine."""
    running = Server(fresh(tmp_path_factory.mktemp("product") / "var")).start()
    yield running
    running.stop()
    assert_clean(running)


@pytest.fixture(scope="session")
def slow_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product with a model that writes two sentences and then takes for ever."""
    with dawdling() as endpoint:
        settings = {"MEDCHAT_ENGINE": "openai", "MEDCHAT_MODEL": "fake", "MEDCHAT_MODEL_URL": endpoint.url}
        # An orphan of the kill test is noticed after five seconds instead of twenty.
        var = fresh(tmp_path_factory.mktemp("slow") / "var")
        running = Server(var, MEDCHAT_TURN_LEASE_S="5", **settings).start()
        yield running
        running.stop()
    assert_clean(running)


def assert_clean(server: Server) -> None:
    """Hold a server's log to its rule: no patient text, no traceback."""
    log = server.log.read_text()
    assert PLANTED not in log.lower(), "the server's log holds a patient's words"
    assert "Traceback" not in log, log


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def states() -> dict[tuple[str, str], StorageState]:
    """Signed-in sessions, one a server and person."""
    return {}


@pytest.fixture
def signed_in(
    request: pytest.FixtureRequest,
    chromium: Browser,
    server: Server,
    states: dict[tuple[str, str], StorageState],
) -> Iterator[Open]:
    """Open a page as a demo person in a browser context of its own; at the end no page may have complained."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(
        who: str | None, path: str = "/", *, at: Server = server, quiet: bool = False, **options: Any
    ) -> Page:
        if who is not None:
            options["storage_state"] = session(chromium, at, who, states)
        context = chromium.new_context(base_url=at.url, **{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        page = new_page(context, None if quiet else complaints)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        if request.node.stash.get(BROKEN, False):
            show(context)
        context.close()
    assert not complaints, complaints


def show(context: BrowserContext) -> None:
    """Write down what the pages of a failed test showed."""
    for page in context.pages:
        print(f"--- {page.url}\n{page.locator('body').inner_text()}")


def new_page(context: BrowserContext, complaints: list[str] | None = None) -> Page:
    """Open a page whose errors are collected, CSP violations among them."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    if complaints is not None:
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda message: _complain(page, message, complaints))
    return page


def _complain(page: Page, message: ConsoleMessage, complaints: list[str]) -> None:
    if message.type in {"error", "warning"}:
        complaints.append(f"{page.url}: {message.text}")


def session(browser: Browser, server: Server, who: str, states: dict[tuple[str, str], StorageState]) -> StorageState:
    """Sign in through the real form once and keep the cookies; a patient accepts what medchat is."""
    key = (server.url, who)
    if key not in states:
        context = browser.new_context(base_url=server.url)
        page = new_page(context)
        sign_in(page, f"{who}@demo.example")
        if page.url.endswith("/welcome/"):
            page.get_by_role("button", name="I understand").click()
            page.wait_for_url("**/conversations/")
        states[key] = context.storage_state()
        context.close()
    return states[key]


def sign_in(page: Page, address: str, password: str = PASSWORD) -> None:
    """Fill in the sign-in form and wait for the page behind it."""
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)


@pytest.fixture(scope="session")
def newcomer(server: Server) -> str:
    """The address of a patient who was never here."""
    person = (
        "from medchat.accounts.models import Clinic, Membership, User\n"
        "user = User.objects.create_user(address='new@demo.example', name='Noor Haddad', password='plain words 2026')\n"
        "Membership.objects.create(user=user, clinic=Clinic.objects.get(slug='demo'), role='patient')\n"
    )
    done = manage(server.var, "shell", "--no-imports", "-c", person)
    assert done.returncode == 0, done.stderr
    return "new@demo.example"
