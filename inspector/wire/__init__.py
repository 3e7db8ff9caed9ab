"""A WebSocket on the wire: the browser's interface, and every byte of what crosses it as events.

Knows asyncio, websockets and the events; neither Qt nor what becomes of the events.
"""

from typing import TYPE_CHECKING, Any

from inspector.wire.closing import CloseEvent
from inspector.wire.dialling.certificate import Certificate
from inspector.wire.dialling.tls import TlsFacts
from inspector.wire.errors import ConnectionFailed, NotOpenError
from inspector.wire.forged_frame import ForgedFrame
from inspector.wire.options import ConnectOptions
from inspector.wire.url import check_protocols, parse_url

if TYPE_CHECKING:
    from inspector.wire.websocket import WebSocket

__all__ = [
    "Certificate",
    "CloseEvent",
    "ConnectOptions",
    "ConnectionFailed",
    "ForgedFrame",
    "NotOpenError",
    "TlsFacts",
    "WebSocket",
    "check_protocols",
    "parse_url",
]


def __getattr__(name: str) -> Any:
    """`WebSocket` with its first use: the library below it takes a sixth of the window's start."""
    if name != "WebSocket":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from inspector.wire.websocket import WebSocket

    return WebSocket
