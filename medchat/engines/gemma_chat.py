"""MedGemma's chat rules: no system turn, strict alternation, one <bos>, and no control token from anyone's text."""

import re
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


def encode(tokenizer: Any, prompt: Prompt, *, multimodal: bool, control: frozenset[str]) -> Any:
    """Return the chat's token ids and mask, ready for the model; raise EngineError when the template breaks a rule."""
    chat = messages(prompt, multimodal=multimodal, control=control)
    inputs = tokenizer.apply_chat_template(
        chat, add_generation_prompt=True, tokenize=True, return_dict=True, return_tensors="pt"
    )
    if (inputs["input_ids"] == tokenizer.bos_token_id).sum().item() != 1:
        raise EngineError("The chat template does not begin the prompt with exactly one <bos>.")
    return inputs
