"""Will the model and its slots fit? Said before loading, in gigabytes and with what to set, instead of a crash after."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medchat.engines.checkpoint import Checkpoint, read_config, stored_dtype
from medchat.engines.types import EngineConfig, EngineError

BYTES = {"bfloat16": 2, "float16": 2, "float32": 4}
BITS = {"nf4": 4.5, "int8": 8.0}
"""Bits a quantised weight takes, its share of the scaling factors counted."""

SPARE = 0.1
"""Share of the weights kept free for what a step computes in between; at least SPARE_BYTES."""

SPARE_BYTES = 256 << 20
GB = 1e9


@dataclass(frozen=True, slots=True)
class Need:
    """Bytes: the weights, one slot, all in all, and what is free now."""

    weights: int
    slot: int
    total: int
    free: int
    device: str

    @property
    def fits(self) -> bool:
        return self.total <= self.free

    def told(self) -> str:
        """Return the sum in words."""
        return (
            f"{self.total / GB:.1f} GB are needed ({self.weights / GB:.1f} for the weights, {self.slot / GB:.2f} a slot), "
            f"{self.free / GB:.1f} GB are free on the {self.device}"
        )


def check(checkpoint: Checkpoint, config: EngineConfig) -> None:
    """Raise EngineError when weights and slots will not fit where they would be put."""
    need = measure(checkpoint, config)
    if not need.fits:
        raise EngineError(
            f"The model does not fit: {need.told()}. Lower MEDCHAT_MODEL_SLOTS or MEDCHAT_MODEL_LENGTH, "
            "set MEDCHAT_MODEL_QUANTISE, or choose a smaller model."
        )


def measure(checkpoint: Checkpoint, config: EngineConfig) -> Need:
    """Return what the checkpoint needs with the slots asked for."""
    settings = read_config(checkpoint.folder)
    stored = stored_dtype(settings) or "float32"
    wide = BYTES.get(stored if checkpoint.dtype == "auto" else checkpoint.dtype, 4)
    on_disk = sum(path.stat().st_size for path in checkpoint.folder.glob("*.safetensors"))
    weights = _weights(on_disk // BYTES.get(stored, 4), wide, settings, checkpoint.quantise)
    slot = _slot(settings.get("text_config") or settings, config.length, wide)
    total = weights + (config.slots + 1) * slot + max(SPARE_BYTES, int(SPARE * weights))
    free, device = _free()
    return Need(weights, slot, total, free, device)


def _weights(count: int, wide: int, settings: dict[str, Any], quantise: str) -> int:
    if not quantise:
        return count * wide
    text = settings.get("text_config") or settings
    kept = int(text.get("vocab_size", 262_208)) * int(text.get("hidden_size", 2304))  # words are not quantised
    return int(kept * wide + (count - kept) * BITS[quantise] / 8)


def _slot(text: dict[str, Any], length: int, wide: int) -> int:
    """Return the bytes of one slot: layers with a window keep that much, the others all."""
    layers = int(text.get("num_hidden_layers", 26))
    window = int(text.get("sliding_window") or 4096)
    pattern = int(text.get("sliding_window_pattern") or text.get("_sliding_window_pattern") or 6)
    kinds = text.get("layer_types") or ["full_attention" if (at + 1) % pattern == 0 else "" for at in range(layers)]
    places = sum(length if kind == "full_attention" else min(window, length) for kind in kinds)
    return 2 * places * int(text.get("num_key_value_heads", 4)) * int(text.get("head_dim", 256)) * wide


def _free() -> tuple[int, str]:
    import torch

    if torch.cuda.is_available():
        return int(torch.cuda.mem_get_info()[0]), "GPU"
    return available(Path("/proc/meminfo")), "machine"


def available(meminfo: Path) -> int:
    """Return the bytes a Linux machine can still hand out; very many where it cannot be asked."""
    try:
        lines = meminfo.read_text(encoding="ascii").splitlines()
    except OSError:
        return 1 << 60
    found = (line.split()[1] for line in lines if line.startswith("MemAvailable:"))
    return int(next(found, str(1 << 50))) * 1024
