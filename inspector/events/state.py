"""The four ready states of a WebSocket (WHATWG websockets, `readyState`)."""

import enum
from typing import NamedTuple


class ReadyState(enum.IntEnum):
    CONNECTING = 0
    OPEN = 1
    CLOSING = 2
    CLOSED = 3


class StateChange(NamedTuple):
    """`readyState` took a new value."""

    time_ns: int
    ready_state: ReadyState
    detail: str = ""
    """What a person wants to know beside the name: the URL, what was negotiated, why it closed."""
