"""A MedGemma checkpoint in a local folder: is it one we can run, what is it called, and loading it."""

import hashlib
import importlib.util
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medchat.engines.thinking import EVERY_MARK
from medchat.engines.types import EngineError

DTYPES = ("auto", "bfloat16", "float32")
QUANTISED = ("", "nf4", "int8")
REFUSED = "float16"
"""Gemma 3 overflows in it: the output is NaN or empty."""

HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")
"""How a hub names a model: owner/name."""

MULTIMODAL = "ForConditionalGeneration"
CAUSAL = "ForCausalLM"
THINKING = "<unused94>"
END_OF_TURN = "<end_of_turn>"
EDGE = 1 << 20
"""Bytes read from each end of a weights file for the fingerprint; reading 54 GB would hold up the start."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A folder that passed the checks; `dtype` is auto, bfloat16 or float32, `quantise` nothing, nf4 or int8."""

    folder: Path
    multimodal: bool
    dtype: str
    quantise: str = ""

    @property
    def revision(self) -> str:
        """Return the commit a hub snapshot names in its path, else a fingerprint of the files."""
        return self.folder.name if re.fullmatch(r"[0-9a-f]{40}", self.folder.name) else fingerprint(self.folder)

    @property
    def name(self) -> str:
        """Return the model's name: the folder's, or for a hub snapshot that of the repository above it."""
        if self.folder.parent.name == "snapshots":
            return self.folder.parent.parent.name.removeprefix("models--").replace("--", "/")
        return self.folder.name


@dataclass(frozen=True, slots=True)
class Loaded:
    """A checkpoint in memory, and what its tokens mean.

    `stops` end an answer, `banned` are never drawn, `hidden` never become text (thinking marks do: the text is cut by
    them), `control` are tokens that would steer the model if someone's text held them.
    """

    model: Any
    tokenizer: Any
    multimodal: bool
    stops: tuple[int, ...]
    banned: tuple[int, ...]
    hidden: frozenset[int]
    control: frozenset[str]


def check(model: str, dtype: str, quantise: str = "") -> Checkpoint:
    """Return the checkpoint at a folder, or of a hub id in the local cache; raise EngineError with what to set."""
    folder = find(model)
    config = read_config(folder)
    stored = stored_dtype(config)
    if dtype == REFUSED or (stored == REFUSED and dtype == "auto"):
        raise EngineError("MedGemma gives NaN or empty text in float16. Choose bfloat16 or float32.")
    if dtype not in DTYPES:
        raise EngineError(f"The number format {dtype!r} is not one of: {', '.join(DTYPES)}.")
    need_quantising(quantise)
    if not list(folder.glob("*.safetensors")):
        raise EngineError(f"The folder {folder} holds no *.safetensors; other weight files are not loaded.")
    return Checkpoint(folder, multimodal=_is_multimodal(config), dtype=dtype, quantise=quantise)


def find(model: str) -> Path:
    """Return the folder that `model` names: a path, or a hub id whose files were downloaded before."""
    if not model:
        raise EngineError(
            "The medgemma engine needs a local folder or the id of a downloaded model: set MEDCHAT_MODEL."
        )
    folder = Path(model).expanduser()
    if folder.exists() or not HUB_ID.fullmatch(model):
        return folder.resolve()
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        from huggingface_hub import snapshot_download

        return Path(snapshot_download(model, local_files_only=True)).resolve()
    except Exception:
        raise EngineError(
            f"{model} is not on this machine. Accept its licence at https://huggingface.co/{model}, then run: "
            f"hf download {model}"
        ) from None


def need_quantising(quantise: str) -> None:
    """Raise EngineError when the model cannot be quantised as asked."""
    if quantise not in QUANTISED:
        raise EngineError(f"The quantisation {quantise!r} is not one of: nf4, int8, or none.")
    if quantise and importlib.util.find_spec("bitsandbytes") is None:
        raise EngineError(f"{quantise} needs the package bitsandbytes, which is not installed.")


def read_config(folder: Path) -> dict[str, Any]:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except OSError:
        raise EngineError(f"There is no model in {folder}: no config.json there that can be read.") from None
    except ValueError:
        raise EngineError(f"The config.json in {folder} is damaged.") from None
    if not isinstance(config, dict):
        raise EngineError(f"The config.json in {folder} is damaged.")
    return config


def stored_dtype(config: dict[str, Any]) -> str:
    text = config.get("text_config") or {}
    return str(config.get("dtype") or config.get("torch_dtype") or text.get("dtype") or text.get("torch_dtype") or "")


