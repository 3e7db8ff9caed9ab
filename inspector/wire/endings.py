"""How a connection that was open ended, where that was not a clean close: as a Problem."""

import time
from collections.abc import Sequence

from inspector.events import Problem
from inspector.wire.closing import Closing, tell


def lost(error: Exception | None, host: str, closing: Closing) -> Problem:
    """TCP ended before both sides had said Close."""
    how = "reset the connection" if isinstance(error, ConnectionError) else "ended TCP"
    if error is not None and not isinstance(error, ConnectionError):
        message = f"The connection to {host} broke: {error}. Check the network, then reconnect."
    elif closing.received is not None:
        message = (
            f"{host} sent a Close frame ({tell(*closing.received)}) and {how} before it could be "
            "answered."
        )
    elif closing.sent is not None:
        message = f"{host} {how} without answering our Close frame ({tell(*closing.sent)})."
    else:
        message = (
            f"{host} {how} without a Close frame: its process may have died, or something in "
            "between may have timed out; its log may tell."
        )
    return _problem("connection-lost", message, "" if error is None else repr(error))


def not_ended(host: str, timeout: float, closing: Closing) -> Problem:
    """The close timeout ran out."""
    if closing.was_clean:
        message = (
            f"{host} closed the WebSocket but kept TCP open for {timeout:g} s, where RFC 6455 "
            "section 7.1.1 wants it to close first; TCP was ended from here."
        )
    elif closing.received is None and closing.sent is not None:
        message = (
            f"{host} did not answer our Close frame ({tell(*closing.sent)}) within {timeout:g} s; "
            "TCP was ended from here."
        )
    else:
        message = f"{host} did not end TCP within {timeout:g} s; it was ended from here."
    return _problem("close-timeout", message)


def not_read(host: str, pauses: Sequence[str]) -> Problem:
    """The close timeout ran out, with all that it was extended, while we did not read."""
    message = (
        f"Reading from {host} was paused here for too long while the connection was closing "
        f"({', '.join(pauses)}), so what it sent last was not read; TCP was ended from here. "
        "Where the recording's writer is behind, its disk is slow or hangs."
    )
    return _problem("close-timeout", message)


def no_pong(host: str, timeout: float) -> Problem:
    return _problem(
        "keepalive",
        f"{host} did not answer a ping within {timeout:g} s, so the connection counts as lost: "
        "the server hangs, or something in between dropped the connection.",
    )


def cancelled(host: str) -> Problem:
    """Nobody's fault, so it is not recorded."""
    return _problem("cancelled", f"Connecting to {host} was given up before it was open.")


def _problem(code: str, message: str, detail: str = "") -> Problem:
    return Problem(time.time_ns(), code, message, detail)
