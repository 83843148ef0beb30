"""Strict readers of the environment: a bad value stops the start with a sentence that says what to set."""

import os
import secrets
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from medchat.keys.files import keep, new_ring

PREFIX = "MEDCHAT_"


def fail(name: str, why: str) -> NoReturn:
    """Stop the start, naming the variable and what it must hold."""
    raise ImproperlyConfigured(f"{PREFIX}{name} {why}")


def text(name: str, default: str | None = None) -> str:
    """Read a string; without a default it must be set."""
    value = os.environ.get(PREFIX + name, default)
    if value is None:
        fail(name, "is not set. Set it, or run in demo mode with MEDCHAT_MODE=demo.")
    return value


def choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    """Read one of a few words."""
    value = text(name, default)
    if value not in allowed:
        fail(name, f"is {value!r}. Set it to one of: {', '.join(allowed)}.")
    return value


def flag(name: str, default: bool = False) -> bool:
    """Read yes or no: 1, true, yes, on or 0, false, no, off."""
    value = text(name, "1" if default else "0").lower()
    if value not in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
        fail(name, f"is {value!r}. Set it to 1 or 0.")
    return value in {"1", "true", "yes", "on"}


def number(name: str, default: float, low: float, high: float) -> float:
    """Read a number within bounds."""
    raw = text(name, str(default))
    try:
        value = float(raw)
    except ValueError:
        fail(name, f"is {raw!r}. Set it to a number from {low} to {high}.")
    if not low <= value <= high:
        fail(name, f"is {raw}. Set it to a number from {low} to {high}.")
    return value


def words(name: str, default: str | None = "") -> list[str]:
    """Read a comma-separated list; default None means it must be set."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(default: str) -> dict[str, object]:
    """Read MEDCHAT_DATABASE, a URL: sqlite:///path or postgres://name:password@host:port/database."""
    url = text("DATABASE", default)
    if urlsplit(url).scheme not in {"sqlite", "postgres", "postgresql"}:
        fail("DATABASE", "is not understood. Set it to sqlite:///path or postgres://name:password@host:port/database.")
    return dict(environ.Env.db_url_config(url))


def mail(url: str) -> dict[str, object]:
    """Read MEDCHAT_MAIL, a URL: smtp://name:password@host:port, smtp+tls://..., smtp+ssl://... or console:."""
    try:
        return dict(environ.Env.email_url_config(url))
    except Exception:
        fail("MAIL", "is not understood. Set it to smtp+tls://name:password@host:port or console:.")


def secret(name: str, path: Path, *, demo: bool) -> str:
    """Read a secret from the variable or the file MEDCHAT_<name>_FILE; demo mode makes one and keeps it in `path`."""
    if PREFIX + name in os.environ:
        return text(name)
    file = Path(text(f"{name}_FILE", str(path)))
    if file.exists():
        return file.read_text().strip()
    if not demo:
        fail(name, f"is not set. Set it, or put the secret in a file and name that in {PREFIX}{name}_FILE.")
    return _kept(file, secrets.token_urlsafe(48))


def key_ring(path: Path, *, demo: bool) -> str:
    """Read the field-encryption keys (JSON, see docs/configuration.md); demo mode makes a ring and keeps it in `path`."""
    if PREFIX + "KEYS" in os.environ:
        return text("KEYS")
    file = Path(text("KEYS_FILE", str(path)))
    if file.exists():
        return file.read_text()
    if not demo:
        fail("KEYS_FILE", "is not set. Make one with `manage.py keys new FILE` and name it here.")
    return _kept(file, new_ring())


def _kept(file: Path, value: str) -> str:
    try:
        return keep(file, value)
    except OSError as error:
        folder = file.parent
        sentence = (
            f"The folder {folder} cannot be written to. Make it writable, or set MEDCHAT_VAR to a folder that is."
        )
        raise ImproperlyConfigured(sentence) from error
