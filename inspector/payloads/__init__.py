"""Payloads as something to read: codecs turn bytes into text with coloured spans, a line for the
log, values for JSONPath, and, where they can, text back into bytes.

Payloads are hostile, and codecs are guesses. Every one does bounded work, none fails in silence,
and the bytes are one click away. A new codec is a file and a line in `registry`.
"""

from inspector.payloads.codec import (
    DEFAULT_LIMIT,
    Bounds,
    Codec,
    Context,
    DecodeError,
    EncodeError,
    Tree,
    agreed,
)
from inspector.payloads.decoded import Decoded, Span, Utf16, utf16_spans
from inspector.payloads.hex import hexdump
from inspector.payloads.registry import CODECS, best, decode, line, named, tree
from inspector.payloads.text import one_line
from inspector.payloads.visible import visible

__all__ = [
    "CODECS",
    "DEFAULT_LIMIT",
    "Bounds",
    "Codec",
    "Context",
    "DecodeError",
    "Decoded",
    "EncodeError",
    "Span",
    "Tree",
    "Utf16",
    "agreed",
    "best",
    "decode",
    "hexdump",
    "line",
    "named",
    "one_line",
    "tree",
    "utf16_spans",
    "visible",
]
