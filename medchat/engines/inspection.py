"""Look over a MedGemma checkpoint before patients come: licence, files, precision, memory, checksum."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from medchat.engines import checkpoint, memory
from medchat.engines.checkpoint import Checkpoint
from medchat.engines.types import EngineConfig, EngineError

TERMS = "https://developers.google.com/health-ai-developer-foundations/terms"
"""The licence of MedGemma: it asks a hosted service to carry its use restrictions in its own terms."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `told` says what was found, or what to do."""

    what: str
    well: bool
    told: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """That somebody accepted the terms for a model, and the checksum it had then."""

    model: str
    revision: str
    by: str
    on: str
    terms: str = TERMS

    def save(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self), indent=2), encoding="utf-8")


def accepted(file: Path) -> Accepted | None:
    """Return what was accepted; None when nothing was, or the note cannot be read."""
    try:
        return Accepted(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def inspect(config: EngineConfig, note: Accepted | None) -> Iterator[Finding]:
    """Yield a finding for each thing looked at; without a model there are no more than the files."""
    try:
        found = checkpoint.check(config.model, config.dtype, config.quantise)
    except EngineError as error:
        yield Finding("model", False, str(error))
        return
    looks: tuple[Callable[[Checkpoint, EngineConfig, Accepted | None], Finding], ...] = (
        _licence, _files, _tokenizer, _precision, _memory, _checksum,
    )  # fmt: skip
    for look in looks:
        yield look(found, config, note)


def _licence(found: Checkpoint, config: EngineConfig, note: Accepted | None) -> Finding:
    if note is None or note.model != found.name:
        return Finding("licence", False, f"Read {TERMS}, then run: manage.py model accept --by NAME")
    return Finding("licence", True, f"accepted by {note.by} on {note.on}")


def _files(found: Checkpoint, config: EngineConfig, note: Accepted | None) -> Finding:
    """Look for every weights file that the index names."""
    index = found.folder / "model.safetensors.index.json"
    there = {path.name for path in found.folder.glob("*.safetensors")}
    if index.exists():
        try:
            named = set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values())
        except (OSError, ValueError, KeyError, AttributeError):
            return Finding("files", False, f"{index.name} is damaged: download it again.")
        if missing := sorted(named - there):
            return Finding("files", False, f"missing: {', '.join(missing)}")
    return Finding("files", True, f"{len(there)} with weights in {found.folder}")


def _tokenizer(found: Checkpoint, config: EngineConfig, note: Accepted | None) -> Finding:
    names = ("tokenizer.json", "tokenizer_config.json")
    missing = [name for name in names if not (found.folder / name).exists()]
    return Finding("tokenizer", not missing, f"missing: {', '.join(missing)}" if missing else "there")


def _precision(found: Checkpoint, config: EngineConfig, note: Accepted | None) -> Finding:
    stored = checkpoint.stored_dtype(checkpoint.read_config(found.folder)) or "not named"
    return Finding("precision", True, f"{config.quantise or config.dtype} (stored as {stored})")


def _memory(found: Checkpoint, config: EngineConfig, note: Accepted | None) -> Finding:
    need = memory.measure(found, config)
    return Finding("memory", need.fits, f"{need.told()}, with {config.slots} slots of {config.length} tokens")


def _checksum(found: Checkpoint, config: EngineConfig, note: Accepted | None) -> Finding:
    if note is None or note.model != found.name:
        return Finding("checksum", True, f"{found.revision} (nothing to compare it with yet)")
    same = note.revision == found.revision
    return Finding("checksum", same, found.revision if same else f"{found.revision}, but {note.revision} was accepted")
