"""Train the guard's models: `python -m medchat.guardrails.training [--extra PATH]... [--only lexical|manner|encoder]`.

Reads the messages and reply sentences written for this project, makes variants of them, adds labelled JSON Lines
({"text", "route", "alt"?}) given with --extra, and writes the models with their cards. One group of near-duplicates in
ten is held out: the encoder is calibrated on it, and all figures printed are of it. `--ablate` also trains on each origin of
messages alone and writes nothing. Needs the train packages: deploy/setup python3 base medgemma train.
"""

import argparse
import json
import platform
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from medchat.guardrails.encoder import FOLDER
from medchat.guardrails.lexical import MODEL, NAMES
from medchat.guardrails.training import calibrate, encoder, export, lexical, manner, near, replies, samples
from medchat.guardrails.training.names import names
from medchat.guardrails.training.replies import Sentence
from medchat.guardrails.training.samples import Sample

KINDS = ("written", "generated", "real")


def main() -> None:
    """Train and write, or only measure."""
    options = _options()
    NAMES.write_text(json.dumps(names(), separators=(",", ":")) + "\n", encoding="utf-8")
    messages = _messages(options.extra)
    held = near.held_out(messages)
    learnt = [sample for sample, out in zip(messages, held, strict=True) if not out]
    kept = [sample for sample, out in zip(messages, held, strict=True) if out]
    _say("messages", {kind: sum(s.kind == kind for s in messages) for kind in KINDS})
    _say("near-duplicate rate of what was written", round(near.rate([s for s in messages if s.kind == "written"]), 4))
    said, heard = _sentences()
    if options.only in (None, "lexical"):
        _lexical(messages, learnt, kept)
    if options.only in (None, "manner"):
        manner.save(manner.train([*said, *heard]))
    if options.only in (None, "encoder"):
        _encoder(learnt, kept, said, heard)
        for kinds in (("written",), ("generated",), ("real",), ("written", "generated")) if options.ablate else ():
            _ablate(kinds, learnt, kept, said, heard)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--extra", type=Path, action="append", default=[], help="more labelled JSON Lines")
    parser.add_argument("--only", choices=("lexical", "manner", "encoder"), help="train one of the three models")
    parser.add_argument("--ablate", action="store_true", help="also measure what each origin of messages gives alone")
    return parser.parse_args()


def _messages(extra: list[Path]) -> list[Sample]:
    written = samples.written()
    return [*written, *samples.generated(written), *samples.real(extra)]


def _sentences() -> tuple[list[Sentence], list[Sentence]]:
    """Return the reply sentences to learn from and those held out, one in ten of each verdict."""
    written = replies.written()
    heard = [sentence for at, sentence in enumerate(written) if at % near.PART == 0]
    return [*(s for at, s in enumerate(written) if at % near.PART), *replies.library()], heard


def _lexical(messages: list[Sample], learnt: list[Sample], kept: list[Sample]) -> None:
    lexical.REAL_WORDS.write_text(
        json.dumps({"words": lexical.real_words()}, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    _say("lexical model, held out, by route", lexical.right(lexical.fit(learnt), kept))
    lexical.save(lexical.fit(messages))
    _say("lexical model, bytes", MODEL.stat().st_size)


def _encoder(learnt: list[Sample], kept: list[Sample], said: list[Sentence], heard: list[Sentence]) -> None:
    begun = time.monotonic()
    fitted = encoder.fit(learnt, said)
    made, figures = calibrate.calibrate(fitted, kept, heard)
    digest = export.export(fitted)
    card = {
        "version": time.strftime("%Y-%m-%d"),
        "sha256": digest,
        "base": {"name": "all-MiniLM-L6-v2", "licence": "Apache-2.0", "sha256": encoder.BASE_DIGEST},
        "learnt_from": dict(Counter(sample.kind for sample in learnt)),
        "held_out": {**dict(Counter(sample.kind for sample in kept)), "figures": figures},
        "near_duplicates": round(near.rate([s for s in [*learnt, *kept] if s.kind == "written"]), 4),
        "calibration": asdict(made),
        "epochs": encoder.EPOCHS,
        "runs": encoder.RUNS,
        "minutes": round((time.monotonic() - begun) / 60, 1),
        "python": platform.python_version(),
    }
    (FOLDER / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    _say("encoder, held out", figures)


def _ablate(
    kinds: tuple[str, ...], learnt: list[Sample], kept: list[Sample], said: list[Sentence], heard: list[Sentence]
) -> None:
    """Train once on some origins only, with as many epochs, and say what the held-out messages make of it."""
    fitted = encoder.fit([sample for sample in learnt if sample.kind in kinds], said, runs=1)
    _made, figures = calibrate.calibrate(fitted, kept, heard)
    _say(f"encoder from {' and '.join(kinds)} messages alone", figures)


def _say(what: str, value: Any) -> None:
    print(json.dumps({what: value}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
