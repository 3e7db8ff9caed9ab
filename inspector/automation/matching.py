"""Whether a message is as a `Match` wants it, and what is taken from it; bounded in time."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from inspector.automation import documents
from inspector.automation.errors import GaveUpError, MatchError
from inspector.automation.inbox import Message, MessageType
from inspector.automation.written import Written, written
from inspector.library.match import Kind, Match
from inspector.sending.context import Context
from inspector.variables.values import as_text

if TYPE_CHECKING:
    import regex

    from inspector.automation.json_path import JsonPath

PATIENCE_S = 0.05
"""The longest that a pattern may look at one message."""

_TYPES: Final[Mapping[Kind, frozenset[MessageType]]] = {
    "message": frozenset({"text", "binary"}),
    "text": frozenset({"text"}),
    "binary": frozenset({"binary"}),
    "ping": frozenset({"ping"}),
    "pong": frozenset({"pong"}),
    "close": frozenset({"close"}),
    "any": frozenset({"text", "binary", "ping", "pong", "close"}),
}

_ENDS_STRINGS = str.maketrans(
    {c: f"\\u{ord(c):04x}" for c in ("'", '"', "\\", *map(chr, range(32)))}
)
"""What a value must not bring into a JSONPath as it is."""


class Captures(NamedTuple):
    """A message that matched."""

    message: Message
    groups: Mapping[str, str]
    """The groups of the match's regex by number ("0" is all of it) and by name; empty without."""


class Matcher:
    """A match that is ready to be held against messages: see `compile_match`."""

    def __init__(self, match: Match, context: Context | None) -> None:
        contains = written(match.contains, context)
        pattern = written(match.regex, context, _in_pattern)
        path = written(match.json_path, context, _in_path)
        equals = written(match.equals, context) if isinstance(match.equals, str) else None
        self.has_variables = any((contains.uses, pattern.uses, path.uses, equals and equals.uses))
        """Whether it must be compiled again when a variable changes."""
        self.gave_up = ""
        """Why it could not judge a message, for a person: of the latest such message."""
        self._types = _TYPES[match.type]
        self._contains = contains.text
        self._contained = contains.text.encode("utf-8", "surrogatepass")
        self._pattern = _compiled(pattern) if pattern.text else None
        self._path = _path(path) if path.text else None
        self._equals = equals.text if equals else match.equals
        # `{{id}}` is meant to equal 7 as well as "7".
        self._loosely = bool(equals and equals.uses)

    def match(self, message: Message) -> Captures | None:
        """None where it does not match, or could not be judged: see `gave_up`."""
        if message.type not in self._types or not self._contains_it(message):
            return None
        try:
            groups = self._groups(message)
            if groups is None or not self._equals_it(message):
                return None
        except GaveUpError as error:
            self.gave_up = str(error)
            return None
        return Captures(message, groups)

    def _contains_it(self, message: Message) -> bool:
        if message.type == "close":
            return self._contains in message.text
        return self._contained in message.payload

    def _groups(self, message: Message) -> Mapping[str, str] | None:
        if self._pattern is None:
            return {}
        try:
            found = self._pattern.search(message.text, timeout=PATIENCE_S)
        except TimeoutError:
            raise GaveUpError(
                f"the pattern took more than {PATIENCE_S * 1000:g} ms for the message"
                f" #{message.seq:,}: repetitions inside repetitions, such as (a+)+, take time"
            ) from None
        if found is None:
            return None
        numbered = {str(number): text for number, text in enumerate((found[0], *found.groups("")))}
        return {**numbered, **found.groupdict("")}

    def _equals_it(self, message: Message) -> bool:
        wanted = self._equals
        if self._path is None:
            return wanted is None or as_text(wanted) == message.text
        for node in documents.find(self._path, message):
            if wanted is None or documents.same(node.obj, wanted):
                return True
            if self._loosely and documents.same_text(node.obj, as_text(wanted)):
                return True
        return False


def compile_match(match: Match, context: Context | None = None) -> Matcher:
    """`match` with the context's variables; without a context, for an editor, something stands in
    for each.

    MatchError for a pattern or path that is none; UnknownVariable. Some 0.1 ms.
    """
    return Matcher(match, context)


def _in_pattern(value: str) -> str:
    import regex

    return regex.escape(value)


def _compiled(pattern: Written) -> "regex.Pattern[str]":
    import regex  # takes a while, and few rules have a pattern

    try:
        return regex.compile(pattern.text)
    except regex.error as error:
        at = min(getattr(error, "pos", None) or 0, len(pattern.text))
        told = str(error).partition(" at position")[0]
        raise MatchError(
            f"The pattern is not right: {told}. A sign that stands for itself takes a backslash.",
            "regex",
            pattern.source_position(at),
        ) from None
    except (RecursionError, OverflowError, MemoryError, ValueError, KeyError) as error:
        raise MatchError(
            "The pattern is too large or too deep to be used: make it simpler.", "regex", 0
        ) from error


def compile_path(source: str, context: Context | None = None) -> "JsonPath":
    """A JSONPath with the context's variables, as for `compile_match`; the same errors."""
    return _path(written(source, context, _in_path))


def _path(path: Written) -> "JsonPath":
    try:
        return documents.json_path(path.text)
    except MatchError as error:
        at = path.source_position(error.position or 0)
        raise MatchError(str(error), error.field, at) from None


def _in_path(value: str) -> str:
    return value.translate(_ENDS_STRINGS)


__all__ = [
    "Captures",
    "GaveUpError",
    "MatchError",
    "Matcher",
    "compile_match",
    "compile_path",
]
