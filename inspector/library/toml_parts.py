"""Taking a TOML file apart at its headers.

tomlkit keeps comments too, but those above an element of an array belong to the element before
it there, and are moved or removed with that.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_HEADER = re.compile(r"[ \t]*\[\[?[ \t]*([A-Za-z0-9_-]+)[ \t]*([.\]])")
_MOST = 200
"""Remarks between two parts, and lines that look like headers: each costs a reading of what is
before it."""
_REMARK = re.compile(r"[ \t]*(#.*)?\n?")


@dataclass(frozen=True, slots=True)
class Part:
    """The keys at the top of a file, a `[table]`, or an element `[[of an array]]`."""

    key: str
    """Of the table or array; empty for the top."""
    lead: str
    """The comments and blank lines above it."""
    text: str
    value: dict[str, object]


def split(text: str) -> list[Part]:
    """The parts of `text`, whose lines end in newlines; the last one is what remains below them
    all. ValueError: some part says nothing by itself."""
    chunks: list[tuple[str, list[str]]] = [("", [])]
    misleading = 0
    for line in _LINES.findall(text):
        key, lines = chunks[-1]
        header = _HEADER.match(line)
        if header and not _is_whole(lines):  # a line of a string
            misleading += 1
        elif header and not (header[2] == "." and header[1] == key):
            chunks.append((header[1], []))
        if misleading > _MOST:
            raise ValueError("too many lines of its strings look like headers")
        chunks[-1][1].append(line)
    parts = []
    lead = ""
    for key, lines in chunks:
        end = _end(lines)
        body = "".join(lines[:end])
        parts.append(Part(key, lead, body, _value(key, body)))
        lead = "".join(lines[end:])
    return [*parts, Part("", lead, "", {})]


def _end(lines: Sequence[str]) -> int:
    """Where the remarks begin that end `lines`: they belong to what follows."""
    end = len(lines)
    # The last line of a string may look like one; without it, the string is open.
    while end and _REMARK.fullmatch(lines[end - 1]) and _is_whole(lines[: end - 1]):
        end -= 1
        if len(lines) - end == _MOST:
            break
    return end


def _is_whole(lines: Sequence[str]) -> bool:
    """Whether no string and no array is open at the end of `lines`."""
    try:
        tomllib.loads("".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _value(key: str, text: str) -> dict[str, object]:
    table = tomllib.loads(text)
    value = table.get(key) if key else table
    if isinstance(value, list):
        [value] = value
    if not isinstance(value, dict):
        raise ValueError(f"{key} is no table")
    return value
