"""The training of the guard's models: labels stay true through every variant, and a tiny real model goes all the way."""

import hashlib
import random
from pathlib import Path

import pytest

from medchat.guardrails.training import calibrate, encoder, export, near, replies, samples, variants
from medchat.guardrails.training.samples import Sample
from medchat.guardrails.types import PRIORITY, ReplyVerdict, Route
from medchat.text.encoder import Encoder
from tests.fakes.tiny_bert import make_tiny

pytestmark = pytest.mark.filterwarnings("ignore")  # torch's exporter and onnx warn about themselves


def test_at_least_three_thousand_messages_are_written_and_four_hundred_of_each_rare_route() -> None:
    counts = {route: sum(sample.route == route for sample in samples.written()) for route in Route}
    assert sum(counts.values()) >= 3000
    assert min(counts.values()) >= 400


def test_with_what_is_generated_there_are_eight_thousand() -> None:
    written = samples.written()
    assert len(written) + len(samples.generated(written)) >= 8000


def test_no_message_is_written_twice() -> None:
    texts = [sample.text.lower() for sample in samples.written()]
    assert len(texts) - len(set(texts)) == 0


def test_a_label_is_shared_with_the_acceptable_routes() -> None:
    shares = Sample("x", "advice", "written", "", ("education", "diagnosis")).shares()
    assert shares["advice"] == pytest.approx(0.7)
    assert sum(shares.values()) == pytest.approx(1.0)


def test_said_in_one_breath_the_highest_route_is_the_label() -> None:
    calm, red = (
        Sample("what is gout", "education", "written", ""),
        Sample("he is not breathing", "emergency", "written", ""),
    )
    made = samples.joined([calm, calm, calm, red], random.Random(1))
    assert all((sample.route == "emergency") == ("not breathing" in sample.text) for sample in made)
    assert PRIORITY.index(Route.EMERGENCY) > PRIORITY.index(Route.EDUCATION)


@pytest.mark.parametrize(
    "way", [variants.misspelt, variants.shouted, variants.unsigned, variants.wrapped, variants.other_person]
)
def test_a_variant_is_made_the_same_way_each_time(way: object) -> None:
    text = "My mom's chest is tight, and she looks pale. What should we do?"
    assert way(text, random.Random(4)) == way(text, random.Random(4))  # type: ignore[operator]


def test_near_duplicates_and_variants_stay_on_one_side() -> None:
    written = [
        Sample("my chest hurts a lot since this morning", "emergency", "written", ""),
        Sample("my chest hurts a lot since this mornin", "emergency", "written", ""),
        Sample("what is the weather in Lisbon", "offtopic", "written", ""),
        Sample("WHAT IS THE WEATHER IN LISBON", "offtopic", "generated", "what is the weather in Lisbon"),
    ]
    first, second, third, fourth = near.groups(written)
    assert first == second
    assert third == fourth
    assert first != third


def test_a_tiny_model_is_trained_exported_and_read_back_with_the_same_scores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "base", lambda: make_tiny(tmp_path / "base"))
    messages = [Sample(text, route, "written", "") for text, route in MESSAGES]
    sentences = [
        replies.Sentence("you should take the pill", ReplyVerdict.ADVICE),
        replies.Sentence("asthma is common", ReplyVerdict.OK),
    ]
    fitted = encoder.fit(messages, sentences, epochs=1)
    made, figures = calibrate.calibrate(fitted, messages, sentences)
    assert figures["right"].endswith(f"/{len(messages)}")
    assert set(made.alarm) == {Route.CRISIS, Route.EMERGENCY, Route.ATTACK}
    digest = export.export(fitted, tmp_path / "out")
    assert digest == hashlib.sha256((tmp_path / "out" / "model.onnx").read_bytes()).hexdigest()
    read = Encoder(tmp_path / "out", digest=digest)
    for text, _route in MESSAGES:
        for ours, theirs in zip(read(text).values(), calibrate.scores(fitted, [text])[0], strict=True):
            assert ours == pytest.approx(theirs, abs=0.02)  # half floats


MESSAGES = (
    ("my chest pain now", "emergency"),
    ("i want to die", "crisis"),
    ("what is asthma", "education"),
    ("should i take the pill with my other pill, and what is the best time", "advice"),
)
