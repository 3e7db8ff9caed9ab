"""The request of the opening handshake (RFC 6455 section 4.1)."""

import base64
from collections.abc import Iterable, Sequence
from urllib.parse import unquote, urlsplit

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
    bare, credentials = _without_credentials(url)
    request = ClientProtocol(parse_uri(bare), origin=origin).connect()
    host, *others = request.headers.raw_items()
    standard = [
        host,
        ("Authorization", credentials),
        *others,
        ("Sec-WebSocket-Extensions", offer(options)),
        ("Sec-WebSocket-Protocol", ", ".join(protocols)),
        ("User-Agent", USER_AGENT),
    ]
    headers = with_own_headers(((name, value) for name, value in standard if value), own)
    # Credentials and bytes are not the library's: how it reads the ones and encodes the others
    # depends on its version.
    lines = [f"GET {request.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def _without_credentials(url: str) -> tuple[str, str]:
    """`url` without user and password, and the Authorization that they are (RFC 7617)."""
    parts = urlsplit(url)
    userinfo, at, host = parts.netloc.rpartition("@")
    if not at:
        return url, ""
    user, _, password = userinfo.partition(":")
    encoded = base64.b64encode(f"{unquote(user)}:{unquote(password)}".encode()).decode()
    return parts._replace(netloc=host).geturl(), f"Basic {encoded}"
