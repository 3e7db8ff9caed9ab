"""TLS over a dialled stream: how it is set up, and what is known of it once it stands."""

import asyncio
import hashlib
import ssl
from typing import NamedTuple

from inspector.wire.dialling.certificate import Certificate, read_certificate
from inspector.wire.dialling.endpoint import Endpoint
from inspector.wire.dialling.errors import CaFileError, TlsError
from inspector.wire.dialling.phases import Phases
from inspector.wire.dialling.stream import Stream
from inspector.wire.options import ConnectOptions


class TlsFacts(NamedTuple):
    version: str
    """`TLSv1.3`"""
    cipher: str
    """`TLS_AES_256_GCM_SHA384`"""
    verified: bool
    """Whether the certificate was checked, host name included; what fails the check is refused."""
    certificate: Certificate | None
    """The peer's; None where it cannot be read."""
    fingerprint: str
    """SHA-256 of the peer's certificate, in hex."""


async def tls_context(options: ConnectOptions) -> ssl.SSLContext:
    """TLS as `options` want it. Raises CaFileError.

    The certificates of the authorities are read anew for each connection, since they may have
    changed; that takes tens of milliseconds, so a thread does it.
    """
    try:
        context = await asyncio.to_thread(ssl.create_default_context, cafile=options.ca_file)
    except OSError as error:  # ssl.SSLError is one
        raise CaFileError(options.ca_file, error) from error
    if not options.verify_tls:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


async def start_tls(
    stream: Stream, context: ssl.SSLContext, endpoint: Endpoint, timeout: float, phases: Phases
) -> None:
    """Speak TLS on `stream`, for at most `timeout` seconds. Raises TlsError."""
    with phases.phase("tls", endpoint.host) as running:
        try:
            if stream.unread:
                running.received = stream.unread
                raise ssl.SSLError(1, "the peer spoke before the TLS handshake, and not TLS")
            await stream.start_tls(context, endpoint.host, timeout)
        except OSError as error:  # ssl.SSLError is one
            raise TlsError(endpoint, error) from error
        tls = stream.transport.get_extra_info("ssl_object")
        chosen = [tls.version(), tls.cipher()[0], tls.selected_alpn_protocol()]
        running.detail = f"{endpoint.host}: {', '.join(filter(None, chosen))}"


def tls_facts(tls: ssl.SSLObject) -> TlsFacts:
    """What the finished handshake of `tls` settled."""
    der = tls.getpeercert(binary_form=True) or b""
    cipher = tls.cipher()
    return TlsFacts(
        version=tls.version() or "",
        cipher=cipher[0] if cipher else "",
        verified=tls.context.verify_mode == ssl.CERT_REQUIRED,
        certificate=read_certificate(der),
        fingerprint=hashlib.sha256(der).hexdigest(),
    )
