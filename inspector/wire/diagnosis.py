"""Why an opening handshake failed: the exception and the evidence -> a sentence for a person."""

import errno
import re
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from websockets.exceptions import (
    InvalidHeader,
    InvalidProxy,
    InvalidProxyStatus,
    InvalidUpgrade,
    InvalidURI,
    NegotiationError,
    ProxyError,
    SecurityError,
)

from inspector.events import HttpRequest, HttpResponse, Problem, check_accept
from inspector.wire.refusals import refusal_hint
from inspector.wire.tls import CaFileError
from inspector.wire.tls_errors import tls_sentence

_UNREACHABLE = {
    errno.ENETUNREACH,
    errno.EHOSTUNREACH,
    errno.ENETDOWN,
    errno.EHOSTDOWN,
    errno.EADDRNOTAVAIL,
}
_MOST_BODY = 500
"""Characters of a refusal's body in the detail; the rest is in the response itself."""


@dataclass(slots=True)
class Attempt:
    """One way to a server and what it brought so far; a redirect begins a new one."""

    url: str
    open_timeout: float
    """Seconds."""
    proxy: str | None = None
    request: HttpRequest | None = None
    """Sent; so TCP, and TLS where the URL wants it, stood."""
    response: HttpResponse | None = None
    """The answer as far as it came."""

    @property
    def host(self) -> str:
        """`host:port`, as it was dialled."""
        parts = urlsplit(self.url)
        port = parts.port or (443 if parts.scheme == "wss" else 80)
        name = parts.hostname or ""
        return f"[{name}]:{port}" if ":" in name else f"{name}:{port}"


def diagnose(error: BaseException, attempt: Attempt) -> Problem:
    """The Problem that says why the connection could not be opened."""
    code, message = _explain(error, attempt)
    return Problem(time.time_ns(), code, message, _detail(error, attempt))


def _explain(error: BaseException, attempt: Attempt) -> tuple[str, str]:
    """Code and sentence. The bytes that came weigh more than the exception: a refusal with a
    broken or endless body is still a refusal."""
    response = attempt.response
    if response is not None and response.status >= 200:
        return _refused(error, response, attempt)
    if response is not None and response.status not in (0, 101):
        return "handshake", _only_interim(response, attempt)
    if isinstance(error, TimeoutError) and error.errno is None:
        return "timeout", _timeout(attempt)
    if isinstance(error, ProxyError | InvalidProxy | ImportError):
        return "proxy", _proxy(error, attempt)
    if isinstance(error, ssl.SSLError):
        return "tls", tls_sentence(error, attempt.host)
    if isinstance(error, CaFileError):
        return "tls", str(error)
    if response is not None:
        return _bad_answer(error, response, attempt)
    if attempt.request is not None:
        return "handshake", _no_answer(attempt)
    if isinstance(error, OSError | UnicodeError):
        code, message = _network(error, attempt)
        return ("proxy" if attempt.proxy is not None else code), message
    return "handshake", f"The WebSocket to {attempt.host} could not be opened: {error}."


def _only_interim(response: HttpResponse, attempt: Attempt) -> str:
    return (
        f"{attempt.host} sent interim answers only, the last one {response.status}, and then "
        "neither accepted nor refused the WebSocket: it may not be ready, or not speak it."
    )


def _refused(error: BaseException, response: HttpResponse, attempt: Attempt) -> tuple[str, str]:
    if isinstance(error, InvalidURI | SecurityError) and response.status // 100 == 3:
        return "redirect", _redirect(error, attempt)
    status = f"{response.status} {response.reason}".strip()
    refused = f"{attempt.host} refused the WebSocket with {status}."
    return "handshake-status", f"{refused} {refusal_hint(response)}"


def _network(error: OSError | UnicodeError, attempt: Attempt) -> tuple[str, str]:
    """TCP or TLS did not stand."""
    who = attempt.host
    if attempt.proxy is not None:
        who = f"the proxy {_without_password(attempt.proxy)}"
    if isinstance(error, socket.gaierror | UnicodeError):
        return "dns", _unknown_host(error, urlsplit(attempt.proxy or attempt.url).hostname or "")
    if _is(error, errno.ECONNREFUSED):
        check = "Check host and port, and that the server runs"
        return "refused", f"Connection refused: nothing listens at {who}. {check}."
    if _is(error, *_UNREACHABLE):
        check = "check the network, the VPN and the address"
        return "unreachable", f"There is no way to {who} from here: {check}."
    if _is(error, errno.ETIMEDOUT):
        return "timeout", f"{_capital(who)} did not answer: a firewall may be in between."
    if isinstance(error, ConnectionError):
        tls = " during the TLS handshake" if attempt.url.startswith("wss:") else ""
        check = "it may not speak this on that port"
        return "connection-lost", f"{_capital(who)} ended the connection{tls}: {check}."
    return "unreachable", f"No connection to {who} could be made: {error}."


def _unknown_host(error: socket.gaierror | UnicodeError, name: str) -> str:
    if isinstance(error, OSError) and error.errno == socket.EAI_AGAIN:
        return f"The host name {name!r} could not be looked up: check the network."
    return (
        f"The host name {name!r} is not known: check its spelling, and that this computer is on "
        "the right network (or VPN)."
    )


