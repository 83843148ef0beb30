"""The openai engine against an endpoint that answers, breaks off, fails and talks nonsense."""

import asyncio
from contextlib import aclosing

import pytest

from medchat.engines import registry
from medchat.engines.types import Cancel, Engine, EngineError, Limits, Prompt, Utterance
from tests.fakes.endpoint import Endpoint, Mode, answer
from tests.unit.engines.talk import LONG, pieces, prompt, whole


@pytest.fixture
def engine(endpoint: Endpoint) -> Engine:
    return registry.build("openai", model="fake", url=endpoint.url, key="sk-secret")


async def test_the_answer_is_the_endpoints(engine: Engine) -> None:
    assert (await whole(engine, prompt("What is asthma?"))).strip() == answer("What is asthma?")


async def test_the_request_carries_instructions_turns_and_sampling(engine: Engine, endpoint: Endpoint) -> None:
    history = (Utterance("patient", "What is asthma?"), Utterance("assistant", "It narrows the airways."))
    await whole(engine, Prompt("Why?", "RULES", 6.0, history=history))
    (sent,) = endpoint.requests
    assert [message["role"] for message in sent["messages"]] == ["system", "user", "assistant", "user"]
    assert sent["messages"][0]["content"] == "RULES"
    assert (sent["model"], sent["stream"], sent["max_tokens"]) == ("fake", True, 24)
    assert (sent["temperature"], sent["top_p"], sent["top_k"], sent["repetition_penalty"]) == (0.3, 0.95, 64, 1.0)


async def test_the_key_is_sent_and_not_shown(engine: Engine, endpoint: Endpoint) -> None:
    await whole(engine, prompt())
    assert endpoint.keys == ["Bearer sk-secret"]
    assert "sk-secret" not in repr(engine) + repr(engine.__dict__)


@pytest.mark.parametrize(
    ("mode", "says"),
    [
        (Mode.ERROR, "status 500"),
        (Mode.DENIED, "key"),
        (Mode.DIES, "broke off"),
        (Mode.CUT, "broke off"),
        (Mode.MALFORMED, "could not be read"),
        (Mode.EMPTY, "nothing"),
    ],
)
async def test_every_failure_is_told_in_plain_words(engine: Engine, endpoint: Endpoint, mode: Mode, says: str) -> None:
    endpoint.mode = mode
    with pytest.raises(EngineError, match=says):
        await whole(engine, prompt())


async def collect(engine: Engine, came: list[str]) -> None:
    async with aclosing(engine.stream(prompt(), limits=LONG, cancel=Cancel())) as stream:
        async for piece in stream:
            came.append(piece)


@pytest.mark.parametrize("mode", [Mode.DIES, Mode.CUT, Mode.MALFORMED])
async def test_what_came_before_a_break_was_passed_on(engine: Engine, endpoint: Endpoint, mode: Mode) -> None:
    endpoint.mode = mode
    came: list[str] = []
    with pytest.raises(EngineError):
        await collect(engine, came)
    assert came


async def test_leaving_early_closes_the_connection(engine: Engine, endpoint: Endpoint) -> None:
    endpoint.mode = Mode.SLOW
    stream = engine.stream(prompt(), limits=LONG, cancel=Cancel())
    await anext(stream)
    await stream.aclose()
    assert await asyncio.to_thread(endpoint.left.wait, 10)


async def test_an_endpoint_that_only_keeps_the_line_open_is_given_up(engine: Engine, endpoint: Endpoint) -> None:
    endpoint.mode = Mode.SILENT
    limits = Limits(tokens=24, first_s=0.3)
    with pytest.raises(EngineError, match="did not begin"):
        await pieces(engine, prompt(), limits)
    assert await asyncio.to_thread(endpoint.left.wait, 10)


async def test_a_bare_leading_thinking_block_is_dropped(engine: Engine, endpoint: Endpoint) -> None:
    endpoint.mode = Mode.THINKING
    assert (await whole(engine, prompt())).strip() == answer("What is asthma?")


async def test_nobody_listening_is_an_engine_error_and_bad_health(endpoint: Endpoint) -> None:
    nobody = registry.build("openai", model="fake", url="http://127.0.0.1:1/v1")
    with pytest.raises(EngineError, match="reached"):
        await whole(nobody, prompt())
    assert "reached" in (await nobody.health()).reason


async def test_a_failing_endpoint_is_bad_health(engine: Engine, endpoint: Endpoint) -> None:
    endpoint.mode = Mode.ERROR
    health = await engine.health()
    assert (health.ready, health.reason) == (False, "The endpoint answered with status 500.")


def test_one_engine_serves_several_event_loops(engine: Engine) -> None:
    assert asyncio.run(whole(engine, prompt())) == asyncio.run(whole(engine, prompt()))
