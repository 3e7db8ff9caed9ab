import errno
import os
import socket
import ssl

import pytest
from websockets.datastructures import Headers
from websockets.exceptions import (
    InvalidMessage,
    InvalidProxy,
    InvalidProxyMessage,
    InvalidProxyStatus,
    InvalidStatus,
    NegotiationError,
)
from websockets.http11 import Response

from inspector.events import HttpRequest, HttpResponse
from inspector.wire.diagnosis import Attempt, diagnose
from tests.support.rude_server import Peer, rude_server
from tests.support.wire_story import Story, opened, refused, server_close

REQUEST = HttpRequest(1, "ws://host.example/", b"GET / HTTP/1.1\r\n\r\n")


def system_error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def joined(*numbers: int) -> OSError:
    """As asyncio joins the errors of several addresses."""
    said = ", ".join(f"[Errno {number}] Connect call failed" for number in numbers)
    return OSError(f"Multiple exceptions: {said}")


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
        (socket.gaierror(socket.EAI_NONAME, "unknown"), "dns", "'host.example' is not known"),
        (socket.gaierror(socket.EAI_AGAIN, "later"), "dns", "could not be looked up"),
        (UnicodeError("label empty or too long"), "dns", "is not known"),
        (system_error(errno.ECONNREFUSED), "refused", "nothing listens at host.ex"),
        (joined(errno.ECONNREFUSED, errno.ECONNREFUSED), "refused", "host.example:80"),
        (joined(errno.ENETUNREACH, errno.ECONNREFUSED), "refused", "host.example:80"),
        (system_error(errno.EHOSTUNREACH), "unreachable", "no way to host.example:80"),
        (joined(errno.ENETUNREACH, errno.EHOSTUNREACH), "unreachable", "check the network"),
        (system_error(errno.ETIMEDOUT), "timeout", "firewall"),
        (system_error(errno.ECONNRESET), "connection-lost", "ended the connection"),
        (system_error(errno.EMFILE), "unreachable", "Too many open files"),
        (TimeoutError("timed out"), "timeout", "did not answer within 3 s (TCP)"),
        (verification(10), "tls", "has expired"),
        (verification(18), "tls", "self-signed"),
        (verification(62), "tls", "another host name"),
        (verification(99), "tls", "says OpenSSL"),
        (library("WRONG_VERSION_NUMBER"), "tls", "try ws://"),
        (library("SOMETHING_ELSE"), "tls", "SOMETHING_ELSE"),
        (RuntimeError("odd"), "handshake", "odd"),
    ],
)
def test_before_tcp_stands(error: Exception, code: str, said: str):
    problem = diagnose(error, Attempt("ws://host.example/", 3.0))
    assert problem.code == code
    assert said in problem.message
    assert problem.message.endswith(".")
    assert type(error).__name__ in problem.detail


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (InvalidProxy("ftp://p", "scheme ftp isn't supported"), "scheme ftp"),
        (InvalidProxyStatus(Response(407, "", Headers())), "user:password@"),
        (InvalidProxyStatus(Response(403, "", Headers())), "host.example:443 with 403"),
        (InvalidProxyMessage("no HTTP"), "did not answer as an HTTP proxy"),
        (ImportError("python-socks"), "SOCKS"),
        (system_error(errno.ECONNREFUSED), "at the proxy http://proxy:3128"),
        (socket.gaierror(socket.EAI_NONAME, "unknown"), "'proxy'"),
    ],
)
def test_through_a_proxy(error: Exception, said: str):
    attempt = Attempt("wss://host.example/", 3.0, proxy="http://me:secret@proxy:3128")
    problem = diagnose(error, attempt)
    assert problem.code == "proxy"
    assert said in problem.message
    assert "secret" not in problem.message


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
    error = InvalidStatus(Response(status, "Because", Headers()))
    problem = diagnose(error, attempt)
    assert problem.code == "handshake-status"
    assert f"host.example:80 refused the WebSocket with {status} Because." in problem.message
    assert said in problem.message
    assert "<b>why</b>" in problem.detail


def test_a_refusal_is_a_refusal_whatever_became_of_its_body():
    raw = b"HTTP/1.1 403 Forbidden\r\n\r\n"
    attempt = Attempt("ws://host.example/", 3.0, request=REQUEST, response=HttpResponse(1, raw))
    for error in (TimeoutError(), InvalidMessage("cut"), ConnectionResetError(), EOFError()):
        assert diagnose(error, attempt).code == "handshake-status"


def test_a_plain_request_to_an_https_port_of_nginx():
    raw = b"HTTP/1.1 400 Bad Request\r\n\r\nThe plain HTTP request was sent to HTTPS port"
    attempt = Attempt("ws://host.example/", 3.0, request=REQUEST, response=HttpResponse(1, raw))
    assert "wss://" in diagnose(InvalidMessage("x"), attempt).message


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
    problem = diagnose(TimeoutError("timed out"), attempt)
    assert problem.code == "timeout"
    assert said in problem.message
    assert "0.5 s" in problem.message


def test_a_choice_that_was_not_offered():
    raw = HttpResponse(1, b"HTTP/1.1 101 Switching Protocols\r\n\r\n")
    attempt = Attempt("ws://[::1]:8080/", 3.0, request=REQUEST, response=raw)
    problem = diagnose(NegotiationError("unsupported subprotocol: x"), attempt)
    assert problem.message.startswith("[::1]:8080 accepted the WebSocket, but its answer is wrong")
    assert "subprotocol" in problem.message
    assert "extension" in diagnose(NegotiationError("no extensions"), attempt).message


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


@pytest.mark.parametrize("proxy", ["ftp://127.0.0.1", "socks5://127.0.0.1:1", "nonsense"])
async def test_a_proxy_of_no_use(proxy: str):
    problem = await refused("ws://host.example/", Story(), proxy=proxy)
    assert problem.code == "proxy"
