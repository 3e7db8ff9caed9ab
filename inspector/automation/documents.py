"""Values in messages, as codecs read them: what a path finds, within limits."""

import time
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from inspector.automation.errors import GaveUpError
from inspector.automation.inbox import Message, MessageType
from inspector.events import Opcode
from inspector.library.value import Scalar
from inspector.payloads import Context, Tree, tree
from inspector.payloads.json_value import json_value
from inspector.variables.values import JsonText, as_text

if TYPE_CHECKING:
    from inspector.automation.json_path import JsonPath, Node

MOST_BYTES = 4 * 1024 * 1024
"""Of a message that is parsed."""

PATIENCE_S = 0.05
"""The longest that a path may be followed in one message."""

_OPCODES: Final[Mapping[MessageType, int]] = {
    "text": Opcode.TEXT,
    "binary": Opcode.BINARY,
    "ping": Opcode.PING,
    "pong": Opcode.PONG,
    "close": Opcode.CLOSE,
}


@lru_cache(maxsize=256)
def json_path(source: str) -> "JsonPath":
    """The path that `source` is. MatchError where it is none."""
    from inspector.automation.json_path import JsonPath  # takes a while, and few need it

    return JsonPath(source)


def find(path: "JsonPath", message: Message) -> "Iterator[Node]":
    """The values that `path` leads to in the message, none where no codec reads values in it.

    GaveUpError where it is too large, too deep, or takes too long.
    """
    where = f"the message #{message.seq:,}"
    if len(message.payload) > MOST_BYTES:
        size = MOST_BYTES // 1024**2
        raise GaveUpError(f"{where} has more than {size} MiB, and was not looked into as JSON")
    try:
        if (document := _tree(message)) is not None:
            yield from path.find(document.value, time.perf_counter() + PATIENCE_S)
    except RecursionError:
        raise GaveUpError(f"{where} is JSON nested too deeply to be looked into") from None
    except TimeoutError:
        raise GaveUpError(
            f"the JSONPath took more than {PATIENCE_S * 1000:g} ms for {where}: write one that says"
            " more of the way, without '..'"
        ) from None


def taken(node: "Node", message: Message) -> Scalar:
    """The value of `node`, which `find` found in the message, as a variable can have it: what is no
    string, true or false as it was written there. GaveUpError where looking for that takes long."""
    value = node.obj
    if isinstance(value, str | bool):
        return value
    deadline = time.perf_counter() + PATIENCE_S
    try:
        document = _tree(message)
        assert document is not None  # `node` is of it
        source = document.source(node.way, deadline)
    except RecursionError:
        raise GaveUpError(f"the value lies too deep in the message #{message.seq:,}") from None
    except TimeoutError:
        raise GaveUpError(
            f"the message #{message.seq:,} is so large that finding how the value was written took"
            f" more than {PATIENCE_S * 1000:g} ms"
        ) from None
    if isinstance(value, int | float) and as_text(value) == source:
        return value
    return JsonText(source)


def same(value: object, wanted: Scalar) -> bool:
    """Whether a value of JSON, or a variable's, equals a variable's: true is not 1, 1 is 1.0."""
    one, other = _meant(value), _meant(wanted)
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def same_text(value: object, wanted: str) -> bool:
    """Whether a value of JSON equals what text puts in the place of a variable: "7" is 7, and
    1e2 is 100."""
    if isinstance(value, str):
        return value == wanted
    try:
        return same(value, JsonText(wanted))
    except (ValueError, RecursionError):
        return False


def _meant(value: object) -> object:
    return json_value(str(value)) if isinstance(value, JsonText) else value


def _tree(message: Message) -> Tree | None:
    return _tree_of(message.payload, Context(_OPCODES[message.type]))


# Of the latest message, for all rules that look into it.
_tree_of = lru_cache(maxsize=1)(tree)