def _no_answer(attempt: Attempt) -> str:
    return (
        f"{attempt.host} ended the connection without answering the handshake: it may not speak "
        "WebSocket on this port, or want TLS (wss://)."
    )


def _timeout(attempt: Attempt) -> str:
    seconds = f"{attempt.open_timeout:g} s"
    if attempt.response is not None:
        return f"{attempt.host} began to answer the handshake and did not go on within {seconds}."
    if attempt.request is not None:
        return (
            f"{attempt.host} accepted the connection and did not answer the handshake within "
            f"{seconds}: it may not speak WebSocket on this port, or be overloaded."
        )
    what = "TCP and TLS" if attempt.url.startswith("wss:") else "TCP"
    who = attempt.host
    if attempt.proxy is not None:
        who = f"The proxy {_without_password(attempt.proxy)}, or {who} behind it,"
    return (
        f"{who} did not answer within {seconds} ({what}): check host and port; a "
        "firewall may be in between."
    )


def _proxy(error: Exception, attempt: Attempt) -> str:
    proxy = _without_password(attempt.proxy or "")
    if isinstance(error, InvalidProxy):
        return f"The proxy {proxy} cannot be used ({error.msg}): write http://host:port."
    if isinstance(error, ImportError):
        return f"The proxy {proxy} speaks SOCKS, which is not supported: use an HTTP proxy."
    if isinstance(error, InvalidProxyStatus):
        status = error.response.status_code
        hint = "put user:password@ into its URL" if status == 407 else "check what it allows"
        return f"The proxy {proxy} refused to connect to {attempt.host} with {status}: {hint}."
    return f"The proxy {proxy} did not answer as an HTTP proxy: check its host and port."


def _redirect(error: Exception, attempt: Attempt) -> str:
    if isinstance(error, InvalidURI):
        return f"{attempt.host} redirects to a URL that is not one for a WebSocket: {error.uri!r}."
    if "too many" in str(error):
        return (
            f"There were {error}: it may be a loop; look at the Location headers, or raise the "
            "number of redirects allowed."
        )
    return f"{attempt.host} redirects from TLS to plain text, which is not safe to follow."


def _bad_answer(error: BaseException, response: HttpResponse, attempt: Attempt) -> tuple[str, str]:
    raw = bytes(response.raw)
    if response.status == 101:
        who = f"{attempt.host} accepted the WebSocket, but its answer is wrong"
        return "handshake", f"{who}: {_wrong_in_101(error, response, attempt)}."
    if raw[:2] in (b"\x15\x03", b"\x16\x03"):
        return "tls", f"{attempt.host} speaks TLS: use wss:// in place of ws://."
    line = raw.split(b"\n", 1)[0][:60].decode("latin-1").strip()
    if raw.startswith(b"HTTP/"):
        return "handshake", f"{attempt.host} gave an answer that is not well-formed: {line!r}."
    told = f"{attempt.host} does not speak HTTP, and so no WebSocket; it says {line!r}"
    return "handshake", f"{told}: check the port."


def _wrong_in_101(error: BaseException, response: HttpResponse, attempt: Attempt) -> str:
    """The server said yes, and not as RFC 6455 section 4.2.2 demands."""
    header = error.name.lower() if isinstance(error, InvalidHeader) else ""
    if isinstance(error, InvalidUpgrade):
        return f"{error}; it must say Upgrade: websocket and Connection: Upgrade"
    if header == "sec-websocket-accept" and attempt.request is not None:
        check = check_accept(attempt.request, response)
        if check.ok:
            return "Sec-WebSocket-Accept is right, but comes more than once"
        return (
            f"Sec-WebSocket-Accept is {check.received!r} in place of {check.expected!r}, so it did "
            "not read this handshake; a cache or proxy may be in between"
        )
    if header == "sec-websocket-protocol" or "subprotocol" in str(error):
        return f"it chose a subprotocol that was not offered ({error})"
    if isinstance(error, NegotiationError) or header == "sec-websocket-extensions":
        return f"it chose an extension that was not offered, or not so ({error})"
    return str(error.__cause__ or error)


def _detail(error: BaseException, attempt: Attempt) -> str:
    said = [f"{type(error).__name__}: {error}"]
    if (cause := error.__cause__) is not None:
        said.append(f"{type(cause).__name__}: {cause}")
    if attempt.response is not None and attempt.response.status not in (0, 101):
        said.append(attempt.response.body[:_MOST_BODY].decode("utf-8", "replace"))
    return "\n".join(part for part in said if part)


def _is(error: OSError, *numbers: int) -> bool:
    """Whether `error` is one of `numbers`, or one of the errors that asyncio joined in it."""
    found = {int(number) for number in re.findall(r"\[Errno (\d+)\]", str(error))}
    return error.errno in numbers or not found.isdisjoint(numbers)


def _without_password(proxy: str) -> str:
    return re.sub(r"//[^/@]*@", "//", proxy)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
