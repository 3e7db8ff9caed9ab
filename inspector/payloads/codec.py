"""What a codec is: one way of reading payloads, what it is told, and how far it may go."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol

from inspector.events import Direction, Event, HttpRequest, HttpResponse, Opcode
from inspector.payloads.decoded import Decoded

DEFAULT_LIMIT = 1024 * 1024
"""Payload bytes that are decoded for showing, unless more is asked for."""
DEFAULT_SECONDS = 5.0
"""How long that may take."""

_SUBPROTOCOL = "sec-websocket-protocol"


class DecodeError(Exception):
    """The payload is not what the codec reads; the message says why, and where."""


class EncodeError(Exception):
    """The text cannot be written back; the message says why."""

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position
        """The character at fault, from 0, where there is one."""


class Context(NamedTuple):
    """What is known of a payload beside its bytes. Hashable."""

    opcode: int = Opcode.BINARY
    """Of its message: that of the first frame."""
    direction: Direction = Direction.RECEIVED
    subprotocol: str = ""
    """As the server chose it; empty where it chose none, or where it is not known."""
    url: str = ""
    """Of the connection; empty where it is not known."""
    earlier: Callable[[], Iterable[bytes]] = tuple
    """The payloads of the messages before it, of its connection and direction, the oldest first:
    for a codec with memory. Read when it is called."""

    @property
    def is_text(self) -> bool:
        return self.opcode == Opcode.TEXT


def agreed(handshake: Iterable[Event]) -> tuple[str, str]:
    """URL and subprotocol of a connection, of its recorded requests and responses."""
    url = subprotocol = ""
    for event in handshake:
        if isinstance(event, HttpRequest):
            url = event.url
        elif isinstance(event, HttpResponse):
            named = (value for name, value in event.headers if name.lower() == _SUBPROTOCOL)
            subprotocol = next(named, "")
    return url, subprotocol


class Bounds(NamedTuple):
    """How far decoding may go."""

    limit: int = DEFAULT_LIMIT
    """Bytes of the payload."""
    seconds: float = DEFAULT_SECONDS
    deadline: float = float("inf")

    @classmethod
    def start(cls, limit: int, seconds: float) -> "Bounds":
        return cls(limit, seconds, time.monotonic() + seconds)

    def is_over(self) -> bool:
        """Whether the time is over: a codec looks every millisecond or so, and returns then what it
        has, with `note`."""
        return time.monotonic() > self.deadline

    @property
    def note(self) -> str:
        return f"stopped after {self.seconds:g} s"


class Tree(Protocol):
    """A payload as values, for JSONPath."""

    @property
    def value(self) -> object:
        """dict, list, str, int, float, bool and None, as JSON has them."""

    def source(self, way: Sequence[str | int], deadline: float) -> str:
        """The JSON text of the value that the names and indices of `way` lead to.

        KeyError: there is none. TimeoutError once `time.perf_counter()` is past `deadline`,
        RecursionError for a way that is too long.
        """


class Codec(ABC):
    """One way of reading payloads, and of writing them where it can. It has no state of its own,
    and what it does is bounded by a constant and by `Bounds`."""

    name: str
    """As shown: `JSON`."""
    remembers: bool = False
    """Whether it reads `Context.earlier`."""

    @abstractmethod
    def priority(self, payload: bytes, context: Context) -> float:
        """How well it fits, 0 (cannot read this) to 1. Looks at the first bytes only."""

    @abstractmethod
    def decode(self, payload: bytes, context: Context, bounds: Bounds) -> Decoded:
        """The payload, or as much of it as `bounds` allow, to read; DecodeError."""

    def line(self, payload: bytes, context: Context, limit: int) -> str | None:
        """One line of about `limit` characters for the log, `…` where it goes on; None where
        another codec says it better. For each row that is painted: microseconds."""
        return None

    def tree(self, payload: bytes, context: Context) -> Tree | None:
        """The payload as values; None where it is none of this codec's. RecursionError where it is
        nested too deeply."""
        return None

    def encode(self, text: str) -> bytes:
        """The payload that `text` is the reading of. EncodeError."""
        raise EncodeError(f"{self.name} can be read, and not written")
