"""`manage.py model`: what is missing is said, and acceptance of the licence is kept with the checksum."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.fakes.tiny_gemma import tiny_text

__all__ = ["tiny_text"]


@pytest.fixture
def model(tiny_text: Path, tmp_path: Path, settings: Any) -> Path:
    folder = tmp_path / "model"
    shutil.copytree(tiny_text, folder)
    settings.VAR, settings.MODEL, settings.ENGINE = tmp_path, str(folder), "medgemma"
    return folder


def test_a_model_is_ready_once_its_licence_was_accepted(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match=r"not ready: licence\."):
        call_command("model", "check")
    call_command("model", "accept", "--by", "Ana Gil")
    call_command("model", "check")
    assert "accepted by Ana Gil" in capsys.readouterr().out


def test_weights_that_changed_since_are_found(model: Path) -> None:
    call_command("model", "accept", "--by", "Ana Gil")
    weights = model / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")
    with pytest.raises(CommandError, match="checksum"):
        call_command("model", "check")


def test_a_file_that_the_index_names_is_missed(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (model / "model.safetensors.index.json").write_text('{"weight_map": {"a": "model-2.safetensors"}}')
    with pytest.raises(CommandError, match="files"):
        call_command("model", "check")
    assert "model-2.safetensors" in capsys.readouterr().out


def test_a_model_that_does_not_fit_is_said_before_it_is_loaded(model: Path, settings: Any) -> None:
    settings.MODEL_SLOTS, settings.MODEL_LENGTH = 10**6, 131072
    with pytest.raises(CommandError, match="memory"):
        call_command("model", "check")


def test_a_model_that_was_never_downloaded_is_named_with_what_to_do(
    model: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.MODEL = "google/medgemma-4b-it"
    with pytest.raises(CommandError, match="model"):
        call_command("model", "check")
    assert "hf download google/medgemma-4b-it" in capsys.readouterr().out


def test_nobody_accepts_without_a_name(model: Path) -> None:
    with pytest.raises(CommandError, match="--by"):
        call_command("model", "accept")
