"""A variable's value, and how it is written in text and in JSON."""

import json
import math
import re

Scalar = str | int | float | bool


class JsonText(str):
    """A value taken from JSON, as it was written there: an object, an array, a number whose
    spelling Python would not keep. Where JSON wants a value it goes as it is."""

    __slots__ = ()


_ESCAPED = re.compile(r"\\.")
_SURROGATE = re.compile("[\ud800-\udfff]")
_JSON_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})')
_JSON_SCALAR = re.compile(  # of a text whose escapes are blanks
    r"""-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?
      | true | false | null
      | "[^"\\\x00-\x1f\ud800-\udfff]*+" """,
    re.VERBOSE,
)


def as_text(value: Scalar) -> str:
    """`value` in text: `true` rather than Python's `True`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def ends_in_string(piece: str, begins_in_string: bool) -> bool:
    """Whether `piece`, a part of a JSON text, ends inside a string."""
    if "\\" in piece:
        piece = _ESCAPED.sub("", piece)
    return begins_in_string ^ (piece.count('"') % 2 == 1)


def in_string(value: Scalar) -> str:
    """`value` between the quotes of a JSON string (RFC 8259 section 7)."""
    return _quoted(as_text(value))[1:-1]


def as_json(value: Scalar) -> str:
    """`value` where JSON wants one. A string that is a JSON scalar, such as `42` or `null`, goes as
    it is, since files and messages often have numbers as strings; any other is put in quotes.

    ValueError for nan and the infinities, which JSON has no words for.
    """
    if isinstance(value, JsonText):
        return str(value)
    if isinstance(value, str):
        is_scalar = _JSON_SCALAR.fullmatch(_JSON_ESCAPE.sub(" ", value))
        return value if is_scalar else _quoted(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"JSON has no {value}")
    return as_text(value)


def _quoted(text: str) -> str:
    """`text` as a JSON string; half a surrogate pair, which has no UTF-8, is escaped."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", quoted)
