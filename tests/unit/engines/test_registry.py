"""Choosing an engine: a wrong setting is one clear sentence, and a heavy library waits until it is wanted."""

import subprocess
import sys
from pathlib import Path

import pytest

from medchat.engines import registry
from medchat.engines.types import EngineConfig, EngineError


@pytest.mark.parametrize(
    ("name", "settings", "says"),
    [
        ("gpt", {}, "library, medgemma, openai"),
        ("medgemma", {}, "MEDCHAT_MODEL"),
        ("medgemma", {"model": "nowhere/at/all"}, "no config.json"),
        ("openai", {"url": "http://localhost/v1"}, "MEDCHAT_MODEL"),
        ("openai", {"model": "fake"}, "MEDCHAT_MODEL_URL"),
        ("openai", {"model": "fake", "url": "localhost:8000"}, "MEDCHAT_MODEL_URL"),
        ("openai", {"model": "fake", "url": "http://[bad"}, "MEDCHAT_MODEL_URL"),
        ("openai", {"model": "fake", "url": "http://localhost", "key_file": "nowhere"}, "key file"),
    ],
)
def test_a_wrong_setting_is_one_clear_error(name: str, settings: dict[str, str], says: str) -> None:
    with pytest.raises(EngineError, match=says):
        registry.build(name, **settings)


def test_a_damaged_configuration_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{")
    with pytest.raises(EngineError, match="damaged"):
        registry.build("medgemma", model=str(tmp_path))


def test_the_key_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("sk-secret\n")
    engine = registry.build("openai", model="fake", url="http://localhost/v1", key_file=str(tmp_path / "key"))
    assert engine._config.key == "sk-secret"  # type: ignore[attr-defined]


def test_the_key_may_stand_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDCHAT_MODEL_KEY", "sk-secret")
    engine = registry.build(EngineConfig("openai", model="fake", url="http://localhost/v1"))
    assert engine._config.key == "sk-secret"  # type: ignore[attr-defined]


def test_a_key_is_not_in_the_configurations_picture() -> None:
    assert "sk-secret" not in repr(EngineConfig(name="openai", key="sk-secret"))


@pytest.mark.parametrize(("name", "heavy"), [("library", "openai"), ("library", "torch"), ("openai", "torch")])
def test_an_engine_brings_only_its_own_libraries(name: str, heavy: str) -> None:
    code = (
        "import sys; from medchat.engines.registry import build;"
        f"build({name!r}, model='fake', url='http://localhost/v1'); sys.exit({heavy!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
