"""A WebSocket on the wire: the browser's interface, and every byte of what crosses it as events.

Knows asyncio, websockets and the events; neither Qt nor what becomes of the events.
"""

from inspector.wire.certificate import Certificate
from inspector.wire.closing import CloseEvent
from inspector.wire.errors import ConnectionFailed, NotOpenError
from inspector.wire.options import ConnectOptions
from inspector.wire.tls import TlsFacts
from inspector.wire.url import check_protocols, parse_url
from inspector.wire.websocket import WebSocket

__all__ = [
    "Certificate",
    "CloseEvent",
    "ConnectOptions",
    "ConnectionFailed",
    "NotOpenError",
    "TlsFacts",
    "WebSocket",
    "check_protocols",
    "parse_url",
]