def _is_multimodal(config: dict[str, Any]) -> bool:
    architectures = [str(name) for name in config.get("architectures") or ()]
    if any(name.endswith(MULTIMODAL) for name in architectures):
        return True
    if any(name.endswith(CAUSAL) for name in architectures):
        return False
    raise EngineError(f"The model is no text generator (architectures: {', '.join(architectures) or 'none named'}).")


def fingerprint(folder: Path) -> str:
    """Return a short SHA-256 over configuration, tokenizer, and size and both ends of every weights file."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.json"), *folder.glob("*.safetensors")]):
        digest.update(f"{path.name} {path.stat().st_size}\n".encode())
        for block in _edges(path):
            digest.update(block)
    return f"sha256:{digest.hexdigest()[:16]}"


def _edges(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield file.read(EDGE)
        if path.stat().st_size > 2 * EDGE:
            file.seek(-EDGE, os.SEEK_END)
        yield file.read(EDGE)


def load(checkpoint: Checkpoint) -> Loaded:
    """Load model and tokenizer from the folder alone, without asking any hub; takes seconds to minutes."""
    os.environ["HF_HUB_OFFLINE"] = "1"  # read when the library is imported
    import torch
    from transformers import AutoModelForCausalLM, AutoModelForImageTextToText, AutoTokenizer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    local = {"local_files_only": True, "trust_remote_code": False}
    tokenizer = AutoTokenizer.from_pretrained(checkpoint.folder, **local)
    kind = AutoModelForImageTextToText if checkpoint.multimodal else AutoModelForCausalLM
    # One device: the batching core keeps keys and values beside the weights. memory.check() said that they fit.
    place = {"device_map": {"": 0}} if torch.cuda.is_available() else {}
    place |= _quantised(checkpoint.quantise)
    model = kind.from_pretrained(checkpoint.folder, dtype=checkpoint.dtype, use_safetensors=True, **local, **place)
    if model.dtype not in {torch.bfloat16, torch.float32}:
        raise EngineError(f"The model's numbers are {model.dtype}: choose bfloat16 or float32.")
    _need_template(tokenizer, checkpoint.folder)
    return _with_tokens(model.eval(), tokenizer, checkpoint.multimodal)


def _quantised(quantise: str) -> dict[str, Any]:
    """Return how to load: weights in 4 or 8 bits, sums in bfloat16 (float16 overflows in Gemma 3)."""
    if not quantise:
        return {}
    import torch
    from transformers import BitsAndBytesConfig

    if quantise == "int8":
        return {"quantization_config": BitsAndBytesConfig(load_in_8bit=True)}
    four = BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.bfloat16)
    return {"quantization_config": four}


def _with_tokens(model: Any, tokenizer: Any, multimodal: bool) -> Loaded:
    """Read from the tokenizer which tokens end, steer and hide: ids differ between checkpoints."""
    stops = _stops(model, tokenizer)
    special = {id_: token.content for id_, token in tokenizer.added_tokens_decoder.items() if token.special}
    marks = {id_ for mark in EVERY_MARK for id_ in _ids(tokenizer, mark)}
    return Loaded(
        model=model,
        tokenizer=tokenizer,
        multimodal=multimodal,
        stops=stops,
        banned=_ids(tokenizer, THINKING),
        hidden=frozenset({*stops, *special, *tokenizer.all_special_ids} - marks),
        control=frozenset({*special.values(), *tokenizer.all_special_tokens}),
    )


def _need_template(tokenizer: Any, folder: Path) -> None:
    """Take the chat template from the processor's older file where the tokenizer has none."""
    older = folder / "chat_template.json"
    if not tokenizer.chat_template and older.exists():
        tokenizer.chat_template = json.loads(older.read_text(encoding="utf-8")).get("chat_template")
    if not tokenizer.chat_template:
        raise EngineError(f"The model in {folder} has no chat template: it is not an instruction-tuned one.")


def _stops(model: Any, tokenizer: Any) -> tuple[int, ...]:
    """Return the ids that end an answer: the configured ones, the tokenizer's end, and the end of a turn (106)."""
    configured = model.generation_config.eos_token_id
    listed = configured if isinstance(configured, list) else [configured]
    known = {id_ for id_ in [*listed, tokenizer.eos_token_id] if id_ is not None}
    return tuple(sorted(known | set(_ids(tokenizer, END_OF_TURN))))


def _ids(tokenizer: Any, token: str) -> tuple[int, ...]:
    """Return the id of a token the vocabulary knows as one, or nothing."""
    found = tokenizer.convert_tokens_to_ids(token)
    return () if found is None or found == tokenizer.unk_token_id else (int(found),)
