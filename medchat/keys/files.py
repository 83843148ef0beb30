"""Make and keep secrets on disk."""

import json
import os
import secrets
from pathlib import Path


def new_ring() -> str:
    """Return a key ring with one fresh key, as KeyRing.from_json reads it."""
    return json.dumps({"current": "k1", "keys": {"k1": secrets.token_hex(32)}, "index": secrets.token_hex(32)})


def keep(file: Path, value: str) -> str:
    """Write a new secret readable by its owner alone and return it; when the file exists, what it holds."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(handle, "w") as out:
        out.write(value)
    return value
