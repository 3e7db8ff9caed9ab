import base64

import pytest

from inspector.wire import ConnectOptions
from inspector.wire.dialling import http_proxy
from inspector.wire.dialling.dial import dial
from inspector.wire.dialling.errors import ProxyAnswerError
from inspector.wire.dialling.proxy import parse_proxy
from tests.support.dialling import Told
from tests.support.rude_server import Peer, RudeServer, rude_server


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_proxy, "EVIDENCE_SECONDS", 0.05)


def proxy_that(*parts: bytes, then_stay: bool = False):
    async def script(peer: Peer) -> None:
        await peer.read_request()
        for part in parts:
            await peer.send(part)
        if then_stay:
            await peer.stay()

    return script


def through(server: RudeServer, credentials: str = "") -> ConnectOptions:
    return ConnectOptions(proxy=f"http://{credentials}127.0.0.1:{server.port}")


@pytest.mark.parametrize(
    ("url", "endpoint", "credentials", "secure"),
    [
        ("http://p", "p:80", "", False),
        ("https://[::1]", "[::1]:443", "", True),
        ("HTTP://me:s%40crét@p:3128/", "p:3128", "me:s@crét", False),
    ],
)
def test_what_the_url_of_a_proxy_says(url: str, endpoint: str, credentials: str, secure: bool):
    proxy = parse_proxy(url)
    assert (str(proxy.endpoint), proxy.credentials, proxy.secure) == (endpoint, credentials, secure)


async def test_request_and_answer_are_kept_byte_for_byte_without_the_password():
    told = Told()
    answer = b"HTTP/1.1 103 Hints\r\n\r\nHTTP/1.1 200 Yes\r\nX: 1\r\n\r\n"
    async with rude_server(proxy_that(answer + b"early")) as server:
        options = through(server, "me:secret@")
        stream = await dial("ws://host.example/", options, told.append)
        assert await stream.read() == b"early", "the tunnel begins behind the head"
        stream.abort()
        request = server.peers[0].request
    phase = told[-1]
    encoded = base64.b64encode(b"me:secret")
    assert request.startswith(b"CONNECT host.example:80 HTTP/1.1\r\nHost: host.example:80\r\n")
    assert b"Proxy-Authorization: Basic " + encoded in request
    assert (phase.name, phase.error) == ("proxy", "")
    assert phase.sent == request.replace(encoded, b"(left out)")
    assert phase.received == answer
    assert phase.detail.endswith(": 200")


REFUSAL = b"HTTP/1.1 407 Authenticate\r\nProxy-Authenticate: Basic\r\n"


@pytest.mark.parametrize(
    ("answer", "stays", "status"),
    [
        (REFUSAL + b"Content-Length: 2\r\n\r\nno", True, 407),
        (REFUSAL + b"Content-Length: 0\r\n\r\n", True, 407),
        (REFUSAL + b"\r\nendless", True, 407),
        (REFUSAL + b"\r\nto the end", False, 407),
        (REFUSAL[:-5], False, 407),
        (b"HTTP/1.1 200 Connec", False, 200),
        (b"HTTP/1.1 102 Processing\r\n\r\n", False, 0),
        (b"SSH-2.0-x\r\n", True, 0),
        (b"\x00\x01", False, 0),
        (b"", False, 0),
    ],
)
async def test_an_answer_that_opens_no_tunnel_is_kept_byte_for_byte(
    answer: bytes, stays: bool, status: int
):
    told = Told()
    async with rude_server(proxy_that(answer, then_stay=stays)) as server:
        with pytest.raises(ProxyAnswerError) as failed:
            await dial("ws://host.example/", through(server), told.append)
    assert failed.value.answer.status == status
    assert told[-1].received == answer
    assert told[-1].error


async def test_a_proxy_that_resets_the_connection():
    async def script(peer: Peer) -> None:
        await peer.read_request()
        await peer.send(b"HTTP/1.1 2")
        peer.reset()

    told = Told()
    async with rude_server(script) as server:
        with pytest.raises(ProxyAnswerError):
            await dial("ws://host.example/", through(server), told.append)
    assert told[-1].name == "proxy"
    assert told[-1].received in (b"", b"HTTP/1.1 2")  # a reset may overtake what was sent
