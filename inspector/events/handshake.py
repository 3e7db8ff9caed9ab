"""The opening handshake, byte for byte (RFC 6455 section 4)."""

import binascii
import hashlib
from typing import NamedTuple

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_END_OF_HEAD = b"\r\n\r\n"

Headers = list[tuple[str, str]]
"""Header fields in wire order and case."""


class HttpRequest(NamedTuple):
    """The request of the opening handshake as it was sent."""

    time_ns: int
    url: str
    raw: bytes

    @property
    def headers(self) -> Headers:
        return _headers(self.raw)


class HttpResponse(NamedTuple):
    """The answer to it, as far as it came: head, and for a refusal the body too."""

    time_ns: int
    raw: bytes

    @property
    def status(self) -> int:
        """The status code; 0 where the first line is not HTTP."""
        parts = _first_line(self.raw).split(b" ", 2)
        is_http = parts[0].startswith(b"HTTP/") and len(parts) > 1
        return int(parts[1]) if is_http and parts[1].isdigit() and len(parts[1]) == 3 else 0

    @property
    def reason(self) -> str:
        parts = _first_line(self.raw).split(b" ", 2)
        return parts[2].decode("latin-1") if self.status and len(parts) == 3 else ""

    @property
    def headers(self) -> Headers:
        return _headers(self.raw)

    @property
    def body(self) -> bytes:
        """What followed the head, transfer encoding and all."""
        return self.raw.partition(_END_OF_HEAD)[2]


class AcceptCheck(NamedTuple):
    """RFC 6455 section 4.1's check of Sec-WebSocket-Accept, worked out step by step."""

    key: str
    """Sec-WebSocket-Key, as sent."""
    expected: str
    """base64(SHA-1(key + GUID)); empty where no key was sent."""
    received: str
    """Sec-WebSocket-Accept, as received; empty where there was none."""

    @property
    def ok(self) -> bool:
        return bool(self.key) and self.expected == self.received


def check_accept(request: HttpRequest, response: HttpResponse) -> AcceptCheck:
    """Work out whether `response` proves that the server read `request`."""
    key = _value(request.headers, "sec-websocket-key")
    digest = hashlib.sha1(key.encode("latin-1") + _GUID, usedforsecurity=False).digest()
    expected = binascii.b2a_base64(digest, newline=False).decode() if key else ""
    return AcceptCheck(key, expected, _value(response.headers, "sec-websocket-accept"))


def _first_line(raw: bytes) -> bytes:
    """Without its end, which a careless server writes as a bare line feed."""
    return raw.split(b"\n", 1)[0].removesuffix(b"\r")


def _headers(raw: bytes) -> Headers:
    """The header fields of a message's head. Never raises: a line without a colon has no value."""
    lines = raw.partition(_END_OF_HEAD)[0].decode("latin-1").split("\r\n")[1:]
    fields = (line.partition(":") for line in lines if line)
    return [(name, value.strip(" \t")) for name, _, value in fields]


def _value(headers: Headers, name: str) -> str:
    return next((value for key, value in headers if key.lower() == name), "")
