"""Whether a message is as a `Match` wants it, and what can be taken from it; bounded in time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from inspector.automation.inbox import Message
from inspector.library.match import Match
from inspector.library.rule import SetVariable
from inspector.library.value import Scalar

if TYPE_CHECKING:
    from inspector.sending.context import Context


class Captures(NamedTuple):
    """A message that matched."""

    message: Message
    groups: Mapping[str, str]
    """The groups of the match's regex by number ("0" is all of it) and by name; empty without."""


class MatchError(ValueError):
    """A match cannot be used; says where and what to do."""

    def __init__(self, message: str, field: str, position: int | None = None) -> None:
        super().__init__(message)
        self.field = field
        """Of the `Match`: `regex`, `json_path`, ..."""
        self.position = position
        """The character at fault, from 0, where there is one."""


class Matcher:
    """A match that is ready to be held against messages."""

    gave_up: str = ""
    """Why it could not judge a message, for a person: too slow, too large. The latest such."""

    def match(self, message: Message) -> Captures | None:
        """None where it does not match, or could not be judged in time: see `gave_up`."""
        raise NotImplementedError


def compile_match(match: Match, context: Context | None = None) -> Matcher:
    """`match` with the context's variables rendered; without a context as it is written.

    MatchError for a pattern or path that is none; UnknownVariable. Cheap enough for every key
    stroke in an editor.
    """
    raise NotImplementedError


def take(what: SetVariable, captures: Captures, context: Context) -> Scalar:
    """The value that `what` takes from a message. ValueError where it has none."""
    raise NotImplementedError
