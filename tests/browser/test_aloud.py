"""An answer is read aloud and its words are followed; the voice is a scripted one that says a word when it is told to."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.server import Server
from tests.browser.slow import SENTENCES
from tests.browser.talk import ask, ask_for_a_person, box, claim, say, start
from tests.browser.test_pages import SIZES, fault

pytestmark = pytest.mark.browser
VOICE = (Path(__file__).parent / "speech.js").read_text()
FAR = [{"name": "Far", "lang": "en-US", "localService": False, "default": True}]
QUESTION = "What is metformin?"
NAMES = re.compile("^(Read aloud|Stop reading)$")
LEAST_CONTRAST = 4.5


def voiced(page: Page, path: str = "", **options: object) -> Page:
    """Give a page the scripted voice and start a conversation, or open one again."""
    page.add_init_script(f"globalThis.scriptedOptions = {json.dumps(options)};\n{VOICE}")
    if not path:
        return start(page)
    page.goto(path)
    return page


def chat(signed_in: Open, **options: object) -> Page:
    """Start a new conversation on a page with the scripted voice."""
    return voiced(signed_in("patient", "/conversations/"), **options)


def reading(answer: Locator) -> Locator:
    """Press the button under an answer and return it."""
    button = answer.locator(".answer__foot").get_by_role("button", name=NAMES)
    button.click()
    return button


def tell(page: Page, act: str) -> Any:
    return page.evaluate(f"scripted.{act}")


def sentences(answer: Locator) -> list[str]:
    """Return what an answer says, sentence by sentence, as it stands on the page."""
    spans = answer.locator(".answer__text :is(p, li, h3) > span:not(.meaning)")
    return [text for text in spans.all_text_contents() if re.search(r"\w", text)]


def expect_silence(page: Page) -> None:
    expect(page.locator("[data-player]")).to_be_hidden()
    expect(page.locator("[data-aloud][aria-pressed=true]")).to_have_count(0)
    assert tell(page, "now") is None
    assert tell(page, "marked()") == ""


def test_a_finished_answer_is_read_sentence_by_sentence_and_each_word_is_marked(signed_in: Open) -> None:
    page = chat(signed_in)
    answer = ask(page, QUESTION)
    button = reading(answer)
    expect(button).to_have_text("Stop reading")
    expect(button).to_have_attribute("aria-pressed", "true")
    written = sentences(answer)
    for sentence in written:
        assert tell(page, "now") == sentence
        while word := tell(page, "word()"):
            assert tell(page, "marked()") == re.sub(r"\W+$", "", word)
        tell(page, "end()")
    assert len(tell(page, "said")) == len(written)
    expect(button).to_have_text("Read aloud")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect_silence(page)


def test_the_sentence_is_marked_where_the_voice_tells_no_words(signed_in: Open) -> None:
    page = chat(signed_in)
    answer = ask(page, QUESTION)
    reading(answer)
    first, second = sentences(answer)[:2]
    assert tell(page, "marked()") == first
    tell(page, "end()")
    assert tell(page, "marked()") == second


def test_the_sentence_is_marked_where_the_browser_cannot_draw_highlights(signed_in: Open) -> None:
    page = chat(signed_in, plain=True)
    page.emulate_media(reduced_motion="reduce")
    answer = ask(page, QUESTION)
    reading(answer)
    tell(page, "word()")
    expect(page.locator(".spoken")).to_have_text([sentences(answer)[0]])
    tell(page, "end()")
    expect(page.locator(".spoken")).to_have_text([sentences(answer)[1]])
    assert fault(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(".spoken")).to_have_count(0)


def test_reading_changes_nothing_of_the_text(signed_in: Open) -> None:
    page = chat(signed_in)
    answer = ask(page, QUESTION)
    before = answer.locator(".answer__text").evaluate("node => node.outerHTML")
    reading(answer)
    tell(page, "word()")
    assert tell(page, "marked()")
    assert answer.locator(".answer__text").evaluate("node => node.outerHTML") == before


def test_level_sources_and_an_open_meaning_are_not_read(signed_in: Open) -> None:
    page = chat(signed_in)
    answer = ask(page, QUESTION)
    answer.locator("button.term").first.click()
    answer.get_by_text("Sources (").click()
    reading(answer)
    while tell(page, "now"):
        tell(page, "end()")
    said = " ".join(one["text"] for one in tell(page, "said"))
    assert len(tell(page, "said")) == len(sentences(answer))
    assert "Reading level" not in said
    assert "Approved by your care team" not in said
    assert answer.get_by_role("note").locator(".meaning__term").inner_text() not in said


def test_a_local_voice_of_the_language_speaks_never_a_remote_one(signed_in: Open) -> None:
    page = chat(signed_in)
    reading(ask(page, QUESTION))
    assert [(one["voice"], one["lang"]) for one in tell(page, "said")] == [("Emma", "en_GB")]


def test_pause_holds_and_going_on_begins_the_sentence_again(signed_in: Open) -> None:
    page = chat(signed_in)
    answer = ask(page, QUESTION)
    button = reading(answer)
    tell(page, "end()")
    tell(page, "word()")
    page.get_by_role("button", name="Pause").click()
    assert tell(page, "now") is None
    expect(button).to_have_text("Stop reading")
    assert tell(page, "marked()") != ""
    page.get_by_role("button", name="Go on").click()
    assert tell(page, "said")[-1]["text"] == tell(page, "said")[-2]["text"]
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def test_the_slow_pace_is_used_at_once_and_remembered(signed_in: Open) -> None:
    page = chat(signed_in)
    reading(ask(page, QUESTION))
    slow = page.get_by_role("button", name="Slow")
    slow.click()
    expect(slow).to_have_attribute("aria-pressed", "true")
    first, again = tell(page, "said")
    assert first["text"] == again["text"]
    assert again["rate"] < first["rate"] == 1
    page.reload()
    reading(page.locator(".answer"))
    assert [one["rate"] for one in tell(page, "said")] == [again["rate"]]
    slow.click()
    assert tell(page, "said")[-1]["rate"] == 1


def test_the_button_stop_and_escape_end_it(signed_in: Open) -> None:
    page = chat(signed_in)
    answer = ask(page, QUESTION)
    button = reading(answer)
    button.click()
    expect_silence(page)
    button.click()
    page.locator("[data-player]").get_by_role("button", name="Stop reading").click()
    expect_silence(page)
    expect(button).to_be_focused()
    button.click()
    page.keyboard.press("Escape")
    expect_silence(page)


def test_an_answer_that_is_still_being_written_has_no_button(signed_in: Open, slow_server: Server) -> None:
    page = voiced(signed_in("patient", "/conversations/", at=slow_server))
    say(page, QUESTION)
    expect(page.locator(".answer__text")).to_contain_text(SENTENCES[0])
    expect(page.get_by_role("button", name="Read aloud")).to_have_count(0)
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_role("button", name="Read aloud")).to_be_visible()


def test_a_new_question_ends_it(signed_in: Open) -> None:
    page = chat(signed_in)
    reading(ask(page, QUESTION))
    say(page, "What is an A1C test?")
    expect_silence(page)
    expect(page.locator(".answer__foot")).to_have_count(2)


def test_only_one_answer_is_read_at_once(signed_in: Open) -> None:
    page = chat(signed_in)
    first = ask(page, QUESTION)
    ask(page, "What is an A1C test?")
    first, second = page.locator(".answer").all()
    one, other = reading(first), reading(second)
    expect(one).to_have_attribute("aria-pressed", "false")
    expect(other).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("speechSynthesis.queue.length") == 1


def test_a_person_who_takes_over_ends_it(signed_in: Open) -> None:
    page = chat(signed_in)
    answer = ask(page, QUESTION)
    note = "Please explain it to me in person."
    ask_for_a_person(page, note)
    reading(answer)
    staff = signed_in("staff", "/queue/")
    claim(staff, note)
    expect(page.locator("[data-state]")).to_contain_text("answers now")
    expect_silence(page)


def test_leaving_the_page_ends_it(signed_in: Open) -> None:
    page = chat(signed_in)
    reading(ask(page, QUESTION))
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    expect_silence(page)


def test_a_voice_that_fails_says_so(signed_in: Open) -> None:
    page = chat(signed_in)
    reading(ask(page, QUESTION))
    tell(page, "fail()")
    expect(page.locator("[data-told]")).to_have_text("Your browser could not read this aloud.")
    expect_silence(page)


@pytest.mark.parametrize("voices", [[], FAR], ids=["no voice at all", "a remote voice only"])
def test_there_is_no_button_without_a_voice_on_the_device(signed_in: Open, voices: list[object]) -> None:
    page = chat(signed_in, voices=voices)
    answer = ask(page, QUESTION)
    answer.locator("button.term").first.click()
    expect(answer.get_by_role("note")).to_be_visible()
    expect(answer.get_by_role("button", name="Simpler")).to_be_visible()
    expect(page.locator("[data-aloud]:visible")).to_have_count(0)


def test_there_is_no_button_in_a_browser_without_speech(signed_in: Open) -> None:
    page = signed_in("patient", "/conversations/")
    page.add_init_script("Object.defineProperty(globalThis, 'speechSynthesis', { value: undefined })")
    answer = ask(start(page), QUESTION)
    expect(answer.get_by_role("button", name="Simpler")).to_be_visible()
    expect(page.locator("[data-aloud]:visible")).to_have_count(0)


def test_the_button_comes_when_the_voices_come_late(signed_in: Open) -> None:
    page = chat(signed_in, late=True)
    answer = ask(page, QUESTION)
    expect(page.locator("[data-aloud]:visible")).to_have_count(0)
    tell(page, "arrive()")
    expect(answer.get_by_role("button", name="Read aloud")).to_be_visible()


def test_a_meaning_is_heard_with_its_word_and_falls_silent_when_it_closes(signed_in: Open) -> None:
    page = chat(signed_in)
    term = ask(page, QUESTION).locator("button.term").first
    term.click()
    note = page.get_by_role("note")
    note.get_by_role("button", name="Hear it").click()
    assert tell(page, "now").strip() == note.locator(".meaning__term").inner_text().strip()
    tell(page, "end()")
    tell(page, "word()")
    assert tell(page, "marked()") in note.inner_text()
    term.click()
    expect(note).to_have_count(0)
    expect_silence(page)


def test_reading_works_with_the_keyboard_alone(signed_in: Open) -> None:
    page = chat(signed_in)
    box(page).focus()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".answer__foot")).to_have_count(1)
    _back_to(page, "Read aloud")
    page.keyboard.press("Enter")
    expect(page.locator("[data-player]")).to_be_visible()
    for name in ("Pause", "Go on", "Slow"):
        _on_to(page, name)
        page.keyboard.press("Enter")
    assert tell(page, "said")[-1]["rate"] < 1
    page.keyboard.press("Escape")
    expect_silence(page)
    expect(page.locator(".answer").get_by_role("button", name="Read aloud")).to_be_focused()


def _back_to(page: Page, words: str) -> None:
    _tab(page, "Shift+Tab", words)


def _on_to(page: Page, words: str) -> None:
    _tab(page, "Tab", words)


def _tab(page: Page, key: str, words: str) -> None:
    for _ in range(30):
        if page.evaluate("document.activeElement.textContent.trim()") == words:
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} never reached {words}")


def test_the_page_is_accessible_while_it_reads_and_the_marked_word_has_contrast(signed_in: Open) -> None:
    page = chat(signed_in)
    answer = ask(page, QUESTION)
    answer.locator("button.term").first.click()
    reading(answer)
    tell(page, "word()")
    for name, size in SIZES.items():
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
            assert fault(page) == [], f"{name} {theme}"
            assert contrast(page) >= LEAST_CONTRAST, theme


def contrast(page: Page) -> float:
    """Return the contrast of a marked word, as WCAG counts it."""
    style = "getComputedStyle(document.querySelector('.answer__text span'), '::highlight(spoken)')"
    inks = page.evaluate(f"(() => {{ const style = {style}; return [style.color, style.backgroundColor]; }})()")
    dark, light = sorted(luminance(ink) for ink in inks)
    return (light + 0.05) / (dark + 0.05)


def luminance(ink: str) -> float:
    """Return the relative luminance of `rgb(r, g, b)`."""
    assert re.fullmatch(r"rgb\(\d+, \d+, \d+\)", ink), ink
    parts = [int(part) / 255 for part in re.findall(r"\d+", ink)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_sentence_out_of_sight_is_brought_into_view_unless_the_patient_scrolled_away(signed_in: Open) -> None:
    page = signed_in("patient", "/conversations/", reduced_motion="reduce", viewport={"width": 320, "height": 640})
    voiced(page)
    page.get_by_label("Reading level").select_option("10")
    answer = ask(page, QUESTION)
    reading(answer)
    first = answer.locator(".answer__text > :first-child")
    expect(first).to_be_in_viewport()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(first).not_to_be_in_viewport()
    place = page.evaluate("scrollY")
    tell(page, "end()")
    assert page.evaluate("scrollY") == place


@pytest.fixture
def spanish(signed_in: Open) -> Page:
    """A conversation in Spanish on a page with the scripted voice."""
    # Without motion: axe looks at a page that stands still.
    page = signed_in("patient", "/settings/", reduced_motion="reduce")
    _choose(page, "es")
    page.add_init_script(VOICE)
    page.goto("/conversations/")
    page.locator("main form button").click()
    expect(page.locator("[data-starters]")).to_be_visible()
    yield page
    page.goto("/settings/")
    _choose(page, "en")


def _choose(page: Page, language: str) -> None:
    page.locator("#id_language").select_option(language)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)


def test_a_spanish_conversation_is_read_by_a_spanish_voice(spanish: Page) -> None:
    box(spanish).fill("¿Qué es la metformina?")
    spanish.get_by_role("button", name="Mandar", exact=True).first.click()
    answer = spanish.locator(".answer")
    answer.get_by_role("button", name="Leer en voz alta").click()
    assert [(one["voice"], one["lang"]) for one in tell(spanish, "said")] == [("Paula", "es-MX")]
    expect(spanish.get_by_role("group", name="Lectura en voz alta")).to_be_visible()
    assert tell(spanish, "marked()") == sentences(answer)[0]
    assert fault(spanish) == []
