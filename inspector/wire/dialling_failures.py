"""What to tell a person when dialling failed: name, TCP, proxy, TLS."""

import errno
import re
import socket
import ssl

from inspector.wire.attempt import Attempt
from inspector.wire.dialling.errors import (
    CaFileError,
    ConnectError,
    DialError,
    ProxyAnswerError,
    ResolveError,
    TlsError,
    reason,
)
from inspector.wire.tls_errors import tls_sentence

_UNREACHABLE = {
    errno.ENETUNREACH,
    errno.EHOSTUNREACH,
    errno.ENETDOWN,
    errno.EHOSTDOWN,
    errno.EADDRNOTAVAIL,
}


def explain_dialling(error: DialError, attempt: Attempt) -> tuple[str, str]:
    """The code and the sentence of a problem."""
    match error:
        case ResolveError():
            return _on_the_way(attempt, "dns", _unknown_host(error))
        case ConnectError():
            return _on_the_way(attempt, *_connect(error, attempt))
        case ProxyAnswerError():
            return "proxy", _proxy(error, attempt)
        case TlsError():
            return _tls(error)
        case CaFileError():
            return "tls", (
                f"The file of certificate authorities {error.path!r} cannot be used "
                f"({error.error}): name a PEM file that can be read, or leave the option empty."
            )
    return "handshake", f"The WebSocket to {attempt.host} could not be opened: {error}."


def explain_dial_timeout(attempt: Attempt) -> str:
    """The sentence when the time for opening ran out before the request was sent."""
    within = f"within {attempt.open_timeout:g} s"
    last = attempt.phases[-1] if attempt.phases else None
    phase = last.name if last is not None and last.error else ""
    if phase == "resolve":
        name = last.detail if last else ""
        return f"The host name {name!r} was not looked up {within}: check the network."
    if phase == "proxy":
        begun = "began to answer and did not go on" if last and last.received else "did not answer"
        return (
            f"The proxy {shown_proxy(attempt)} accepted the connection and {begun} {within}: "
            f"it may not be an HTTP proxy, or not reach {attempt.host}."
        )
    if phase == "tls":
        return (
            f"{attempt.host} accepted the connection and did not finish the TLS handshake "
            f"{within}: it may not speak TLS on this port (try ws://), or be overloaded."
        )
    what = "TCP and TLS" if attempt.url.startswith("wss:") else "TCP"
    who = attempt.host
    if attempt.proxy is not None:
        who = f"The proxy {shown_proxy(attempt)}, or {who} behind it,"
    return (
        f"{who} did not answer {within} ({what}): check host and port; a "
        "firewall may be in between."
    )


def shown_proxy(attempt: Attempt) -> str:
    """The proxy's URL without its password."""
    return re.sub(r"//[^/@]*@", "//", attempt.proxy or "")


def _on_the_way(attempt: Attempt, code: str, sentence: str) -> tuple[str, str]:
    """With a proxy, names and addresses are the proxy's."""
    return ("proxy" if attempt.proxy is not None else code), sentence


def _unknown_host(error: ResolveError) -> str:
    if isinstance(error.error, OSError) and error.error.errno == socket.EAI_AGAIN:
        return f"The host name {error.host!r} could not be looked up: check the network."
    return (
        f"The host name {error.host!r} is not known: check its spelling, and that this computer is "
        "on the right network (or VPN)."
    )


def _connect(error: ConnectError, attempt: Attempt) -> tuple[str, str]:
    who = str(error.endpoint)
    if attempt.proxy is not None:
        who = f"the proxy {shown_proxy(attempt)}"
    numbers = {each.errno for _, each in error.failures}
    if errno.ECONNREFUSED in numbers:
        check = "Check host and port, and that the server runs"
        return "refused", f"Connection refused: nothing listens at {who}. {check}."
    if numbers & _UNREACHABLE:
        check = "check the network, the VPN and the address"
        return "unreachable", f"There is no way to {who} from here: {check}."
    if errno.ETIMEDOUT in numbers:
        return "timeout", f"{_capital(who)} did not answer: a firewall may be in between."
    if any(isinstance(each, ConnectionError) for _, each in error.failures):
        check = "it may not speak this on that port"
        return "connection-lost", f"{_capital(who)} ended the connection: {check}."
    told = ", ".join(dict.fromkeys(reason(each) for _, each in error.failures)) or "no address"
    return "unreachable", f"No connection to {who} could be made: {told}."


def _proxy(error: ProxyAnswerError, attempt: Attempt) -> str:
    proxy = shown_proxy(attempt)
    answer = error.answer
    if answer.status >= 300:
        status = f"{answer.status} {answer.reason}".strip()
        hint = "check what it allows"
        if answer.status == 407:
            hint = "put user:password@ into its URL"
        return f"The proxy {proxy} refused to connect to {attempt.host} with {status}: {hint}."
    if answer.status:
        return f"The proxy {proxy} ended the connection in the middle of its answer: try again."
    return f"The proxy {proxy} did not answer as an HTTP proxy: check its host and port."


def _tls(error: TlsError) -> tuple[str, str]:
    who = str(error.endpoint)
    if isinstance(error.error, ssl.SSLError):
        return "tls", tls_sentence(error.error, who)
    if isinstance(error.error, ConnectionError):
        check = "it may not speak this on that port"
        return "connection-lost", (
            f"{_capital(who)} ended the connection during the TLS handshake: {check}."
        )
    return "tls", f"TLS with {who} failed ({error}): check that it is a TLS port."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
