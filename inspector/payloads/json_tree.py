"""JSON as values, each with the text that it was written with: its spelling of numbers, blanks,
escapes, order."""

import json
import re
import time
from collections.abc import Sequence
from typing import NamedTuple

# Possessive groups, since greedy ones take 30 to 60 bytes of memory a repetition.
# WORKAROUND Python up to 3.11.4 (gh-106052): such a group keeps what its last, failed repetition
# has read. So what follows its first character is optional; in JSON it is there anyway.
# From inside a container to the next bracket that is not in a string, in one step.
_TO_BRACKET = re.compile(r'[^"{}\[\]]*+(?:"[^"\\]*+(?:\\.?+[^"\\]*+)*+"?+[^"{}\[\]]*+)*+')
_SCALAR = re.compile(r'"[^"\\]*+(?:\\.?+[^"\\]*+)*+"|[^,\]}\s]++')
_SPACE = re.compile(r"[ \t\r\n]*+")
_COLON = re.compile(r"[ \t\r\n]*+:[ \t\r\n]*+")
_COMMA = re.compile(r"[ \t\r\n]*+(?:,[ \t\r\n]*+)?+")


class JsonTree(NamedTuple):
    value: object
    payload: bytes
    """In UTF-8."""

    def source(self, way: Sequence[str | int], deadline: float) -> str:
        return source_of(self.payload.decode(), way, deadline)


def source_of(text: str, way: Sequence[str | int], deadline: float) -> str:
    """The part of `text`, which is JSON, that is the value at `way`: the names and indices that
    lead to it from the root. Of equal names in an object the last one counts, as parsers have it.

    KeyError: there is none. TimeoutError once `time.perf_counter()` is past `deadline`;
    RecursionError for a way of a thousand steps.
    """
    search = _Search(text, way, deadline)
    search.value(_end(_SPACE, text, 0), 0)
    if search.found is None:
        raise KeyError(way)
    return text[search.found]


class _Search:
    def __init__(self, text: str, way: Sequence[str | int], deadline: float) -> None:
        self.found: slice | None = None
        self._text = text
        self._way = way
        self._deadline = deadline

    def value(self, at: int, level: int) -> int:
        """Look through the value that begins at `at`, which `level` steps of the way lead to.
        Returns where it ends."""
        if level == len(self._way):
            end = self._skip(at)
            self.found = slice(at, end)
            return end
        if self._text[at] not in "{[":
            return self._skip(at)
        return self._members(at, level)

    def _members(self, at: int, level: int) -> int:
        text, wanted = self._text, self._way[level]
        is_object = text[at] == "{"
        index = -1
        at = _end(_SPACE, text, at + 1)
        while text[at] not in "}]":
            self._look_at_the_clock()
            key: str | int
            if is_object:
                end = _end(_SCALAR, text, at)
                key = json.loads(text[at:end])
                at = _end(_COLON, text, end)
            else:
                key = index = index + 1
            at = self.value(at, level + 1) if key == wanted else self._skip(at)
            at = _end(_COMMA, text, at)
        return at + 1

    def _skip(self, at: int) -> int:
        """Where the value that begins at `at` ends."""
        text = self._text
        if text[at] not in "{[":
            return _end(_SCALAR, text, at)
        depth = 0
        while True:
            depth += 1 if text[at] in "{[" else -1
            at += 1
            if not depth:
                return at
            self._look_at_the_clock()
            at = _end(_TO_BRACKET, text, at)

    def _look_at_the_clock(self) -> None:
        if time.perf_counter() > self._deadline:
            raise TimeoutError


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    assert found is not None  # the text is JSON
    return found.end()
