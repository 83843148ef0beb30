"""A transformers Gemma 3 taken apart into what one step needs; projections that read the same input become one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch import Tensor, nn

from medchat.engines.types import EngineError

EXACT = (torch.bfloat16, torch.float32)


class Project(Protocol):
    """A linear map; `weight` is None where it is stored quantised."""

    weight: Tensor | None

    def __call__(self, rows: Tensor) -> Tensor: ...


class Dense:
    """One plain matrix."""

    def __init__(self, weight: Tensor) -> None:
        self.weight: Tensor | None = weight

    def __call__(self, rows: Tensor) -> Tensor:
        assert self.weight is not None
        return nn.functional.linear(rows, self.weight)


class Modules:
    """Quantised projections, asked one by one."""

    weight: Tensor | None = None

    def __init__(self, modules: Sequence[nn.Module]) -> None:
        self._modules = modules

    def __call__(self, rows: Tensor) -> Tensor:
        return torch.cat([module(rows) for module in self._modules], dim=-1)


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer; norms are stored as 1 + weight in float32, `window` is how far back it looks (0: all the way)."""

    qkv: Project
    out: Project
    gate_up: Project
    down: Project
    before_attention: Tensor
    after_attention: Tensor
    before_mlp: Tensor
    after_mlp: Tensor
    query_norm: Tensor
    key_norm: Tensor
    window: int
    kind: str


@dataclass(frozen=True, slots=True)
class Weights:
    """The whole text model."""

    embed: Tensor
    embed_scale: Tensor
    layers: tuple[Layer, ...]
    norm: Tensor
    head: Project
    rotary: Any
    heads: int
    kv_heads: int
    head_dim: int
    scale: float
    eps: float

    @property
    def dtype(self) -> torch.dtype:
        return self.embed.dtype

    @property
    def device(self) -> torch.device:
        return self.embed.device

    def bytes_read(self) -> int:
        """Return the bytes of weights that one step of one stream has to read."""
        mats = [matrix.weight for layer in self.layers for matrix in (layer.qkv, layer.out, layer.gate_up, layer.down)]
        return sum(mat.numel() * mat.element_size() for mat in [*mats, self.head.weight] if mat is not None)


def take_apart(model: Any) -> Weights:
    """Return the weights of a Gemma 3, text or multimodal; raise EngineError for a model that computes otherwise."""
    config = model.config.get_text_config()
    text = model.model.language_model if hasattr(model.model, "language_model") else model.model
    _refuse_others(model, config)
    return Weights(
        embed=text.embed_tokens.weight,
        embed_scale=text.embed_tokens.embed_scale.to(text.embed_tokens.weight.dtype),
        layers=tuple(_layer(layer, kind, config) for layer, kind in zip(text.layers, config.layer_types, strict=True)),
        norm=_norm(text.norm),
        head=_joined([model.lm_head]),
        rotary=text.rotary_emb,
        heads=config.num_attention_heads,
        kv_heads=config.num_key_value_heads,
        head_dim=config.head_dim,
        scale=float(config.query_pre_attn_scalar) ** -0.5,
        eps=config.rms_norm_eps,
    )


def _refuse_others(model: Any, config: Any) -> None:
    if not str(config.model_type).startswith("gemma3"):
        raise EngineError(f"The medgemma engine runs Gemma 3 models, not {config.model_type}.")
    odd = [name for name in ("attn_logit_softcapping", "final_logit_softcapping") if getattr(config, name, None)]
    odd += [name for name in ("attention_bias", "use_bidirectional_attention") if getattr(config, name, False)]
    if odd or config.hidden_activation != "gelu_pytorch_tanh":
        raise EngineError(f"The model's config.json asks for what this engine does not compute: {', '.join(odd)}.")
    if len({parameter.device for parameter in model.parameters()}) > 1:
        raise EngineError("The model does not fit on one device: choose a smaller one, or quantisation.")


def _layer(layer: Any, kind: str, config: Any) -> Layer:
    attention, mlp = layer.self_attn, layer.mlp
    return Layer(
        qkv=_joined([attention.q_proj, attention.k_proj, attention.v_proj]),
        out=_joined([attention.o_proj]),
        gate_up=_joined([mlp.gate_proj, mlp.up_proj]),
        down=_joined([mlp.down_proj]),
        before_attention=_norm(layer.input_layernorm),
        after_attention=_norm(layer.post_attention_layernorm),
        before_mlp=_norm(layer.pre_feedforward_layernorm),
        after_mlp=_norm(layer.post_feedforward_layernorm),
        query_norm=_norm(attention.q_norm),
        key_norm=_norm(attention.k_norm),
        window=int(config.sliding_window) if kind == "sliding_attention" else 0,
        kind=kind,
    )


def _norm(module: Any) -> Tensor:
    return 1.0 + module.weight.detach().float()


def _joined(modules: list[Any]) -> Project:
    """Return one map for all; plain matrices are put into one, and the modules keep views of it: no memory doubles."""
    if any(type(module) is not nn.Linear or module.weight.dtype not in EXACT for module in modules):
        return Modules(modules)
    if len(modules) == 1:
        return Dense(modules[0].weight.detach())
    whole = torch.cat([module.weight.detach() for module in modules])
    for module, part in zip(modules, whole.split([module.weight.shape[0] for module in modules]), strict=True):
        module.weight.data = part
    return Dense(whole)
