"""TLS for servers on loopback; see `certificates/README`."""

import ssl
from pathlib import Path

_FOLDER = Path(__file__).parent / "certificates"
LOCALHOST = _FOLDER / "localhost.pem"
OTHER = _FOLDER / "other.pem"
EXPIRED = _FOLDER / "expired.pem"


def server_tls(certificate: Path = LOCALHOST) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, _FOLDER / "key.pem")
    return context
