"""What an opening handshake results in, whatever it was spoken over."""

import asyncio
from typing import NamedTuple

from inspector.events import HttpRequest, HttpResponse
from inspector.wire.deflate_parameters import DeflateParameters
from inspector.wire.dialling.endpoint import Endpoint
from inspector.wire.dialling.tls import TlsFacts, tls_facts


class Opened(NamedTuple):
    """An open WebSocket that nobody reads yet: give `transport` to a `Link`, in the same call."""

    transport: asyncio.Transport
    early: bytes
    """What came with the answer and belongs to the WebSocket already."""
    request: HttpRequest
    response: HttpResponse
    """Both as they crossed the wire."""
    status: int
    subprotocol: str
    """Empty for none."""
    extensions: str
    """As the server wrote them; empty for none."""
    deflate: DeflateParameters | None
    """The parameters of permessage-deflate; None without compression."""
    violations: list[str]
    """What the answer did wrong, a clause each; only where reading is lenient."""
    alpn: str
    """The protocol that TLS chose (RFC 7301); empty for none."""
    peer: str
    """`address:port` at the other end of TCP; empty if the system does not know it."""
    tls: TlsFacts | None
    """None without TLS."""


class TransportFacts(NamedTuple):
    """What a transport tells of the connection below it."""

    alpn: str
    peer: str
    tls: TlsFacts | None

    @classmethod
    def of(cls, transport: asyncio.Transport) -> "TransportFacts":
        tls = transport.get_extra_info("ssl_object")
        address = transport.get_extra_info("peername")
        return cls(
            "" if tls is None else tls.selected_alpn_protocol() or "",
            str(Endpoint(*address[:2])) if address else "",
            None if tls is None else tls_facts(tls),
        )
