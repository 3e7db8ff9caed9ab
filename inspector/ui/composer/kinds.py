"""The kinds of `inspector.library` as the composer offers them."""

from typing import NamedTuple


class Kind(NamedTuple):
    label: str
    example: str
    """What an empty editor shows."""


KINDS = {
    "text": Kind("Text", "A text message"),
    "json": Kind("JSON", '{"op": "subscribe"}'),
    "binary-hex": Kind("Binary (hex)", "48 65 6c 6c 6f"),
    "binary-base64": Kind("Binary (base64)", "SGVsbG8="),
    "binary-file": Kind("Binary (file)", ""),
    "ping": Kind("Ping", "Payload of the ping, at most 125 bytes"),
    "pong": Kind("Pong", "Payload of an unasked pong, at most 125 bytes"),
    "close": Kind("Close", ""),
}

UNTYPED = ("binary-file", "close")
"""Kinds with fields of their own in place of the editor."""
CONTROL = ("ping", "pong", "close")
"""Control frames: they cannot be fragmented (RFC 6455 section 5.5)."""
