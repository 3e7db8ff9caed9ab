"""The request of the opening handshake (RFC 6455 section 4.1)."""

from collections.abc import Iterable, Sequence

from websockets.client import ClientProtocol
from websockets.typing import Origin
from websockets.uri import parse_uri

from inspector.wire.opening.extensions import offer
from inspector.wire.opening.headers import Header, with_own_headers
from inspector.wire.options import ConnectOptions
from inspector.wire.user_agent import USER_AGENT


def request_bytes(
    url: str, protocols: Sequence[str], options: ConnectOptions, own: Iterable[Header]
) -> bytes:
    """The request for `url`, with the headers `own` in place of standard ones or behind them.

    The library draws the key and writes the headers that every WebSocket request has.
    """
    origin = None if options.origin is None else Origin(options.origin)
    request = ClientProtocol(parse_uri(url), origin=origin).connect()
    standard = [
        *request.headers.raw_items(),
        ("Sec-WebSocket-Extensions", offer(options)),
        ("Sec-WebSocket-Protocol", ", ".join(protocols)),
        ("User-Agent", USER_AGENT),
    ]
    headers = with_own_headers(((name, value) for name, value in standard if value), own)
    # Not by the library: how it encodes what is not ASCII depends on its version.
    lines = [f"GET {request.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")
