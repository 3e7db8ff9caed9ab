"""Payloads as something to read: bytes in, text with coloured spans out.

Payloads are hostile, and decoders are guesses. Every one does bounded work, none fails in silence,
and the bytes are one click away.
"""

from inspector.payloads.decoded import (
    DEFAULT_LIMIT,
    Decoded,
    DecodeError,
    Decoder,
    Span,
    utf16_spans,
)
from inspector.payloads.hex import hexdump
from inspector.payloads.preview import preview
from inspector.payloads.registry import DECODERS, best, decode, named
from inspector.payloads.visible import visible

__all__ = [
    "DECODERS",
    "DEFAULT_LIMIT",
    "DecodeError",
    "Decoded",
    "Decoder",
    "Span",
    "best",
    "decode",
    "hexdump",
    "named",
    "preview",
    "utf16_spans",
    "visible",
]
