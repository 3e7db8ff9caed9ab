"""What happens on a stream below or beside WebSocket frames."""

from typing import NamedTuple

from inspector.events.frame import Direction


class StreamEvent(NamedTuple):
    """An HTTP/2 frame, a change of a flow-control window, a chunk of a server-sent event stream,
    what a relay's second leg brought: anything on the wire that is no WebSocket frame."""

    time_ns: int
    """Unix time in nanoseconds."""
    name: str
    """A stable word that says what it is, such as `h2.window_update` or `sse.event`."""
    direction: Direction
    leg: int
    """Of a relay: 0 towards the client, 1 towards the server. 0 where there is one connection."""
    payload: bytes
    """As it crossed the wire."""
    detail: str = ""
    """One line for a person."""
