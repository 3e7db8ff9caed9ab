"""A pattern for many texts at once: finds every text that the real one matches, and maybe more.

It runs over frames as they crossed the wire, where all payloads are ASCII: a byte from 0x80 on then
stands only at the beginning of each header. Nothing that it has may match such a byte, so that a
hit never reaches into the next text; and what asks for the ends of a text is left out.
"""

import re

import regex

_TOKEN = re.compile(
    r"(?P<anchor>\^|\$|\\[bBAZ])"
    r"|(?P<dot>\.)"
    r"|(?P<outside>\\[DWS])"
    r"|(?P<plain>\\[dwstnrfv1-9]|\\[^\w\s]|\(\?:|\((?!\?)|\{\d+(?:,\d*)?\}|[^\\\[{(])"
    r"|(?P<set>\[\^?\]?(?:\\[dwstnrfv]|\\[^\w\s]|[^\\\]\[])*\])",
    re.ASCII,
)
"""Whatever else there is makes a pattern that is run text by text."""

_SWALLOW = rb"[^\x80-\xff]*"
"""The rest of a text after a hit: one is enough."""


def loosened(source: str, flags: int) -> regex.Pattern[bytes] | None:
    """What finds a superset of what `source` finds; None where it has what cannot be loosened."""
    if not source.isascii():
        return None
    parts = []
    at = 0
    while at < len(source):
        token = _TOKEN.match(source, at)
        if token is None:
            return None
        at = token.end()
        match token.lastgroup:
            case "anchor":
                parts.append("(?:)")
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
        return regex.compile(rb"(?:" + "".join(parts).encode() + rb")" + _SWALLOW, flags)
    except (regex.error, RecursionError, OverflowError, MemoryError, ValueError, KeyError):
        return None
