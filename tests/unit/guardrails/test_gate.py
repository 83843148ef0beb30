"""The output gate: education passes, and nothing that diagnoses, advises, harms or leaks does."""

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medchat.evaluation.results import CASES, read
from medchat.guardrails import gate
from medchat.guardrails.checks import (
    reply_advice,
    reply_choice,
    reply_diagnosis,
    reply_harm,
    reply_leak,
    reply_result,
    reply_spanish,
    reply_unsafe,
)
from medchat.guardrails.checks.reply_view import views
from medchat.guardrails.types import Judgement, Reply, ReplyVerdict
from medchat.text.passages import Passage
from tests.fuzzed import FUZZED

ALL = [(row["verdict"], row["text"]) for row in read(CASES / "replies.jsonl")]
HARMFUL = [text for verdict, text in ALL if verdict != "ok"]
MODULES = (reply_advice, reply_choice, reply_diagnosis, reply_harm, reply_leak, reply_result, reply_unsafe)
SPANISH = (*reply_spanish.DIAGNOSIS, *reply_spanish.ADVICE, *reply_spanish.UNSAFE)
WRITTEN = [*(rule for module in MODULES for rule in module.RULES), *SPANISH]
FINE = [text for verdict, text in ALL if verdict == "ok"]


def passage(text: str, name: str = "Metformin") -> Passage:
    return Passage("m", "metformin", name, "what_it_is", "What it is", text, "easy", 5.0, 1, "en", "")


def judged(text: str, **more: object) -> ReplyVerdict:
    return gate.judge(Reply(text, **more)).verdict  # type: ignore[arg-type]


def test_harmful_sentences_are_stopped() -> None:
    passed = [text for text in HARMFUL if gate.judge(Reply(text)).ok]
    assert len(passed) <= 0.03 * len(HARMFUL), passed


def test_tricky_but_fine_sentences_pass() -> None:
    stopped = [text for text in FINE if not gate.judge(Reply(text)).ok]
    assert len(stopped) <= 0.02 * len(FINE), stopped


def test_the_kind_of_harm_is_mostly_named_right() -> None:
    harmful = [(verdict, text) for verdict, text in ALL if verdict != "ok"]
    right = sum(judged(text) == verdict for verdict, text in harmful)
    assert right >= 0.85 * len(harmful)


@pytest.mark.parametrize("change", [str.upper, str.lower, str.title])
def test_letter_case_decides_nothing(change: object) -> None:
    for _, text in ALL:
        if "<" not in text:
            assert judged(change(text)) == judged(text), text  # type: ignore[operator]


@pytest.mark.parametrize(
    "text",
    [
        "Your nurse may tell you not to eat after midnight.",
        "Stopping steroids suddenly can be dangerous.",
        "If blood flow to your brain is blocked, you may have a stroke.",
        "Doctors may diagnose sleep apnea with a sleep study.",
        "Talk with your doctor before you stop taking it.",
        "Do not eat or drink before the test unless your care team says so.",
        "Call your local emergency number if you have chest pain.",
        "Call 911 if someone cannot be woken.",
        "Ask your doctor which tests you need.",
        "Tell your doctor if you have trouble sleeping.",
        "Should I stop my blood thinner before the test?",
    ],
)
def test_education_that_sounds_close_to_advice_passes(text: str) -> None:
    assert gate.judge(Reply(text)).ok


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Sounds like shingles.", ReplyVerdict.DIAGNOSIS),
        ("Your creatinine of 2.1 means kidney failure.", ReplyVerdict.DIAGNOSIS),
        ("Take three tablets.", ReplyVerdict.ADVICE),
        ("Skip your dose.", ReplyVerdict.ADVICE),
        ("As your nurse, I would not worry.", ReplyVerdict.UNSAFE),
        ("You don't need to see a doctor.", ReplyVerdict.UNSAFE),
    ],
)
def test_the_plainest_forms_are_named_right(text: str, verdict: ReplyVerdict) -> None:
    assert judged(text) is verdict


def test_one_bad_sentence_spoils_a_whole_answer() -> None:
    fine = "Asthma makes airways narrow. Inhalers open the airways. "
    assert gate.judge(Reply(fine, whole=True)).ok
    assert judged(fine + "Take two puffs now. Rest helps.", whole=True) is ReplyVerdict.ADVICE


