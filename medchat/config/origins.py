"""Which pages may open a websocket: the allow-list, and nothing that only looks like it."""

from typing import Any

from channels.security.websocket import OriginValidator


class Origins(OriginValidator):  # type: ignore[misc]
    """Refuse an origin that is wrong, missing, `null`, or not an address at all."""

    def valid_origin(self, parsed_origin: Any) -> bool:
        try:
            return bool(super().valid_origin(parsed_origin))
        except ValueError:  # a port that is no number
            return False
