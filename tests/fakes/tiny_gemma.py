"""Real Gemma 3 checkpoints of a few hundred kilobytes: random weights, a tokenizer trained in place, MedGemma's marks.

`python -m tests.fakes.tiny_gemma FOLDER [--multimodal]` writes one that `make run ENGINE=medgemma MODEL=FOLDER` takes.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

SPECIAL = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>"]
UNUSED = [f"<unused{number}>" for number in range(99)]
TURN_MARKS = ["<start_of_turn>", "<end_of_turn>"]
IMAGE_MARKS = ["<start_of_image>", "<end_of_image>", "<image_soft_token>"]
FRONT = [*SPECIAL, "[multimodal]", *UNUSED, *TURN_MARKS]
"""The first 107 ids, in the order of Gemma 3's vocabulary: a turn begins with 105, ends with 106; thinking with 100."""

BYTES = [f"<0x{number:02X}>" for number in range(256)]

CORPUS = [
    "Blood sugar is the sugar that your blood carries to every part of the body.",
    "A high number over a long time can harm the heart, the eyes and the kidneys.",
    "Your care team can tell you which test you need and what the numbers mean.",
    "Some people feel tired or thirsty. Others feel nothing at all.",
    "What is blood pressure? How is asthma treated? Why do I need this medicine?",
    "Write short sentences. Use plain words. Say what each word means.",
    "The heart is a muscle that pumps blood. The lungs bring air to the blood.",
]

TEMPLATE = """{{ bos_token }}
{%- if messages[0]['role'] == 'system' -%}
  {{ raise_exception('this test template wants the instructions in the first user turn') }}
{%- endif -%}
{%- for message in messages -%}
  {%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) -%}
    {{ raise_exception('the turns must alternate, the user first') }}
  {%- endif -%}
  {{ '<start_of_turn>' + ('model' if message['role'] == 'assistant' else 'user') + '\n' }}
  {%- if message['content'] is string -%}{{ message['content'] | trim }}
  {%- else -%}{%- for part in message['content'] -%}{{ part['text'] | trim }}{%- endfor -%}
  {%- endif -%}
  {{ '<end_of_turn>\n' }}
{%- endfor -%}
{%- if add_generation_prompt -%}{{ '<start_of_turn>model\n' }}{%- endif -%}
"""


def make_tiny(path: str | Path, multimodal: bool = False) -> Path:
    """Write a tiny checkpoint into the folder `path` and return it; the same weights every time."""
    import torch
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    folder = Path(path)
    tokenizer = _tokenizer()
    with torch.random.fork_rng():
        torch.manual_seed(7)
        model = _multimodal_model(tokenizer) if multimodal else _text_model(tokenizer)
    _quiet_marks(model, tokenizer)
    model.generation_config.eos_token_id = [1, 106]
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _tokenizer() -> Any:
    """Train byte-fallback pairs on the corpus, and put Gemma's marks at Gemma's places."""
    from tokenizers import AddedToken, Tokenizer, normalizers, pre_tokenizers
    from tokenizers.models import BPE
    from tokenizers.trainers import BpeTrainer
    from transformers import GemmaTokenizer

    raw = Tokenizer(BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    raw.normalizer = normalizers.Replace(" ", "▁")
    raw.pre_tokenizer = pre_tokenizers.Split("▁", "merged_with_next")
    raw.train_from_iterator(CORPUS, BpeTrainer(vocab_size=900, special_tokens=[*FRONT, *BYTES], show_progress=False))
    trained = json.loads(raw.to_str())["model"]
    tokenizer = GemmaTokenizer(vocab=trained["vocab"], merges=[tuple(pair) for pair in trained["merges"]])
    tokenizer.add_tokens([AddedToken(mark, special=False, normalized=False) for mark in UNUSED])
    marks = [AddedToken(mark, special=True, normalized=False) for mark in (*TURN_MARKS, *IMAGE_MARKS)]
    tokenizer.add_tokens(marks, special_tokens=True)
    tokenizer.chat_template = TEMPLATE
    return tokenizer


def _text_config(tokenizer: Any) -> Any:
    from transformers import Gemma3TextConfig

    return Gemma3TextConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=16,
        sliding_window=64,
        layer_types=["sliding_attention", "full_attention"],
        max_position_embeddings=16384,
        initializer_range=0.6,  # wide, so that another question really gets another answer
        tie_word_embeddings=False,  # tied, random weights repeat the last word for ever
        query_pre_attn_scalar=16,
        bos_token_id=2,
        eos_token_id=1,
        pad_token_id=0,
    )


def _text_model(tokenizer: Any) -> Any:
    from transformers import Gemma3ForCausalLM

    return Gemma3ForCausalLM(_text_config(tokenizer))


def _multimodal_model(tokenizer: Any) -> Any:
    from transformers import Gemma3Config, Gemma3ForConditionalGeneration, SiglipVisionConfig

    begin, end, place = (tokenizer.convert_tokens_to_ids(mark) for mark in IMAGE_MARKS)
    vision = SiglipVisionConfig(
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        image_size=28,
        patch_size=14,
        vision_use_head=False,
    )
    config = Gemma3Config(
        text_config=_text_config(tokenizer),
        vision_config=vision,
        mm_tokens_per_image=4,
        boi_token_index=begin,
        eoi_token_index=end,
        image_token_index=place,
        eos_token_id=[1, 106],
        tie_word_embeddings=False,
    )
    return Gemma3ForConditionalGeneration(config)


def _quiet_marks(model: Any, tokenizer: Any) -> None:
    """Score marks, single bytes and images zero, or random weights end at once; flatten the rest, or one word wins."""
    import torch

    quiet = tokenizer.convert_tokens_to_ids([*FRONT, *BYTES, *IMAGE_MARKS])
    with torch.no_grad():
        head = model.get_output_embeddings().weight
        head *= 0.3
        head[quiet] = 0.0


@pytest.fixture(scope="session")
def tiny_text(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text-only checkpoint, as medgemma-27b-text-it is."""
    return make_tiny(tmp_path_factory.mktemp("models") / "tiny-text")


@pytest.fixture(scope="session")
def tiny_multimodal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpoint with eyes, as medgemma-4b-it is."""
    return make_tiny(tmp_path_factory.mktemp("models") / "tiny-multimodal", multimodal=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write a tiny Gemma 3 checkpoint for tests.")
    parser.add_argument("folder")
    parser.add_argument("--multimodal", action="store_true")
    wanted = parser.parse_args()
    print(make_tiny(wanted.folder, multimodal=wanted.multimodal))