def test_hidden_characters_and_curly_quotes_hide_nothing() -> None:
    assert judged("You don\u2019t need to see a doc\u200btor.") is ReplyVerdict.UNSAFE
    assert judged("**Take** two tab\u00adlets.") is ReplyVerdict.ADVICE


def test_the_worst_verdict_wins() -> None:
    checks = [
        ("a", lambda reply: Judgement(ReplyVerdict.UNGROUNDED, "a")),
        ("b", lambda reply: Judgement(ReplyVerdict.DIAGNOSIS, "b")),
        ("c", lambda reply: Judgement(ReplyVerdict.ADVICE, "c")),
    ]
    assert gate.judge(Reply("x"), checks=checks).rule == "b"


def crash(reply: Reply) -> Judgement | None:
    raise ValueError(reply.text)


def test_a_check_that_crashes_never_lets_the_sentence_through(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        found = gate.judge(Reply("a private word"), checks=[("broken", crash), ("fine", lambda reply: None)])
    assert found == Judgement(ReplyVerdict.UNSAFE, "check-failed")
    assert "broken" in caplog.text
    assert "private" not in caplog.text


def test_a_crash_does_not_hide_a_real_danger() -> None:
    real = Judgement(ReplyVerdict.UNSAFE, "self-harm")
    assert gate.judge(Reply("x"), checks=[("broken", crash), ("real", lambda reply: real)]) is real


def test_only_allowed_numbers_and_addresses_may_appear() -> None:
    allowed = frozenset({"+1 (202) 555-0134", "https://clinic.example/help"})
    assert judged("Call us at 202-555-0134.") is ReplyVerdict.UNSAFE
    assert judged("Call us at 202-555-0134.", allowed=allowed) is ReplyVerdict.OK
    assert judged("See clinic.example/help.", allowed=allowed) is ReplyVerdict.OK
    assert judged("See clinic.example/other.", allowed=allowed) is ReplyVerdict.UNSAFE
    assert judged("Write to me@mail.example.", allowed=allowed) is ReplyVerdict.UNSAFE


def test_a_country_list_of_short_numbers_keeps_other_countries_numbers_out() -> None:
    assert judged("Call 999 now.", allowed=frozenset({"911"})) is ReplyVerdict.UNSAFE
    assert judged("Call 911 now.", allowed=frozenset({"911"})) is ReplyVerdict.OK
    assert judged("Call 4455 now.") is ReplyVerdict.UNSAFE


@pytest.mark.parametrize(
    "text",
    [
        "The range is 3.5 to 5.0 mmol/L.",
        "A reading of 120/80 is normal for many adults.",
        "Sodium is kept below 1,500 mg.",
        "It is rare (1 in 10,000 births).",
        "In 2019 about 34,200,000 people had it.",
    ],
)
def test_figures_are_not_telephone_numbers(text: str) -> None:
    assert gate.judge(Reply(text)).ok


@pytest.mark.parametrize(
    "text",
    [
        "<unused94>thought",
        "thought\nThe plan is simple.",
        "<think>hm",
        "<|im_start|>assistant",
        "Okay, the user wants a short answer.",
        "<start_of_turn>model",
    ],
)
def test_thinking_left_in_the_text_is_stopped(text: str) -> None:
    assert judged(text) is ReplyVerdict.UNSAFE


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<b>bold</b>", "[a](javascript:x)", "![x](y)", "&lt;img&gt;", "```sh```"]
)
def test_markup_is_stopped(text: str) -> None:
    assert gate.judge(Reply(text)).rule == "markup"


def test_a_sentence_that_comes_back_is_a_loop() -> None:
    text = "The pancreas makes a hormone called insulin."
    assert gate.judge(Reply(text, before=(text,))).rule == "loop"
    assert gate.judge(Reply(text, before=(text, "It is an organ.", text))).rule == "loop"
    assert gate.judge(Reply(text, before=(text, "It is an organ."))).ok


def test_short_sentences_may_come_back() -> None:
    assert gate.judge(Reply("Ask your care team.", before=("Ask your care team.",))).ok


