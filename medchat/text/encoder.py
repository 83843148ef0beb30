"""A small sentence encoder with several heads, from one ONNX file: text in, scores by head out; no torch."""

import hashlib
from pathlib import Path
from typing import Any

FIRST, LAST = 128, 64
"""Tokens read from the beginning and from the end of a longer text."""


class BrokenEncoder(Exception):
    """The file is not the one its card describes."""


class Encoder:
    """One loaded model; safe in threads, one thread of work a text."""

    def __init__(self, folder: Path, *, digest: str) -> None:
        """Load `model.onnx` and `tokenizer.json`; raise BrokenEncoder when the model's SHA-256 is not `digest`."""
        import onnxruntime
        from tokenizers import Tokenizer

        model = folder / "model.onnx"
        with model.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != digest:
            raise BrokenEncoder(f"{model} is not the file that card.json describes: fetch it again.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # a long letter would keep its memory for ever
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._heads = [output.name for output in self._session.get_outputs()]

    def __call__(self, text: str) -> dict[str, list[float]]:
        """Return each head's scores (logits) for one text."""
        import numpy

        ids = numpy.asarray([self.tokens(text)], dtype=numpy.int64)
        found = self._session.run(None, {"input_ids": ids, "attention_mask": numpy.ones_like(ids)})
        return {head: scores[0].tolist() for head, scores in zip(self._heads, found, strict=True)}

    def tokens(self, text: str) -> list[int]:
        """Return the token ids that are read of a text."""
        ids: list[int] = self._tokenizer.encode(text).ids
        return clipped(ids)


def clipped(ids: list[int]) -> list[int]:
    """Keep the beginning and the end of a long text, where a letter says what it wants."""
    return ids if len(ids) <= FIRST + LAST else [*ids[:FIRST], *ids[-LAST:]]
