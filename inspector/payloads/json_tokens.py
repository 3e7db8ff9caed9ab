"""JSON (RFC 8259) as a sequence of tokens, read without recursion and in linear time.

Tokens, not values: what is shown must be what came, with its big integers, its spelling of numbers,
its escapes, its duplicate keys and its order.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from inspector.payloads.decoded import Span


class Token(NamedTuple):
    kind: str
    """`key`, `string`, `number`, `keyword` or `punctuation`."""
    start: int
    end: int


class JsonError(Exception):
    """The text is not JSON: what was expected at `position` (of a character, from 0)."""

    def __init__(self, message: str, text: str, position: int, token_start: int) -> None:
        self.position = position
        self.line = text.count("\n", 0, position) + 1
        self.column = position - text.rfind("\n", 0, position)
        self.token_start = token_start
        """Where the token begins that could not be read: what precedes it is well-formed."""
        super().__init__(f"{message} at line {self.line} column {self.column}")


_STRING = r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*)*'
_UNFINISHED_STRING = re.compile(_STRING)
_SPACE = re.compile(r"[ \t\r\n]*")
_TOKEN = re.compile(
    rf"""[ \t\r\n]*(?:
        (?P<punctuation>[{{}}\[\],:])
      | (?P<string>{_STRING}")
      | (?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
      | (?P<keyword>true|false|null)
    )""",
    re.VERBOSE,
)

# What is expected next, in the words of the error message, is the state of the grammar.
_VALUE = "a value"
_FIRST_VALUE = "a value or ']'"
_KEY = "a key in double quotes"
_FIRST_KEY = "a key in double quotes or '}'"
_COLON = "':'"
_IN_OBJECT = "',' or '}'"
_IN_ARRAY = "',' or ']'"
_END = "the end"
_AFTER_VALUE = ""  # whichever of the last three the open brackets tell

_NEXT = {
    (_KEY, "string"): _COLON,
    (_FIRST_KEY, "string"): _COLON,
    (_COLON, ":"): _VALUE,
    (_IN_OBJECT, ","): _KEY,
    (_IN_ARRAY, ","): _VALUE,
    (_FIRST_KEY, "}"): _AFTER_VALUE,
    (_IN_OBJECT, "}"): _AFTER_VALUE,
    (_FIRST_VALUE, "]"): _AFTER_VALUE,
    (_IN_ARRAY, "]"): _AFTER_VALUE,
}
for _state in (_VALUE, _FIRST_VALUE):
    _NEXT[_state, "{"] = _FIRST_KEY
    _NEXT[_state, "["] = _FIRST_VALUE
    _NEXT[_state, "string"] = _NEXT[_state, "number"] = _NEXT[_state, "keyword"] = _AFTER_VALUE


def tokens(text: str) -> Iterator[Token]:
    """The tokens of the JSON text `text`. JsonError after the last one that is in its place."""
    expected = _VALUE
    around: list[str] = []
    """The states to return to where the open brackets close, the innermost last."""
    position = 0
    match = _TOKEN.match
    while found := match(text, position):
        kind = found.lastgroup or ""
        start, position = found.span(kind)
        symbol = text[start] if kind == "punctuation" else kind
        if (following := _NEXT.get((expected, symbol))) is None:
            raise _error(text, start, expected)
        yield Token("key" if following is _COLON else kind, start, position)
        if symbol in "{[":
            around.append(_IN_OBJECT if symbol == "{" else _IN_ARRAY)
        elif symbol in "}]":
            around.pop()
        expected = following or (around[-1] if around else _END)
    position = _skip_space(text, position)
    if position < len(text) or expected is not _END:
        raise _error(text, position, expected)


def check(text: str) -> JsonError | None:
    """The first mistake in `text`; None where it is JSON."""
    try:
        for _ in tokens(text):
            pass
    except JsonError as error:
        return error
    return None


def highlight(line: str) -> list[Span]:
    """The spans of one line of JSON, well-formed or not: no token of JSON spans two lines."""
    spans = []
    position = 0
    while position < len(line):
        if found := _TOKEN.match(line, position):
            kind = found.lastgroup or ""
            start, position = found.span(kind)
            if kind == "string" and line.startswith(":", _skip_space(line, position)):
                kind = "key"
        else:
            kind, start = "error", _skip_space(line, position)
            position = _unfinished(line, start)[1] or start + 1
        if start < len(line):
            spans.append(Span(start, position - start, kind))
    return spans


def _error(text: str, position: int, expected: str) -> JsonError:
    if position == len(text):
        return JsonError(f"expected {expected}, but it ends", text, position, position)
    if expected not in (_COLON, _IN_OBJECT, _IN_ARRAY, _END):
        problem, end = _unfinished(text, position)
        if problem:
            return JsonError(problem, text, end, position)
    found = _named(text[position])
    return JsonError(f"expected {expected}, but found {found}", text, position, position)


def _unfinished(text: str, position: int) -> tuple[str, int]:
    """Why the string that begins at `position` is none, and where; no problem and 0 otherwise."""
    found = _UNFINISHED_STRING.match(text, position)
    if not found or text.startswith('"', found.end()):
        return "", 0
    end = found.end()
    if end == len(text):
        return "a string without its closing quote", end
    if text[end] == "\\":
        return "an escape that JSON does not have", end
    return f"a control character in a string, {_named(text[end])}, must be escaped", end


def _named(character: str) -> str:
    return repr(character) if "!" <= character <= "~" else f"U+{ord(character):04X}"


def _skip_space(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position
