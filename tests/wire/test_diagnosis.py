import errno
import os
import socket
import ssl

import pytest

from inspector.events import HttpRequest, HttpResponse, Phase
from inspector.wire.attempt import Attempt
from inspector.wire.diagnosis import diagnose
from inspector.wire.dialling.endpoint import Endpoint
from inspector.wire.dialling.errors import (
    CaFileError,
    ConnectError,
    ProxyAnswerError,
    ResolveError,
    TlsError,
)
from inspector.wire.opening.errors import (
    BadAnswerError,
    InsecureRedirectError,
    InterimOnlyError,
    NoAnswerError,
    OpenTimeoutError,
    RedirectUrlError,
    RefusedError,
    TooManyRedirectsError,
    WrongAnswerError,
)
from tests.support.rude_server import Peer, rude_server
from tests.support.wire_story import Story, opened, refused, server_close

HOST = Endpoint("host.example", 80)
REQUEST = HttpRequest(1, "ws://host.example/", b"GET / HTTP/1.1\r\n\r\n")


def system_error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def unknown(error: OSError | UnicodeError) -> ResolveError:
    return ResolveError("host.example", error)


def connecting(*errors: OSError) -> ConnectError:
    """The addresses of host.example failed with `errors`, one each."""
    failures = [(f"192.0.2.{n}:80", error) for n, error in enumerate(errors, 1)]
    return ConnectError(HOST, failures)


def refused_by(*numbers: int) -> ConnectError:
    return connecting(*map(system_error, numbers))


def verification(code: int) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code, error.verify_message = code, "says OpenSSL"
    return error


def library(reason: str) -> ssl.SSLError:
    error = ssl.SSLError(1, reason)
    error.reason = reason
    return error


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (unknown(socket.gaierror(socket.EAI_NONAME, "?")), "dns", "'host.example' is not known"),
        (unknown(socket.gaierror(socket.EAI_AGAIN, "later")), "dns", "could not be looked up"),
        (unknown(UnicodeError("label empty or too long")), "dns", "is not known"),
        (refused_by(errno.ECONNREFUSED), "refused", "nothing listens at host.example:80"),
        (refused_by(errno.ECONNREFUSED, errno.ECONNREFUSED), "refused", "host.example:80"),
        (refused_by(errno.ENETUNREACH, errno.ECONNREFUSED), "refused", "host.example:80"),
        (refused_by(errno.EHOSTUNREACH), "unreachable", "no way to host.example:80"),
        (refused_by(errno.ENETUNREACH, errno.EHOSTUNREACH), "unreachable", "check the network"),
        (refused_by(errno.ETIMEDOUT), "timeout", "firewall"),
        (refused_by(errno.ECONNRESET), "connection-lost", "ended the connection"),
        (refused_by(errno.EMFILE), "unreachable", "Too many open files"),
        (OpenTimeoutError(3.0), "timeout", "did not answer within 3 s (TCP)"),
        (TlsError(HOST, verification(10)), "tls", "has expired"),
        (TlsError(HOST, verification(18)), "tls", "self-signed"),
        (TlsError(HOST, verification(62)), "tls", "another host name"),
        (TlsError(HOST, verification(99)), "tls", "says OpenSSL"),
        (TlsError(HOST, library("WRONG_VERSION_NUMBER")), "tls", "try ws://"),
        (TlsError(HOST, library("SOMETHING_ELSE")), "tls", "SOMETHING_ELSE"),
        (TlsError(HOST, ConnectionResetError()), "connection-lost", "during the TLS handshake"),
        (TlsError(HOST, OSError("odd")), "tls", "TLS with host.example:80 failed (odd)"),
        (CaFileError("a.pem", OSError("odd")), "tls", "'a.pem' cannot be used (odd)"),
        (NoAnswerError(None), "handshake", "without answering"),
        (RuntimeError("odd"), "handshake", "odd"),
    ],
)
def test_before_an_answer(error: Exception, code: str, said: str):
    problem = diagnose(error, Attempt("ws://host.example/", 3.0))
    assert problem.code == code
    assert said in problem.message
    assert problem.message.endswith(".")
    assert type(error).__name__ in problem.detail


def test_the_detail_names_each_address_and_the_cause():
    try:
        raise refused_by(errno.ENETUNREACH, errno.ECONNREFUSED) from ValueError("cause")
    except ConnectError as error:
        detail = diagnose(error, Attempt("ws://host.example/", 3.0)).detail
    assert "192.0.2.1:80: Network is unreachable; 192.0.2.2:80: Connection refused" in detail
    assert "ValueError: cause" in detail


