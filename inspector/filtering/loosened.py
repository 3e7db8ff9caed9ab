"""A pattern for many texts at once: finds every text that the real one matches, and maybe more.

It runs over frames as they crossed the wire, where all payloads are ASCII: a byte from 0x80 on then
stands only at the beginning of each header. Nothing that it has may match such a byte, so that a
hit never reaches into the next text.
"""

import re
from typing import NamedTuple

import regex

_TOKEN = re.compile(
    r"(?P<anchor>\^|\$|\\[bBAZ])"
    r"|(?P<dot>\.)"
    r"|(?P<outside>\\[DWS])"
    r"|(?P<plain>\\[dwstnrfv1-9]|\\[^\w\s]|\(\?:|\((?!\?)|\{\d+(?:,\d*)?\}|\{(?![a-z\d<,])|[^\\\[{(])"
    r"|(?P<set>\[\^?\]?(?:\\[dwstnrfv]|\\[^\w\s]|[^\\\]\[])*\])",
    re.ASCII,
)
"""Whatever else there is makes a pattern that is run text by text."""

_BEGINS = r"(?<=[\x80-\xff][\x00-\xff]{1,9})"
"""At the beginning of a text or near it: after a header, or some bytes of it."""
_ENDS = r"(?=[\x80-\xff]|\Z)"

_ANCHORS = {
    "^": rf"(?:{_BEGINS}|(?<=\n))",
    "$": rf"(?:{_ENDS}|(?=\n))",
    r"\A": _BEGINS,
    r"\Z": _ENDS,
    r"\b": rf"(?:\b|{_BEGINS})",
    r"\B": "(?:)",
}

_SWALLOW = rb"[^\x80-\xff]*"
"""The rest of a text after a hit: one is enough."""

_BREAK = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\\\]])*\]|[^\\]?(?:[*?]|\{\d+(?:,\d*)?\})|[.^$+]", re.DOTALL
)
"""What is between the characters that a pattern demands as they are."""

_MANY = re.compile(
    r"\\.|\(\?(?:[:=!]|<[=!]|P?<\w+>)|\[\^?\]?(?:\\.|[^\\\]])*\]|(?P<group>\)[*+?{])|(?P<many>[*+?{])",
    re.DOTALL,
)
_WILD = re.compile(r"\(\?(?![:=!]|P?<[=!a-zA-Z])|\{[a-z<,]")
"""Recursion, conditions, flags, and approximate matching, which is `{e<=1}`."""
_STEPS = 1 << 22
"""What a pattern may try, at the very worst, before it needs a time limit: some 20 ms."""


class Loose(NamedTuple):
    pattern: regex.Pattern[bytes]
    literal: bytes
    """What is in every text that it finds; where upper and lower case are alike, in lower case."""
    exact: bool
    """What it finds within a text is a match of the real one too."""


def loosened(source: str, flags: int) -> Loose | None:
    """What finds a superset of what `source` finds; None where it has what cannot be loosened."""
    if not source.isascii():
        return None
    parts = []
    exact = True
    at = 0
    while at < len(source):
        token = _TOKEN.match(source, at)
        if token is None:
            return None
        at = token.end()
        match token.lastgroup:
            case "anchor":
                parts.append(_ANCHORS[token[0]])
                exact = False
            case "dot":
                newline = "" if flags & regex.DOTALL else r"\n"
                parts.append(rf"[^{newline}\x80-\xff]")
            case "outside":
                parts.append(rf"[^{token[0].lower()}\x80-\xff]")
            case "set" if token[0].startswith("[^"):
                parts.append(rf"{token[0][:-1]}\x80-\xff]")
            case _:
                parts.append(token[0])
    try:
        whole = rb"(?:" + "".join(parts).encode() + rb")" + _SWALLOW
        return Loose(regex.compile(whole, flags), _literal(source, flags), exact)
    except (regex.error, RecursionError, OverflowError, MemoryError, ValueError, KeyError):
        return None


def _literal(source: str, flags: int) -> bytes:
    if "|" in source or "(" in source:
        return b""
    longest = max(_BREAK.split(source), key=len)
    return (longest.lower() if flags & regex.IGNORECASE else longest).encode()


def harmless_length(source: str) -> int:
    """Characters of a text up to which `source` cannot take long, whatever they are.

    Every repetition may be tried at every length, from every place; 0 where whole groups are
    repeated, or where there is what nobody can foresee.
    """
    if _WILD.search(source):
        return 0
    repetitions = 1
    for token in _MANY.finditer(source):
        if token["group"]:
            return 0
        repetitions += token["many"] is not None
    return int(_STEPS ** (1 / repetitions))
