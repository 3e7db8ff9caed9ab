"""The ways in which dialling fails, each with its facts.

`dialling_failures.py` has the words for people.
"""

import errno
import os
import socket
import ssl

from inspector.events import HttpResponse
from inspector.wire.dialling.endpoint import Endpoint


class DialError(Exception):
    """No byte stream to the server could be had; the message says why in short."""


class ResolveError(DialError):
    """The addresses of a host name could not be looked up."""

    def __init__(self, host: str, error: OSError | UnicodeError) -> None:
        super().__init__(f"{host}: {reason(error)}")
        self.host = host
        self.error = error


class ConnectError(DialError):
    """None of the addresses of an endpoint accepted a TCP connection."""

    def __init__(self, endpoint: Endpoint, failures: list[tuple[str, OSError]]) -> None:
        super().__init__("; ".join(f"{address}: {reason(error)}" for address, error in failures))
        self.endpoint = endpoint
        self.failures = failures
        """Each address that was tried, in order of failing, with its error."""


class ProxyAnswerError(DialError):
    """The proxy did not open a tunnel: it refused, or what it said is not an answer."""

    def __init__(self, answer: HttpResponse, error: OSError | None = None) -> None:
        said = bytes(answer.raw).split(b"\r\n", 1)[0][:80].decode("latin-1")
        super().__init__(f"it answered {said!r}" if said else "it did not answer")
        self.answer = answer
        """As far as it came; its status is 0 if it is not an HTTP answer."""
        self.error = error


class TlsError(DialError):
    """The TLS handshake with an endpoint failed."""

    def __init__(self, endpoint: Endpoint, error: OSError) -> None:
        super().__init__(reason(error))
        self.endpoint = endpoint
        self.error = error
        """An ssl.SSLError, or a ConnectionError if the peer ended TCP in the middle of it."""


class CaFileError(DialError):
    """The file of certificate authorities cannot be used."""

    def __init__(self, path: str | None, error: OSError) -> None:
        super().__init__(reason(error))
        self.path = path
        self.error = error


def reason(error: BaseException) -> str:
    """The system's or library's words for `error`."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message or str(error)
    if isinstance(error, ssl.SSLError):
        return error.reason or str(error)
    if isinstance(error, OSError) and error.strerror:
        number = error.errno
        if number is None or number not in errno.errorcode or isinstance(error, socket.gaierror):
            return error.strerror
        return os.strerror(number)  # asyncio puts words of its own in the place of the system's
    return str(error) or type(error).__name__