PROXY = Endpoint("proxy", 3128)


def proxy_said(raw: bytes) -> ProxyAnswerError:
    return ProxyAnswerError(HttpResponse(1, raw))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (proxy_said(b"HTTP/1.1 407 Authenticate\r\n\r\n"), "user:password@"),
        (proxy_said(b"HTTP/1.1 403 No\r\n\r\n"), "host.example:443 with 403 No: check"),
        (proxy_said(b"HTTP/1.1 200 Connec"), "in the middle of its answer"),
        (proxy_said(b"no HTTP"), "did not answer as an HTTP proxy"),
        (proxy_said(b""), "did not answer as an HTTP proxy"),
        (
            ConnectError(PROXY, [("192.0.2.1:3128", system_error(errno.ECONNREFUSED))]),
            "at the proxy http://proxy:3128",
        ),
        (ResolveError("proxy", socket.gaierror(socket.EAI_NONAME, "unknown")), "'proxy'"),
    ],
)
def test_through_a_proxy(error: Exception, said: str):
    attempt = Attempt("wss://host.example/", 3.0, proxy="http://me:secret@proxy:3128")
    problem = diagnose(error, attempt)
    assert problem.code == "proxy"
    assert said in problem.message
    assert "secret" not in problem.message + problem.detail


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        (Phase(1, "resolve", 2, "host.example", "given up"), "'host.example' was not looked up"),
        (Phase(1, "connect", 2, "192.0.2.1:443", "given up"), "(TCP and TLS)"),
        (Phase(1, "proxy", 2, "", "given up"), "accepted the connection and did not answer"),
        (Phase(1, "proxy", 2, "", "given up", b"", b"HTTP"), "began to answer"),
        (Phase(1, "tls", 2, "", "given up"), "did not finish the TLS handshake"),
        (Phase(1, "tls", 2, "", ""), "(TCP and TLS)"),
    ],
)
def test_a_timeout_tells_in_which_phase_it_came(phase: Phase, said: str):
    attempt = Attempt("wss://host.example/", 0.5, proxy="http://proxy", phases=[phase])
    problem = diagnose(OpenTimeoutError(0.5), attempt)
    assert problem.code == "timeout"
    assert said in problem.message
    assert "0.5 s" in problem.message


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (200, "ordinary web server"),
        (302, "Location"),
        (400, "Origin"),
        (401, "Authorization"),
        (403, "Origin"),
        (404, "path"),
        (418, "does not accept"),
        (426, "Upgrade"),
        (429, "wait"),
        (500, "log"),
        (502, "gateway"),
        (503, "overloaded"),
        (599, "log"),
        (999, "no status"),
    ],
)
def test_each_status_has_a_hint(status: int, said: str):
    raw = b"HTTP/1.1 %d Because\r\n\r\n<b>why</b>" % status
    attempt = Attempt("ws://host.example/", 3.0, request=REQUEST, response=HttpResponse(1, raw))
    problem = diagnose(RefusedError(attempt.response), attempt)
    assert problem.code == "handshake-status"
    assert f"host.example:80 refused the WebSocket with {status} Because." in problem.message
    assert said in problem.message
    assert "<b>why</b>" in problem.detail


def test_a_refusal_is_a_refusal_whatever_became_of_its_body():
    raw = b"HTTP/1.1 403 Forbidden\r\n\r\n"
    attempt = Attempt("ws://host.example/", 3.0, request=REQUEST, response=HttpResponse(1, raw))
    for error in (OpenTimeoutError(1.0), RefusedError(attempt.response), NoAnswerError(None)):
        assert diagnose(error, attempt).code == "handshake-status"


def test_a_plain_request_to_an_https_port_of_nginx():
    raw = b"HTTP/1.1 400 Bad Request\r\n\r\nThe plain HTTP request was sent to HTTPS port"
    attempt = Attempt("ws://host.example/", 3.0, request=REQUEST, response=HttpResponse(1, raw))
    assert "wss://" in diagnose(RefusedError(attempt.response), attempt).message


def test_a_refusal_that_breaks_off_says_so():
    raw = b"HTTP/1.1 503 Service Unavail"
    attempt = Attempt("ws://host.example/", 3.0, request=REQUEST, response=HttpResponse(1, raw))
    for error in (OpenTimeoutError(3.0), RefusedError(attempt.response)):
        problem = diagnose(error, attempt)
        assert problem.code == "handshake-status"
        assert "with 503 Service Unavail, and its answer breaks off there." in problem.message


