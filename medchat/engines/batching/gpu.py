# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc, valid-type, arg-type"
"""Triton kernels. Sums run in float32; rows are one token each; nothing here waits for the device."""

from dataclasses import dataclass

import torch
import triton
import triton.language as tl
from torch import Tensor

PROGRAMS = 512
"""Programs that keep a large GPU busy: attention is cut into that many parts where few rows are there."""

BLOCK = 32
"""Stored places that a part of the attention looks at in one go."""

PADDED = 16
"""Rows a tensor core multiplies at least; a group of query heads is filled up to it."""


@triton.jit
def _norm(rows, weight, out, eps, size, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    at = tl.arange(0, BLOCK)
    inside = at < size
    x = tl.load(rows + row * size + at, mask=inside, other=0.0).to(tl.float32)
    w = tl.load(weight + at, mask=inside, other=0.0)
    x = x * tl.rsqrt(tl.sum(x * x, 0) / size + eps) * w
    tl.store(out + row * size + at, x.to(out.dtype.element_ty), mask=inside)


def norm(rows: Tensor, weight: Tensor, eps: float) -> Tensor:
    """Normalise each row."""
    out = torch.empty_like(rows)
    _norm[(len(rows),)](rows, weight, out, eps, rows.shape[1], BLOCK=triton.next_power_of_2(rows.shape[1]), num_warps=8)
    return out


@triton.jit
def _add_and_norm(rows, rest, after, before, total, out, eps, size, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    at = tl.arange(0, BLOCK)
    inside = at < size
    x = tl.load(rows + row * size + at, mask=inside, other=0.0).to(tl.float32)
    r = tl.load(rest + row * size + at, mask=inside, other=0.0).to(tl.float32)
    wa = tl.load(after + at, mask=inside, other=0.0)
    wb = tl.load(before + at, mask=inside, other=0.0)
    x = x * tl.rsqrt(tl.sum(x * x, 0) / size + eps) * wa
    # Rounded where the model rounds: the residual is stored in its own number format.
    t = (r + x.to(total.dtype.element_ty).to(tl.float32)).to(total.dtype.element_ty)
    tl.store(total + row * size + at, t, mask=inside)
    t = t.to(tl.float32)
    y = t * tl.rsqrt(tl.sum(t * t, 0) / size + eps) * wb
    tl.store(out + row * size + at, y.to(out.dtype.element_ty), mask=inside)


def add_and_norm(rows: Tensor, rest: Tensor, after: Tensor, before: Tensor, eps: float) -> tuple[Tensor, Tensor]:
    """Return the sum with the normalised rows, and that sum normalised."""
    total, out, size = torch.empty_like(rest), torch.empty_like(rest), rows.shape[1]
    block = triton.next_power_of_2(size)
    _add_and_norm[(len(rows),)](rows, rest, after, before, total, out, eps, size, BLOCK=block, num_warps=8)
    return total, out


@triton.jit
def _gated(both, out, size, BLOCK: tl.constexpr):
    row = tl.program_id(0).to(tl.int64)
    at = tl.program_id(1) * BLOCK + tl.arange(0, BLOCK)
    inside = at < size
    g = tl.load(both + row * 2 * size + at, mask=inside, other=0.0).to(tl.float32)
    u = tl.load(both + row * 2 * size + size + at, mask=inside, other=0.0).to(tl.float32)
    inner = 0.7978845608028654 * (g + 0.044715 * g * g * g)
    # tanh(x) = 2 sigmoid(2 x) - 1, so 0.5 (1 + tanh) is one sigmoid.
    gelu = g * tl.sigmoid(2.0 * inner)
    tl.store(out + row * size + at, (gelu * u).to(out.dtype.element_ty), mask=inside)


def gated(both: Tensor) -> Tensor:
    """Multiply the second half of each row by the GELU of its first."""
    size = both.shape[1] // 2
    out = torch.empty((len(both), size), dtype=both.dtype, device=both.device)
    _gated[(len(both), triton.cdiv(size, 512))](both, out, size, BLOCK=512, num_warps=4)
    return out


@triton.jit
def _store_one(
    qkv, query_norm, key_norm, cos, sin, query, keys, values, slots, positions, eps, ring,
    HEADS: tl.constexpr, KV: tl.constexpr, SIZE: tl.constexpr,
):  # fmt: skip
    row = tl.program_id(0)
    head = tl.program_id(1)
    at = tl.arange(0, SIZE)
    half = SIZE // 2
    partner = tl.where(at < half, at + half, at - half)
    source = qkv + row * (HEADS + 2 * KV) * SIZE + head * SIZE
    x = tl.load(source + at).to(tl.float32)
    slot = tl.load(slots + row)
    position = tl.load(positions + row)
    if head < HEADS + KV:
        y = tl.load(source + partner).to(tl.float32)
        scale = tl.rsqrt(tl.sum(x * x, 0) / SIZE + eps)
        x = x * scale * tl.where(head < HEADS, tl.load(query_norm + at), tl.load(key_norm + at))
        y = y * scale * tl.where(head < HEADS, tl.load(query_norm + partner), tl.load(key_norm + partner))
        y = tl.where(at < half, -y, y)
        c = tl.load(cos + position * SIZE + at).to(tl.float32)
        s = tl.load(sin + position * SIZE + at).to(tl.float32)
        x = x * c + y * s
    if head < HEADS:
        tl.store(query + (row * HEADS + head) * SIZE + at, x.to(query.dtype.element_ty))
    elif head < HEADS + KV:
        place = ((slot * KV + head - HEADS) * ring + position % ring) * SIZE
        tl.store(keys + place + at, x.to(keys.dtype.element_ty))
    else:
        place = ((slot * KV + head - HEADS - KV) * ring + position % ring) * SIZE
        tl.store(values + place + at, x.to(values.dtype.element_ty))


def store_one(
    qkv: Tensor, norms: tuple[Tensor, Tensor], tables: tuple[Tensor, Tensor], rings: tuple[Tensor, Tensor],
    slots: Tensor, positions: Tensor, heads: int, eps: float,
) -> Tensor:  # fmt: skip
    """Normalise and rotate queries and keys, store keys and values in the rings; return queries (rows, heads, size)."""
    _, kv, ring, size = rings[0].shape
    query = torch.empty((len(qkv), heads, size), dtype=qkv.dtype, device=qkv.device)
    _store_one[(len(qkv), heads + 2 * kv)](
        qkv, *norms, *tables, query, *rings, slots, positions, eps, ring, HEADS=heads, KV=kv, SIZE=size, num_warps=4
    )  # fmt: skip
    return query


@triton.jit
def _attend_part(
    query, keys, values, slots, positions, parts, sums, scale, ring,
    HEADS: tl.constexpr, KV: tl.constexpr, GROUP: tl.constexpr, SIZE: tl.constexpr,
    PADDED: tl.constexpr, BLOCK: tl.constexpr, SPLITS: tl.constexpr,
):  # fmt: skip
    row = tl.program_id(0)
    head = tl.program_id(1)
    split = tl.program_id(2)
    slot = tl.load(slots + row)
    length = tl.minimum(tl.load(positions + row) + 1, ring).to(tl.int32)
    share = tl.cdiv(tl.cdiv(length, SPLITS), BLOCK) * BLOCK
    begin = split * share
    end = tl.minimum(begin + share, length)
    g = tl.arange(0, PADDED)
    d = tl.arange(0, SIZE)
    real = g < GROUP
    first = row * HEADS + head * GROUP
    q = tl.load(query + (first + g)[:, None] * SIZE + d[None, :], mask=real[:, None], other=0.0)
    top = tl.full([PADDED], -1e30, tl.float32)
    weight = tl.zeros([PADDED], tl.float32)
    mixed = tl.zeros([PADDED, SIZE], tl.float32)
    base = (slot * KV + head) * ring * SIZE
    for at in range(begin, end, BLOCK):
        n = at + tl.arange(0, BLOCK)
        inside = n < end
        places = base + n[:, None] * SIZE + d[None, :]
        k = tl.load(keys + places, mask=inside[:, None], other=0.0)
        s = tl.dot(q, tl.trans(k), input_precision="ieee") * scale
        s = tl.where(inside[None, :], s, -1e30)
        higher = tl.maximum(top, tl.max(s, 1))
        p = tl.exp(s - higher[:, None])
        shrink = tl.exp(top - higher)
        v = tl.load(values + places, mask=inside[:, None], other=0.0)
        mixed = mixed * shrink[:, None] + tl.dot(p.to(v.dtype), v, input_precision="ieee")
        weight = weight * shrink + tl.sum(p, 1)
        top = higher
    out = (first + g) * SPLITS + split
    tl.store(parts + out[:, None] * SIZE + d[None, :], mixed, mask=real[:, None])
    tl.store(sums + out * 2, top, mask=real)
    tl.store(sums + out * 2 + 1, weight, mask=real)


@triton.jit
def _attend_sum(parts, sums, out, SIZE: tl.constexpr, SPLITS: tl.constexpr):
    head = tl.program_id(0)
    s = tl.arange(0, SPLITS)
    d = tl.arange(0, SIZE)
    top = tl.load(sums + (head * SPLITS + s) * 2)
    weight = tl.load(sums + (head * SPLITS + s) * 2 + 1)
    share = tl.exp(top - tl.max(top, 0))
    mixed = tl.load(parts + (head * SPLITS + s)[:, None] * SIZE + d[None, :])
    total = tl.sum(mixed * share[:, None], 0) / tl.sum(weight * share, 0)
    tl.store(out + head * SIZE + d, total.to(out.dtype.element_ty))


def attend(query: Tensor, keys: Tensor, values: Tensor, slots: Tensor, positions: Tensor, scale: float) -> Tensor:
    """Let each row look at what its slot holds up to its position; return (rows, heads * size)."""
    rows, heads, size = query.shape
    _, kv, ring, _ = keys.shape
    splits = max(4, min(32, PROGRAMS // (rows * kv)))
    splits = 1 << (splits.bit_length() - 1)
    parts = torch.empty((rows, heads, splits, size), dtype=torch.float32, device=query.device)
    sums = torch.empty((rows, heads, splits, 2), dtype=torch.float32, device=query.device)
    out = torch.empty((rows, heads * size), dtype=query.dtype, device=query.device)
    _attend_part[(rows, kv, splits)](
        query, keys, values, slots, positions, parts, sums, scale, ring, HEADS=heads, KV=kv, GROUP=heads // kv,
        SIZE=size, PADDED=PADDED, BLOCK=BLOCK, SPLITS=splits, num_warps=4, num_stages=2,
    )  # fmt: skip
    _attend_sum[(rows * heads,)](parts, sums, out, SIZE=size, SPLITS=splits, num_warps=4)
    return out


@dataclass(frozen=True, slots=True)
class Shape:
    """How a product with one row is cut: rows of the matrix a program takes, columns in one go, warps."""

    rows: int
    columns: int
    warps: int


SHAPES = (
    Shape(1, 1024, 2),
    Shape(1, 2048, 4),
    Shape(2, 1024, 4),
    Shape(4, 512, 4),
    Shape(4, 1024, 8),
    Shape(8, 512, 8),
)


@triton.jit
def _product(row, matrix, out, height, width, ROWS: tl.constexpr, COLUMNS: tl.constexpr):
    n = tl.program_id(0) * ROWS + tl.arange(0, ROWS)
    start = n.to(tl.int64)[:, None] * width
    total = tl.zeros([ROWS, COLUMNS], tl.float32)
    for at in range(0, width, COLUMNS):
        k = at + tl.arange(0, COLUMNS)
        x = tl.load(row + k, mask=k < width, other=0.0).to(tl.float32)
        inside = (n < height)[:, None] & (k < width)[None, :]
        w = tl.load(matrix + start + k[None, :], mask=inside, other=0.0, eviction_policy="evict_first")
        total += w.to(tl.float32) * x[None, :]
    tl.store(out + n, tl.sum(total, 1).to(out.dtype.element_ty), mask=n < height)


def product(row: Tensor, matrix: Tensor, shape: Shape) -> Tensor:
    """Multiply one row (1, width) by a matrix (height, width)."""
    height, width = matrix.shape
    out = torch.empty((1, height), dtype=row.dtype, device=row.device)
    _product[(triton.cdiv(height, shape.rows),)](
        row, matrix, out, height, width, ROWS=shape.rows, COLUMNS=shape.columns, num_warps=shape.warps
    )
    return out


def fastest(row: Tensor, matrix: Tensor) -> Shape | None:
    """Return the shape that multiplies such a matrix fastest here, or None where torch's own product is faster."""
    plain = _time(lambda: torch.nn.functional.linear(row, matrix))
    times = {shape: _time(lambda shape=shape: product(row, matrix, shape)) for shape in SHAPES}
    best = min(times, key=times.__getitem__)
    return best if times[best] < plain else None


def _time(work) -> float:
    """Return milliseconds, with the matrix no longer in the cache."""
    return float(triton.testing.do_bench(work, warmup=5, rep=20, return_mode="median"))
