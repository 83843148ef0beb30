"""What every engine promises, whoever writes."""

import asyncio
import logging
import traceback
from contextlib import aclosing
from dataclasses import replace

import pytest

from medchat.engines.types import Cancel, EngineError, Limits, Progress, Stream
from tests.unit.engines.conftest import Bench
from tests.unit.engines.steer import SECRET
from tests.unit.engines.talk import LONG, SHORT, pieces, prompt, whole

CAN_FAIL = pytest.mark.parametrize("bench", ["medgemma-text", "medgemma-multimodal", "openai"], indirect=True)
"""The library engine has nothing to wait for and nothing that breaks."""

THINGS = (
    "what asthma is",
    "how blood pressure is measured",
    "why people take this medicine every day",
    "what a heart test shows",
    "which numbers are high",
    "how the kidneys clean the blood and what harms them",
    "what to ask my care team",
    "why I am thirsty",
)
TIMES = ("today", "at night", "in winter", "after meals", "as we age", "before a test", "at school", "at work")


async def test_an_answer_comes_in_pieces(bench: Bench) -> None:
    came = await pieces(bench.engine, prompt())
    assert len(came) > 1
    assert all(came)


async def test_the_loop_goes_on_while_an_engine_writes(bench: Bench) -> None:
    turns = 0

    async def other_conversation() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    other = asyncio.create_task(other_conversation())
    seen = []
    async with aclosing(bench.engine.stream(prompt(), limits=SHORT, cancel=Cancel())) as stream:
        async for _ in stream:
            seen.append(turns)
    other.cancel()
    assert len(set(seen)) > 1


async def test_nothing_is_written_after_a_cancel(bench: Bench) -> None:
    cancel = Cancel()
    with bench.dawdle():
        async with aclosing(bench.engine.stream(prompt(), limits=LONG, cancel=cancel)) as stream:
            assert await anext(stream)
            cancel.set()
            assert [piece async for piece in stream] == []
    assert await whole(bench.engine, prompt())


async def test_a_cancel_wakes_a_stream_that_waits_for_its_first_piece(bench: Bench) -> None:
    cancel = Cancel()
    with bench.dawdle():
        waiting = asyncio.create_task(pieces(bench.engine, prompt(), LONG, cancel))
        await asyncio.sleep(0)
        cancel.set()
        assert len(await waiting) <= 1


async def test_an_answer_cancelled_beforehand_is_empty_and_no_error(bench: Bench) -> None:
    cancel = Cancel()
    cancel.set()
    assert await pieces(bench.engine, prompt(), cancel=cancel) == []


async def test_the_writing_ends_when_the_reader_goes_away(bench: Bench) -> None:
    with bench.dawdle():
        stream = bench.engine.stream(prompt(), limits=LONG, cancel=Cancel())
        assert await anext(stream)
        await stream.aclose()
    # An engine that had gone on writing would not come to this question within its limits.
    assert await whole(bench.engine, prompt(), Limits(tokens=8, first_s=10.0, total_s=20.0))


async def test_a_reader_that_is_killed_ends_the_writing_too(bench: Bench) -> None:
    with bench.dawdle():
        reader = asyncio.create_task(pieces(bench.engine, prompt(), LONG))
        await asyncio.sleep(0.3)
        reader.cancel()
        await asyncio.wait({reader})
    assert await whole(bench.engine, prompt(), Limits(tokens=8, first_s=10.0, total_s=20.0))


async def test_an_answer_that_does_not_begin_in_time_is_an_engine_error(bench: Bench) -> None:
    with pytest.raises(EngineError, match="did not begin"):
        await pieces(bench.engine, prompt(), Limits(tokens=24, first_s=0.0))


async def test_an_answer_that_does_not_end_in_time_is_an_engine_error(bench: Bench) -> None:
    stream = bench.engine.stream(prompt(), limits=Limits(LONG.tokens, total_s=0.4), cancel=Cancel())
    with bench.dawdle(), pytest.raises(EngineError, match="within"):
        await read_slowly(stream)


async def read_slowly(stream: Stream) -> None:
    async with aclosing(stream):
        async for _ in stream:
            await asyncio.sleep(0.2)


@CAN_FAIL
async def test_whatever_breaks_is_an_engine_error_without_the_patients_words(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with bench.fail(), pytest.raises(EngineError) as caught:
        await whole(bench.engine, prompt(f"Tell me about my {SECRET}"))
    told = "".join(traceback.format_exception(caught.value))
    assert SECRET not in told + caplog.text
    assert "sk-secret" not in told + caplog.text


@CAN_FAIL
async def test_an_engine_writes_again_after_it_broke(bench: Bench) -> None:
    with bench.fail(), pytest.raises(EngineError):
        await whole(bench.engine, prompt())
    assert await whole(bench.engine, prompt())


async def test_64_answers_written_at_once_are_kept_apart(bench: Bench) -> None:
    asked = [prompt(f"Please tell me {what} {when}?") for what in THINGS for when in TIMES]
    alone = [await whole(bench.engine, one) for one in asked]
    together = await asyncio.gather(*(whole(bench.engine, one) for one in asked))
    assert together == alone
    assert len(set(alone)) > len(asked) / 2, "answers this alike could be mixed up unseen"


async def test_an_answer_reports_its_time(bench: Bench) -> None:
    limits = replace(SHORT, progress=Progress())
    await whole(bench.engine, prompt(), limits)
    assert 0 < limits.progress.first_s <= limits.progress.total_s
    assert limits.progress.ahead is None


async def test_an_engine_is_well_and_says_who_writes(bench: Bench) -> None:
    assert (await bench.engine.health()).ready
    described = bench.engine.describe()
    assert described.name in {"library", "medgemma", "openai"}
    assert described.model
    assert described == bench.engine.describe()
