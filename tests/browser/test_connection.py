"""The connection drops, the server dies and comes back: nothing is lost, nothing is doubled."""

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.conftest import Open
from tests.browser.server import Server
from tests.browser.slow import SENTENCES
from tests.browser.talk import ask, box, chat, mine, say

pytestmark = pytest.mark.browser
OFFLINE = "[data-offline]"


def test_going_offline_shows_a_banner_with_the_emergency_number_and_keeps_the_draft(signed_in: Open) -> None:
    page = chat(signed_in, quiet=True)
    page.context.set_offline(True)
    box(page).fill("what is a sta")
    expect(page.locator(OFFLINE)).to_contain_text("You are offline")
    expect(page.locator(OFFLINE)).to_contain_text("911")
    page.context.set_offline(False)
    expect(page.locator(OFFLINE)).to_be_hidden()
    expect(box(page)).to_have_value("what is a sta")


def test_a_message_written_offline_is_sent_once_when_the_line_is_back(signed_in: Open) -> None:
    page = chat(signed_in, quiet=True)
    page.context.set_offline(True)
    say(page, "What is high blood pressure?")
    expect(page.locator(".said__status")).to_contain_text("Not sent yet")
    page.context.set_offline(False)
    expect(page.locator(".answer__foot")).to_have_count(1)
    expect(mine(page)).to_have_count(1)
    page.reload()
    expect(page.locator(".answer__foot")).to_have_count(1)
    expect(mine(page)).to_have_count(1)


def test_a_message_written_offline_survives_a_reload(signed_in: Open) -> None:
    page = chat(signed_in, quiet=True)
    page.context.set_offline(True)
    say(page, "What is high blood pressure?")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator(".answer__foot")).to_have_count(1)
    expect(mine(page)).to_have_count(1)


def test_a_socket_that_breaks_in_an_answer_resumes_without_doubles(signed_in: Open, slow_server: Server) -> None:
    page = signed_in("patient", "/conversations/", at=slow_server, quiet=True)
    sockets: list[WebSocketRoute] = []
    page.route_web_socket("**/ws/conversations/**", lambda socket: _through(socket, sockets))
    _start(page)
    say(page, "What is metformin?")
    expect(page.locator(".answer__text")).to_contain_text(SENTENCES[1])
    sockets[-1].close(code=4000)
    expect(page.locator(OFFLINE)).to_be_visible()
    expect(page.locator(OFFLINE)).to_be_hidden()
    assert len(sockets) == 2
    assert page.locator(".answer__text").inner_text().count(SENTENCES[0]) == 1
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator(".log")).to_contain_text("You stopped this answer.")
    expect(mine(page)).to_have_count(1)


def _through(socket: WebSocketRoute, sockets: list[WebSocketRoute]) -> None:
    socket.connect_to_server()
    sockets.append(socket)


def _start(page: Page) -> None:
    page.get_by_role("button", name="Start a new conversation").click()
    expect(page.locator("[data-starters]")).to_be_visible()


def test_the_page_goes_on_after_the_server_was_killed_and_started_again(signed_in: Open, slow_server: Server) -> None:
    page = chat(signed_in, at=slow_server, quiet=True)
    say(page, "What is metformin?")
    expect(page.locator(".answer__text")).to_contain_text(SENTENCES[1])
    slow_server.kill()
    expect(page.locator(OFFLINE)).to_contain_text("What you write is kept")
    box(page).fill("thank you")
    slow_server.start()
    expect(page.locator(".log")).to_contain_text("My answer was cut off", timeout=60_000)
    expect(page.locator("[data-busy]")).to_be_hidden()
    expect(box(page)).to_have_value("thank you")
    assert page.locator(".answer__text").inner_text().count(SENTENCES[0]) == 1


def test_a_page_left_in_the_background_shows_what_came_meanwhile(signed_in: Open) -> None:
    page = chat(signed_in, quiet=True)
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator("[data-starters]")).to_be_visible()
    page.context.set_offline(True)
    expect(page.locator(OFFLINE)).to_be_visible()
    page.context.set_offline(False)
    ask(other, "What is high blood pressure?")
    expect(page.locator(".answer__foot")).to_have_count(1)
    assert page.locator(".log").inner_text() == other.locator(".log").inner_text()
