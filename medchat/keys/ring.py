"""The key ring: authenticated encryption of single values (AES-256-GCM) and a blind index (HMAC-SHA-256)."""

import base64
import functools
import hashlib
import hmac
import json
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NONCE_BYTES = 12


class KeyMissing(Exception):
    """A value was encrypted with a key that is not in the ring; the message names the key id, never the value."""


class Tampered(Exception):
    """A stored value fails its authentication: it was changed or moved to another row."""


@dataclass(frozen=True)
class KeyRing:
    """Keys by id; new values use `current`, old ones are read with the key they name."""

    current: str
    keys: dict[str, bytes]
    index_key: bytes

    @classmethod
    def from_json(cls, text: str) -> "KeyRing":
        """Read {"current": id, "keys": {id: hex of 32 bytes}, "index": hex of 32 bytes}.

        Raises ImproperlyConfigured when the ring is not of that shape.
        """
        try:
            data = json.loads(text)
            keys = {name: bytes.fromhex(value) for name, value in data["keys"].items()}
            ring = cls(data["current"], keys, bytes.fromhex(data["index"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ImproperlyConfigured(
                "The key ring is not readable. See docs/configuration.md for its form."
            ) from error
        if ring.current not in keys or any(len(key) != 32 for key in keys.values()) or len(ring.index_key) < 32:
            raise ImproperlyConfigured("The key ring needs 32-byte keys and a current key that is in it.")
        return ring

    def encrypt(self, value: str, place: str) -> str:
        """Return `v1:<key id>:<base64>`; `place` (table, column, row) is authenticated with it."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(self.keys[self.current]).encrypt(nonce, value.encode(), place.encode())
        return f"v1:{self.current}:{base64.b64encode(nonce + sealed).decode()}"

    def decrypt(self, stored: str, place: str) -> str:
        """Return the value. Raises KeyMissing or Tampered."""
        _version, key_id, body = stored.split(":", 2)
        if key_id not in self.keys:
            raise KeyMissing(f"The key {key_id!r} is not in the key ring.")
        raw = base64.b64decode(body)
        try:
            return AESGCM(self.keys[key_id]).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode()).decode()
        except InvalidTag as error:
            raise Tampered(f"A stored value of {place.rsplit(':', 1)[0]} was changed or moved.") from error

    def blind(self, value: str, purpose: str) -> str:
        """Return a keyed fingerprint by which an equal value is found without being stored."""
        return hmac.new(self.index_key, f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest()[:40]


@functools.cache
def ring() -> KeyRing:
    """Return the process's key ring, read once from settings."""
    return KeyRing.from_json(settings.KEY_RING)
