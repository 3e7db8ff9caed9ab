"""JSON in messages: parsed within limits, and what a path finds in it."""

import time
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from inspector.automation.errors import GaveUpError
from inspector.automation.inbox import Message
from inspector.library.value import Scalar

if TYPE_CHECKING:
    from inspector.automation.json_path import JsonPath

MOST_BYTES = 4 * 1024 * 1024
"""Of a message that is parsed."""

PATIENCE_S = 0.05
"""The longest that a path may be followed in one message."""


@lru_cache(maxsize=256)
def json_path(source: str) -> "JsonPath":
    """The path that `source` is. MatchError where it is none."""
    from inspector.automation.json_path import JsonPath  # takes a while, and few need it

    return JsonPath(source)


def find(path: "JsonPath", message: Message) -> Iterator[object]:
    """The values that `path` leads to in the message, none where that is no JSON.

    GaveUpError where it is too large, too deep, or takes too long.
    """
    where = f"the message #{message.seq:,}"
    if len(message.payload) > MOST_BYTES:
        size = MOST_BYTES // 1024**2
        raise GaveUpError(f"{where} has more than {size} MiB, and was not looked into as JSON")
    try:
        yield from path.find(_parsed(message.payload), time.perf_counter() + PATIENCE_S)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return
    except RecursionError:
        raise GaveUpError(f"{where} is JSON nested too deeply to be looked into") from None
    except TimeoutError:
        raise GaveUpError(
            f"the JSONPath took more than {PATIENCE_S * 1000:g} ms for {where}: write one that says"
            " more of the way, without '..'"
        ) from None


def as_scalar(value: object) -> Scalar:
    """A value of JSON as a variable can have it: null, arrays and objects as JSON text."""
    if isinstance(value, str | int | float):
        return value
    return msgspec.json.encode(value).decode()


def same(value: object, wanted: Scalar) -> bool:
    """Whether a value of JSON equals a variable's: true is not 1, 1 is 1.0."""
    return isinstance(value, bool) == isinstance(wanted, bool) and value == wanted


@lru_cache(maxsize=1)
def _parsed(payload: bytes) -> object:
    """Of the latest message, for all rules that look into it."""
    return msgspec.json.decode(payload)
