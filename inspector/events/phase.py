"""A phase of dialling: from a URL to a byte stream, one step after the other."""

from typing import NamedTuple


class Phase(NamedTuple):
    """One step on the way to a connection that has ended, well or not."""

    time_ns: int
    """Unix time in nanoseconds at which it began."""
    name: str
    """A stable word: `resolve`, `connect` (one address), `proxy`, `tls`."""
    duration_ns: int
    """Measured by a clock that never goes back."""
    detail: str = ""
    """What was done and what came of it: `example.com: 192.0.2.1, 2001:db8::1`."""
    error: str = ""
    """Why it failed, in a sentence; empty if it succeeded."""
    sent: bytes = b""
    """The bytes sent in it that are not part of the stream, such as a CONNECT request (RFC 9110
    section 9.3.6), with credentials left out."""
    received: bytes = b""
    """The bytes that answered them, exactly as they came."""