@pytest.mark.parametrize(
    ("request_", "response", "said"),
    [
        (None, None, "(TCP and TLS)"),
        (REQUEST, None, "accepted the connection and did not answer"),
        (REQUEST, HttpResponse(1, b"HTTP"), "began to answer"),
    ],
)
def test_a_timeout_tells_how_far_it_came(request_, response, said: str):
    attempt = Attempt("wss://host.example/", 0.5, request=request_, response=response)
    problem = diagnose(OpenTimeoutError(0.5), attempt)
    assert problem.code == "timeout"
    assert said in problem.message
    assert "0.5 s" in problem.message


def test_a_wrong_answer_names_each_rule_that_it_breaks():
    raw = HttpResponse(1, b"HTTP/1.1 101 Switching Protocols\r\n\r\n")
    attempt = Attempt("ws://[::1]:8080/", 3.0, request=REQUEST, response=raw)
    problem = diagnose(WrongAnswerError(raw, ["one", "two"]), attempt)
    assert problem.code == "handshake"
    assert problem.message == (
        "[::1]:8080 accepted the WebSocket, but its answer is wrong: one; two."
    )


@pytest.mark.parametrize(
    ("raw", "code", "said"),
    [
        (b"HTTP/1.1 101 Switching", "handshake", "it breaks off"),
        (b"HTTP/1.1 abc\r\n\r\n", "handshake", "not well-formed: 'HTTP/1.1 abc'"),
        (b"SSH-2.0-x\r\n", "handshake", "does not speak HTTP, and so no WebSocket; it says 'SSH"),
        (b"\x15\x03\x01", "tls", "wss://"),
    ],
)
def test_an_answer_that_is_none(raw: bytes, code: str, said: str):
    answer = HttpResponse(1, raw)
    attempt = Attempt("ws://host.example/", 3.0, request=REQUEST, response=answer)
    problem = diagnose(BadAnswerError(answer), attempt)
    assert problem.code == code
    assert said in problem.message


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RedirectUrlError("ftp://x", "its scheme"), "'ftp://x'"),
        (InsecureRedirectError("ws://x/"), "not safe"),
        (TooManyRedirectsError(3, "ws://x/"), "too many redirects, the last one to ws://x/"),
    ],
)
def test_a_redirect_that_is_not_followed(error: Exception, said: str):
    problem = diagnose(error, Attempt("ws://host.example/", 3.0))
    assert problem.code == "redirect"
    assert said in problem.message


@pytest.mark.parametrize("error", [InterimOnlyError(102), OpenTimeoutError(1.0)])
def test_interim_answers_only(error: Exception):
    last = HttpResponse(1, b"HTTP/1.1 102 Processing\r\n\r\n")
    problem = diagnose(error, Attempt("ws://host.example/", 3.0, request=REQUEST, response=last))
    assert problem.code == "handshake"
    assert "interim answers only, the last one 102" in problem.message


async def test_nobody_listens():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        story = Story()
        problem = await refused(f"ws://127.0.0.1:{port}/", story)
    assert problem.code == "refused"
    assert f"127.0.0.1:{port}" in problem.message
    assert story.told() == ["CONNECTING", "problem refused", "CLOSED"]


def connect_proxy(answer: bytes):
    """A proxy that answers CONNECT with `answer`, and where that is 200 plays the server too."""

    async def script(peer: Peer) -> None:
        assert (await peer.read_request()).startswith(b"CONNECT host.example:80 HTTP/1.1\r\n")
        await peer.send(answer)
        if b" 200 " in answer:
            await peer.accept(then=server_close(1000))
            await peer.read_frame()

    return script


async def test_a_proxy_passes_us_through():
    story = Story()
    script = connect_proxy(b"HTTP/1.1 200 Connected\r\n\r\n")
    async with rude_server(script) as server:
        proxy = f"http://127.0.0.1:{server.port}"
        websocket = await opened("ws://host.example/", story, proxy=proxy)
        await websocket.wait_closed()
    assert websocket.was_clean
    assert websocket.peer == f"127.0.0.1:{server.port}"
    assert story.requests[0].url == "ws://host.example/"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"HTTP/1.1 407 Authenticate\r\n\r\n", "407"),
        (b"HTTP/1.1 502 No\r\n\r\n", "502"),
        (b"SSH-2.0\r\n", "did not answer as an HTTP proxy"),
        (b"", "did not answer as an HTTP proxy"),
    ],
)
async def test_a_proxy_that_does_not(answer: bytes, said: str):
    story = Story()
    async with rude_server(connect_proxy(answer)) as server:
        proxy = f"http://127.0.0.1:{server.port}"
        problem = await refused("ws://host.example/", story, proxy=proxy)
    assert problem.code == "proxy"
    assert said in problem.message
