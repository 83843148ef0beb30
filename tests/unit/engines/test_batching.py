"""The batching core against the library's own `generate()`, on real tiny checkpoints."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import torch

from medchat.engines.batching.runner import Runner
from medchat.engines.batching.scheduler import Batcher
from medchat.engines.batching.types import Ended, Request, Sizes
from medchat.engines.types import Sampling

SIZES = Sizes(slots=4, length=256, chunk=50)


class Told:
    """Keeps what one request was told."""

    def __init__(self) -> None:
        self.ids: list[int] = []
        self.why: list[Ended] = []

    def token(self, id_: int) -> None:
        self.ids.append(id_)

    def end(self, why: Ended, detail: str = "") -> None:
        self.why.append(why)


@pytest.fixture(scope="module", params=["tiny_text", "tiny_multimodal"])
def model(request: pytest.FixtureRequest) -> Any:
    from transformers import AutoModelForCausalLM, AutoModelForImageTextToText

    folder: Path = request.getfixturevalue(request.param)
    kind = AutoModelForCausalLM if request.param == "tiny_text" else AutoModelForImageTextToText
    return kind.from_pretrained(folder).eval()


def some_ids(number: int, count: int) -> tuple[int, ...]:
    drawn = torch.randint(107, 500, (count,), generator=torch.Generator().manual_seed(number))
    return tuple(drawn.tolist())


def written(batcher: Batcher, *requests: Request) -> list[Told]:
    """Drive the core in this thread until every request has its end."""
    for request in requests:
        batcher.submit(request)
    while not all(request.sink.why for request in requests):
        batcher.round()
    return [request.sink for request in requests]


def asked(prompt: Sequence[int], **given: Any) -> Request:
    return Request(tuple(prompt), Told(), **({"limit": 30, "sampling": Sampling(top_k=1)} | given))


@pytest.mark.parametrize("count", [20, 63, 150])
def test_the_tokens_are_those_that_generate_gives(model: Any, count: int) -> None:
    """150 tokens go round the ring of a layer that looks back 64, and are read in three chunks."""
    prompt = torch.tensor([some_ids(1, count)])
    given = {"max_new_tokens": 30, "do_sample": False, "eos_token_id": [], "pad_token_id": 0}
    plain = model.generate(prompt, attention_mask=torch.ones_like(prompt), **given)[0, count:].tolist()
    (ours,) = written(Batcher(Runner(model, SIZES)), asked(prompt[0].tolist()))
    assert ours.ids == plain


def test_a_draw_does_not_depend_on_who_else_is_written(model: Any) -> None:
    batcher = Batcher(Runner(model, SIZES))
    prompts = [some_ids(number, 20 + 7 * number) for number in range(9)]

    def requests() -> list[Request]:
        return [asked(ids, sampling=Sampling(temperature=1.0), seed=at) for at, ids in enumerate(prompts)]

    together = [told.ids for told in written(batcher, *requests())]
    alone = [written(batcher, request)[0].ids for request in requests()]
    assert together == alone
    assert len({tuple(ids) for ids in alone}) == len(alone)


def test_a_beginning_that_was_read_before_is_not_read_again(model: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    runner = Runner(model, SIZES)
    read: list[int] = []
    really = runner.read
    monkeypatch.setattr(runner, "read", lambda slot, ids, start: read.append(len(ids)) or really(slot, ids, start))
    rules, question = some_ids(1, 40), some_ids(2, 10)
    (first,) = written(Batcher(runner), asked(rules + question, shared=40))
    (second,) = written(Batcher(runner), asked(rules + question, shared=40))
    assert read == [40, 10, 10]
    assert first.ids == second.ids


def test_nothing_personal_is_kept(model: Any) -> None:
    runner = Runner(model, SIZES)
    written(Batcher(runner), asked(some_ids(1, 60), shared=20), asked(some_ids(2, 60)))
    assert [len(kept) for kept in runner.prefixes._kept] == [20]


def test_nan_ends_the_answer_that_it_is_in_and_no_other(model: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    runner = Runner(model, SIZES)
    really = runner.logits

    def torn(rows: Any) -> Any:
        scores = really(rows)
        if len(scores) == 2:
            scores[0] = float("nan")
        return scores

    monkeypatch.setattr(runner, "logits", torn)
    first, second = written(Batcher(runner), asked(some_ids(1, 20)), asked(some_ids(2, 20)))
    assert first.why == [Ended.NAN]
    assert second.why == [Ended.LIMIT]


def test_who_lost_interest_gives_up_the_slot(model: Any) -> None:
    gone = threading.Event()
    batcher = Batcher(Runner(model, Sizes(slots=1, length=256)))
    first, second = asked(some_ids(1, 20), limit=200, unwanted=gone.is_set), asked(some_ids(2, 20))
    batcher.submit(first)
    batcher.submit(second)
    batcher.round()
    assert batcher.before(second) == 0
    gone.set()
    while not second.sink.why:
        batcher.round()
    assert first.sink.why == [Ended.UNWANTED]
    assert second.sink.why == [Ended.LIMIT]


def test_stop_tokens_are_each_requests_own(model: Any) -> None:
    batcher, prompt = Batcher(Runner(model, SIZES)), some_ids(1, 20)
    (whole,) = written(batcher, asked(prompt))
    stop = whole.ids[10]
    stopped, other = written(batcher, asked(prompt, stops=frozenset({stop})), asked(prompt))
    assert stopped.ids == whole.ids[: whole.ids.index(stop)]
    assert stopped.why == [Ended.STOP]
    assert other.ids == whole.ids
