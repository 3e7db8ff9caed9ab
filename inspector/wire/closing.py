"""Closing: what may be sent as Close (WHATWG WebSockets section 3.1), and how a close is told."""

from typing import NamedTuple

from inspector.events import close_code
from inspector.wire.message_frames import utf8

NORMAL = 1000
ABNORMAL = 1006
INTERNAL_ERROR = 1011
_MOST_REASON = 123


class CloseEvent(NamedTuple):
    """How a WebSocket ended: the browser's CloseEvent."""

    code: int
    """From the peer's Close frame; 1005 where it held none, 1006 where there was no such frame,
    or the connection was failed here."""
    reason: str
    was_clean: bool
    """Whether both sides sent a Close frame, and neither failed the connection."""


def close_payload(code: int | None, reason: str = "", *, unchecked: bool = False) -> bytes:
    """The payload of a Close frame; no `code` is an empty one.

    Raises ValueError for what a browser would not send. `unchecked` allows whatever can be
    encoded.
    """
    if code is None:
        if reason:
            raise ValueError("A reason needs a code before it: give one, such as 1000.")
        return b""
    data = utf8(reason)
    if unchecked:
        if not 0 <= code < 2**16:
            raise ValueError(f"The close code {code} does not fit into two bytes (0 to 65535).")
    elif code != NORMAL and not 3000 <= code <= 4999:
        raise ValueError(
            f"The close code {code} is not for applications: use 1000 or 3000 to 4999, or send "
            "it unchecked."
        )
    elif len(data) > _MOST_REASON:
        raise ValueError(
            f"The reason is {len(data)} bytes of UTF-8, and {_MOST_REASON} have room: shorten it."
        )
    return code.to_bytes(2, "big") + data


def tell(code: int, reason: str = "") -> str:
    """`1000 Normal Closure "bye"`"""
    return f"{code} {close_code(code).name}" + (f' "{reason}"' if reason else "")


class Closing:
    """Who sent which Close frame, and what that makes of the end."""

    def __init__(self) -> None:
        self.sent: tuple[int, str] | None = None
        self.received: tuple[int, str] | None = None
        self.failed = False
        """We failed the connection: what the peer then says as Close counts no more."""
        self.opened = False
        self.aborted = False
        """TCP is ended from here, on purpose."""

    @property
    def was_clean(self) -> bool:
        return self.sent is not None and self.received is not None and not self.failed

    def event(self) -> CloseEvent:
        """The end, as RFC 6455 sections 7.1.5 and 7.1.6 define code and reason."""
        if self.received is None or self.failed:
            return CloseEvent(ABNORMAL, "", was_clean=False)
        return CloseEvent(*self.received, was_clean=self.was_clean)

    def story(self) -> str:
        """`1000 Normal Closure, clean`, or what was said before an end that was not."""
        code, reason, was_clean = self.event()
        if was_clean:
            return f"{tell(code, reason)}, clean"
        if not self.opened:
            return f"{tell(code, reason)}, never open"
        said = [] if self.sent is None else [f"we sent {tell(*self.sent)}"]
        if self.received is not None and self.failed:
            said.append(f"the server sent {tell(*self.received)}")
        elif self.received is not None:
            said.append("not answered before TCP ended")
        if self.aborted:
            said.append("aborted here")
        return f"{tell(code, reason)}: {', '.join(said) or 'no Close frame was sent'}"
