"""TLS: how it is set up, and what is known of it once it stands."""

import hashlib
import ssl
from typing import NamedTuple

from inspector.wire.certificate import Certificate, read_certificate
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


class CaFileError(ValueError):
    """The file of certificate authorities cannot be used; says which and why."""


def tls_context(options: ConnectOptions) -> ssl.SSLContext:
    """TLS as `options` want it. Raises CaFileError."""
    try:
        context = ssl.create_default_context(cafile=options.ca_file)
    except OSError as error:  # ssl.SSLError is one
        raise CaFileError(
            f"The file of certificate authorities {options.ca_file!r} cannot be used ({error}): "
            "name a PEM file that can be read, or leave the option empty."
        ) from error
    if not options.verify_tls:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


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
