"""Write the trained encoder as one small ONNX file: layers as half floats, word vectors as bytes; computed in float32."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from medchat.guardrails.encoder import FOLDER
from medchat.guardrails.training.encoder import Fitted, padded

LIMIT = 48 * 2**20
"""Bytes the file may have."""


def export(fitted: Fitted, folder: Path = FOLDER) -> str:
    """Write model.onnx and tokenizer.json; returns the model's SHA-256."""
    import onnx

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "model.onnx"
    model = _shrunk(_fused(_traced(fitted, path), fitted.network.body.config))
    onnx.save(model, str(path))
    if path.stat().st_size > LIMIT:
        raise ValueError(f"{path} has {path.stat().st_size} bytes, more than {LIMIT}.")
    _tokenizer(fitted.tokenizer, folder / "tokenizer.json")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _tokenizer(source: Path, target: Path) -> None:
    """Copy the tokenizer without padding and without its own cut: the encoder keeps both ends of a long text."""
    data = json.loads(source.read_text(encoding="utf-8"))
    target.write_text(json.dumps({**data, "padding": None, "truncation": None}, ensure_ascii=False), encoding="utf-8")


def _traced(fitted: Fitted, path: Path) -> Path:
    import torch

    ids, mask = padded([list(range(5, 17))])
    shapes = {"input_ids": {0: "texts", 1: "tokens"}, "attention_mask": {0: "texts", 1: "tokens"}}
    raw = path.with_suffix(".raw")
    torch.onnx.export(
        fitted.network,
        (ids, mask),
        str(raw),
        input_names=["input_ids", "attention_mask"],
        output_names=["route", "verdict", "alarm"],
        dynamic_axes={**shapes, "route": {0: "texts"}, "verdict": {0: "texts"}, "alarm": {0: "texts"}},
        opset_version=17,
        dynamo=False,
    )
    return raw


def _fused(raw: Path, config: Any) -> Any:
    """Let onnxruntime's own optimiser fuse attention and normalisation."""
    from onnxruntime.transformers.fusion_options import FusionOptions
    from onnxruntime.transformers.optimizer import optimize_model

    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False  # it would need the whole table of word vectors as floats
    heads, size = config.num_attention_heads, config.hidden_size
    model = optimize_model(
        str(raw), model_type="bert", num_heads=heads, hidden_size=size, opt_level=0, optimization_options=options
    )
    raw.unlink()
    shutil.rmtree(raw.with_suffix(".raw.data"), ignore_errors=True)
    return model.model


def _shrunk(model: Any) -> Any:
    """Store matrices as half floats behind a cast, and the word vectors as bytes with a scale a row."""
    import numpy
    from onnx import TensorProto, helper, numpy_helper

    graph, casts = model.graph, []
    vectors = next(tensor for tensor in graph.initializer if "word_embeddings" in tensor.name)
    _as_bytes(graph, vectors)
    for tensor in list(graph.initializer):
        values = numpy_helper.to_array(tensor)
        if tensor.data_type != TensorProto.FLOAT or values.size < 4096:
            continue
        name = tensor.name
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(values.astype(numpy.float16), f"{name}_half"))
        casts.append(helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT))
    for at, node in enumerate(casts):
        graph.node.insert(at, node)
    return model


def _as_bytes(graph: Any, vectors: Any) -> None:
    """Keep the word vectors as bytes in memory too: only the rows of a text's own tokens become floats."""
    import numpy
    from onnx import TensorProto, helper, numpy_helper

    name, values = vectors.name, numpy_helper.to_array(vectors)
    scale = numpy.abs(values).max(axis=1, keepdims=True) / 127 + 1e-12
    graph.initializer.remove(vectors)
    graph.initializer.append(numpy_helper.from_array(numpy.round(values / scale).astype(numpy.int8), f"{name}_bytes"))
    graph.initializer.append(numpy_helper.from_array(scale.astype(numpy.float32), f"{name}_scale"))
    at, gather = next((at, node) for at, node in enumerate(graph.node) if node.input and node.input[0] == name)
    ids, found = gather.input[1], gather.output[0]
    graph.node.remove(gather)
    steps = (
        helper.make_node("Gather", [f"{name}_bytes", ids], [f"{found}_bytes"]),
        helper.make_node("Cast", [f"{found}_bytes"], [f"{found}_wide"], to=TensorProto.FLOAT),
        helper.make_node("Gather", [f"{name}_scale", ids], [f"{found}_scale"]),
        helper.make_node("Mul", [f"{found}_wide", f"{found}_scale"], [found]),
    )
    for step, node in enumerate(steps):
        graph.node.insert(at + step, node)
