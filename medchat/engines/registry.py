"""Choose who writes: an engine by its name. An engine's libraries are imported only when it is chosen."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from medchat.engines.types import Engine, EngineConfig, EngineError

__all__ = ["EngineConfig", "build"]

KEY_VARIABLE = "MEDCHAT_MODEL_KEY"


def build(wanted: str | EngineConfig, **settings: Any) -> Engine:
    """Return the engine named library, medgemma or openai, with the fields of EngineConfig as settings.

    Raises EngineError naming the setting that is wrong or missing.
    """
    config = wanted if isinstance(wanted, EngineConfig) else EngineConfig(wanted, **settings)
    if config.name not in BUILDERS:
        raise EngineError(f"There is no engine {config.name!r}. Choose one of: {', '.join(BUILDERS)}.")
    return BUILDERS[config.name](config)


def _key(config: EngineConfig) -> str:
    if config.key or not config.key_file:
        return config.key or os.environ.get(KEY_VARIABLE, "")
    try:
        return Path(config.key_file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise EngineError(f"The key file {config.key_file} cannot be read ({type(error).__name__}).") from None


def _library(config: EngineConfig) -> Engine:
    from medchat.engines.library_engine import LibraryEngine

    return LibraryEngine()


def _medgemma(config: EngineConfig) -> Engine:
    from medchat.engines.medgemma import MedGemmaEngine

    return MedGemmaEngine(config)


def _openai(config: EngineConfig) -> Engine:
    from medchat.engines.openai import OpenAIEngine

    return OpenAIEngine(replace(config, key=_key(config)))


BUILDERS: dict[str, Callable[[EngineConfig], Engine]] = {
    "library": _library,
    "medgemma": _medgemma,
    "openai": _openai,
}
