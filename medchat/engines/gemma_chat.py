"""MedGemma's chat rules: no system turn, strict alternation, one <bos>, and no control token from anyone's text."""

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from medchat.engines.turns import Turn, turns
from medchat.engines.types import EngineError, Prompt

UNUSED = re.compile(r"<unused\d+>")


def messages(prompt: Prompt, *, multimodal: bool, control: frozenset[str]) -> list[dict[str, Any]]:
    """Return the chat: instructions glued to the first user turn; for a multimodal model content is a list of parts.

    `control` are the tokens that mean something to the model; found in a text they are made harmless.
    """
    first, *rest = turns(prompt)
    glued = Turn("user", "\n\n".join(part for part in (prompt.instructions.strip(), first.text) if part))
    return [_message(turn, multimodal, control) for turn in (glued, *rest)]


def _message(turn: Turn, multimodal: bool, control: frozenset[str]) -> dict[str, Any]:
    text = harmless(turn.text, control)
    return {"role": turn.role, "content": [{"type": "text", "text": text}] if multimodal else text}


def harmless(text: str, control: frozenset[str]) -> str:
    """Change control tokens in a text into look-alikes that the tokenizer reads as plain characters."""
    for token in control:
        text = text.replace(token, token.replace("<", "‹").replace(">", "›"))
    return UNUSED.sub(lambda found: f"‹{found[0][1:-1]}›", text)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A prompt's token ids; the first `shared` are those of rules and passages, before a patient's first word."""

    ids: tuple[int, ...]
    shared: int


def encode(tokenizer: Any, prompt: Prompt, *, multimodal: bool, control: frozenset[str]) -> Encoded:
    """Return the chat's token ids; raise EngineError when the template breaks a rule."""
    chat = messages(prompt, multimodal=multimodal, control=control)
    ids = _ids(tokenizer, chat, ask=True)
    if ids.count(tokenizer.bos_token_id) != 1 or ids[0] != tokenizer.bos_token_id:
        raise EngineError("The chat template does not begin the prompt with exactly one <bos>.")
    rules = [_message(Turn("user", prompt.instructions.strip()), multimodal, control)]
    alike = zip(ids, _ids(tokenizer, rules, ask=False), strict=False)
    return Encoded(tuple(ids), sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], alike)))


def _ids(tokenizer: Any, chat: list[dict[str, Any]], *, ask: bool) -> list[int]:
    found = tokenizer.apply_chat_template(chat, add_generation_prompt=ask, tokenize=True, return_dict=True)
    return [int(id_) for id_ in found["input_ids"]]