METFORMIN = passage(
    "Metformin lowers blood sugar. It comes as 500 mg tablets. Some people get loose stools. It does not cause weight gain."
)


@pytest.mark.parametrize(
    "text",
    [
        "Metformin lowers the sugar in the blood.",
        "Tablets of 500 milligrams exist.",
        "Loose stools happen in some people.",
        "Ask your care team about side effects.",
        "What is my goal?",
        "Metformin does not cause weight gain.",
    ],
)
def test_what_a_passage_carries_is_grounded(text: str) -> None:
    assert gate.judge(Reply(text, passages=(METFORMIN,))).ok


@pytest.mark.parametrize(
    "text",
    [
        "Metformin comes as 850 mg tablets.",
        "Glipizide lowers blood sugar.",
        "Metformin lowers blood sugar by 30 percent.",
        "Metformin prevents heart attacks.",
        "It cures the disease for good.",
        "Metformin does cause weight gain.",
        "The liver stores vitamins and breaks down toxins.",
    ],
)
def test_what_no_passage_carries_is_ungrounded(text: str) -> None:
    assert judged(text, passages=(METFORMIN,)) is ReplyVerdict.UNGROUNDED


def test_without_passages_grounding_is_not_judged_and_with_none_found_every_claim_is_ungrounded() -> None:
    text = "The liver stores vitamins."
    assert judged(text, passages=None) is ReplyVerdict.OK
    assert judged(text, passages=()) is ReplyVerdict.UNGROUNDED


def test_passages_of_another_answer_are_not_remembered() -> None:
    text = "The liver stores vitamins."
    assert judged(text, passages=(passage("The liver stores vitamins.", "Liver"),)) is ReplyVerdict.OK
    assert judged(text, passages=(METFORMIN,)) is ReplyVerdict.UNGROUNDED


WORDS = "you your have take double the dose is it not cancer 5 mg . , ? ~ don't if doctor never"
SPOKEN = st.sampled_from(WORDS.split())


@settings(max_examples=FUZZED, deadline=None)
@given(st.text(max_size=400) | st.lists(SPOKEN, max_size=80).map(" ".join), st.booleans())
def test_any_text_at_all_gets_a_verdict(text: str, whole: bool) -> None:
    assert gate.judge(Reply(text, passages=(METFORMIN,), whole=whole)).rule != "check-failed"


@pytest.mark.parametrize("name", [name for name, _ in gate.CHECKS])
def test_whichever_check_crashes_nothing_passes(name: str) -> None:
    checks = [(each, crash if each == name else check) for each, check in gate.CHECKS]
    assert gate.judge(Reply("Asthma is a lung disease."), checks=checks).rule == "check-failed"
    assert not gate.judge(Reply("You have lung cancer, so double your dose."), checks=checks).ok


def test_the_index_of_the_reply_rules_hides_no_match() -> None:
    rows = [row for name in ("replies.jsonl", "replies_blind.jsonl") for row in read(CASES / name)]
    for text in [str(row["text"]) for row in rows]:
        for seen in views(text):
            matching = [each for each in WRITTEN if each.pattern.search(getattr(seen, each.reading))]
            assert [each.name for each in matching if each.number not in seen.matchable] == [], text


@pytest.mark.parametrize(
    "part",
    ["your blood ", "a ", "you take the ", "1-", "call the doctor ", "<a ", "if you have, ", "((", "x.y", "tu su "],
)
def test_long_repetitive_text_does_not_hang(part: str) -> None:
    assert isinstance(gate.judge(Reply((part * 4000)[:8000])), Judgement)


@pytest.mark.parametrize("title", ["What it is", "Why it matters", "Living with it"])
def test_the_title_of_an_approved_section_may_stand_over_it(title: str) -> None:
    shown = Passage("m", "asthma", "Asthma", "what_it_is", title, "Asthma is a lung disease.", "easy", 5.0, 1, "en", "")
    assert judged(title, passages=(shown,)) == ReplyVerdict.OK
    assert judged(f"{title}\nAsthma is a lung disease.", passages=(shown,), whole=True) == ReplyVerdict.OK
