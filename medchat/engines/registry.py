"""Choose who writes: an engine by its name. An engine's libraries are imported only when it is chosen."""

from collections.abc import Callable
from pathlib import Path

from medchat.engines.types import Engine, EngineConfig, EngineError, Sampling

DEFAULTS = EngineConfig(name="")


def build(
    name: str,
    *,
    model: str = "",
    url: str = "",
    key: str = "",
    key_file: str = "",
    dtype: str = DEFAULTS.dtype,
    sampling: Sampling = DEFAULTS.sampling,
    connect_s: float = DEFAULTS.connect_s,
    read_s: float = DEFAULTS.read_s,
) -> Engine:
    """Return the engine `name` (library, medgemma or openai); raise EngineError naming the setting that is wrong."""
    if name not in BUILDERS:
        raise EngineError(f"There is no engine {name!r}. Choose one of: {', '.join(BUILDERS)}.")
    config = EngineConfig(
        name=name,
        model=model,
        url=url,
        key=key or _read_key(key_file),
        dtype=dtype,
        sampling=sampling,
        connect_s=connect_s,
        read_s=read_s,
    )
    return BUILDERS[name](config)


def _read_key(key_file: str) -> str:
    if not key_file:
        return ""
    try:
        return Path(key_file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise EngineError(f"The key file {key_file} cannot be read ({type(error).__name__}).") from None


def _library(config: EngineConfig) -> Engine:
    from medchat.engines.library_engine import LibraryEngine

    return LibraryEngine()


def _medgemma(config: EngineConfig) -> Engine:
    from medchat.engines.medgemma import MedGemmaEngine

    return MedGemmaEngine(config)


def _openai(config: EngineConfig) -> Engine:
    from medchat.engines.openai import OpenAIEngine

    return OpenAIEngine(config)


BUILDERS: dict[str, Callable[[EngineConfig], Engine]] = {
    "library": _library,
    "medgemma": _medgemma,
    "openai": _openai,
}
