"""What was received, message by message, read from the recording as it grows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from inspector.recording import Recording

MessageType = Literal["text", "binary", "ping", "pong", "close"]


class Message(NamedTuple):
    """A received message, whole; or a control frame."""

    seq: int
    """Of its first frame: the row of the log that shows it."""
    connection: int
    time_ns: int
    """When its first frame was read."""
    type: MessageType
    payload: bytes
    """Decoded, all frames together."""

    @property
    def text(self) -> str:
        """The payload as text; of a close `1000 reason`. What is no UTF-8 becomes U+FFFD."""
        raise NotImplementedError


class Inbox:
    """The messages that `recording` received after the event `after` (by default the last one
    there now), in the order in which they became whole.

    Reads what the recording has; holds no more than the message that is being put together. To be
    used in the recording's own thread, and to be closed.
    """

    def __init__(self, recording: Recording, after: int | None = None) -> None:
        self.on_passed_over: Callable[[int, str], None] | None = None
        """Called with the seq and the reason where a message is left out: too large or broken."""
        raise NotImplementedError

    @property
    def seq(self) -> int:
        """The last event that was looked at."""
        raise NotImplementedError

    @property
    def backlog(self) -> int:
        """Bytes of what is there and was not looked at yet, about."""
        raise NotImplementedError

    def take(self, budget: int = 256) -> list[Message]:
        """The next messages, at most `budget`; empty where nothing more has come yet.
        RecordingError where the file is damaged."""
        raise NotImplementedError

    async def wait(self) -> None:
        """Return once something was recorded that was not looked at yet."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError
