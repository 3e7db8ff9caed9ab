"""The demo server, seen by a client that shares no code with it (aiohttp)."""

import asyncio
import gzip
import json
import select
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import WSCloseCode, WSMsgType

from inspector.demo import DemoServer, samples
from inspector.demo.chatty import UNANSWERED


@pytest_asyncio.fixture
async def server() -> AsyncIterator[DemoServer]:
    async with DemoServer() as server:
        yield server


@pytest_asyncio.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def http_url(server: DemoServer, path: str) -> str:
    return server.url(path).replace("ws://", "http://")


async def test_echo_returns_text_as_text_and_binary_as_binary(server, client):
    async with client.ws_connect(server.url("/echo"), max_msg_size=0) as ws:
        await ws.send_str("Grüße 👋")
        assert await ws.receive_str(timeout=5) == "Grüße 👋"
        await ws.send_bytes(b"\x00\xff")
        assert await ws.receive_bytes(timeout=5) == b"\x00\xff"
        await ws.send_bytes(bytes(5_000_000))
        assert await ws.receive_bytes(timeout=5) == bytes(5_000_000)


async def test_echo_gives_the_close_code_back(server, client):
    async with client.ws_connect(server.url("/echo"), autoclose=False) as ws:
        await ws.close(code=4321)
        assert ws.close_code == 4321


async def test_compression_only_where_it_is_offered(server, client):
    async with client.ws_connect(server.url("/echo")) as ws:
        assert not ws.compress
    async with client.ws_connect(server.url("/echo"), compress=15) as ws:
        assert ws.compress
        await ws.send_str("again " * 1000)
        assert await ws.receive_str(timeout=5) == "again " * 1000


async def test_more_than_the_limit_is_refused_with_1009(server, client):
    async with client.ws_connect(server.url("/echo")) as ws:
        await ws.send_bytes(bytes(16 * 1024 * 1024 + 1))
        assert (await ws.receive(timeout=5)).data == WSCloseCode.MESSAGE_TOO_BIG


async def test_the_root_says_which_paths_there_are_and_then_echoes(server, client):
    async with client.ws_connect(server.url()) as ws:
        hello = await ws.receive_str(timeout=5)
        assert "/ticker?rate=4" in hello
        assert "/refuse?status=403" in hello
        await ws.send_str("and now?")
        assert await ws.receive_str(timeout=5) == "and now?"


async def test_ticker_sends_json_by_itself(server, client):
    async with client.ws_connect(server.url("/ticker?rate=1000")) as ws:
        ticks = [json.loads(await ws.receive_str(timeout=5)) for _ in range(20)]
    assert [tick["seq"] for tick in ticks] == list(range(2**53 + 1, 2**53 + 21))
    assert {"trade", "quote", "book", "settlement", "news"} == {tick["type"] for tick in ticks}


def test_market_data_keeps_what_a_float_would_lose():
    now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    messages = [samples.market_data(number, now) for number in range(10)]
    assert '"price":64231.10,"size":0.01250000' in messages[0]
    assert '"time":"2026-01-02T03:04:05.000000+00:00"' in messages[0]
    trade = json.loads(messages[0], parse_float=Decimal)
    assert trade["price"] == Decimal("64231.10")
    assert any(json.loads(message).get("wei", 0) > 2**64 for message in messages)
    assert any(not message.isascii() for message in messages)


async def test_ticker_ends_when_the_client_leaves_though_it_never_reads(server, client):
    async with client.ws_connect(server.url("/ticker")) as ws:
        for _ in range(100):
            await ws.send_str("nobody reads this, and it blocks nothing")
        await ws.close()
        assert ws.close_code == 1000


async def test_stream_greets_in_fragments_and_answers_prompts(server, client, monkeypatch):
    monkeypatch.setattr("inspector.demo.paths.SECONDS_PER_CHARACTER", 0)
    async with client.ws_connect(server.url("/stream")) as ws:
        assert await ws.receive_str(timeout=5) == samples.GREETING
        await ws.send_str("What is FIN?")
        answer = await ws.receive_str(timeout=5)
        assert answer == "You said “What is FIN?”; let me think about that."
        assert await ws.receive_str(timeout=5) == samples.MUSINGS[0]
        await ws.send_bytes(b"123")
        assert (await ws.receive_str(timeout=5)).startswith("You said 3 bytes;")


async def test_stream_sends_one_frame_a_word(server, monkeypatch):
    monkeypatch.setattr("inspector.demo.paths.SECONDS_PER_CHARACTER", 0)
    """aiohttp puts fragments together, so the frames are read from the socket."""
    wire = await received_on_a_socket(server, "/stream", b" fragments")
    word = b" model."
    assert wire.startswith(b"\x01\x06Hello,\x00\x02 I")
    assert bytes([0, len(word)]) + word in wire


async def received_on_a_socket(server: DemoServer, path: str, until: bytes) -> bytes:
    """What follows the handshake's response, as long as `until` has not come."""
    reader, writer = await open_websocket(server, path)
    wire = await asyncio.wait_for(reader.readuntil(until), 5)
    writer.transport.abort()
    return wire


async def open_websocket(
    server: DemoServer, path: str
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Plain streams, from the end of the handshake's response on."""
    host, _, port = server.url("").removeprefix("ws://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(
        f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
    )
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
    assert head.startswith(b"HTTP/1.1 101 ")
    return reader, writer


async def test_binary_sends_kinds_that_programs_can_read(server, client):
    async with client.ws_connect(server.url("/binary")) as ws:
        assert await ws.receive_bytes(timeout=5) == samples.binary(0)
        assert (await ws.receive_bytes(timeout=5)).startswith(b"\x89PNG\r\n\x1a\n")


def test_fragments_may_end_inside_a_character():
    pieces = list(samples.cut_in_characters("Zoë 日本語"))
    assert pieces[0] == b"Zo\xc3"
    assert b"".join(pieces).decode() == "Zoë 日本語"


def test_binary_kinds():
    sensor, png, as_json, gzipped, msgpack, random = map(samples.binary, range(6))
    assert len(sensor) == 4 + 8 + 4 + 1 + 6
    assert png.endswith(b"IEND\xaeB`\x82")
    assert json.loads(as_json)["number"] == 2
    assert json.loads(gzip.decompress(gzipped))["number"] == 3
    assert msgpack == b"\x83\xa4kind\xa7msgpack\xa6number\xce\x00\x00\x00\x04\xa2ok\xc3"
    assert random != samples.binary(5)


async def test_chatty_sends_one_of_everything(server, client, monkeypatch):
    monkeypatch.setattr("inspector.demo.chatty.PAUSE", 0.001)
    async with client.ws_connect(
        server.url("/chatty"), autoping=False, max_msg_size=0, compress=15
    ) as ws:
        got = []
        while not (got and got[-1].type is WSMsgType.PONG):
            got.append(await ws.receive(timeout=5))
            if got[-1].type is WSMsgType.PING:
                await ws.pong(got[-1].data)
    pings = [message.data for message in got if message.type is WSMsgType.PING]
    assert pings[:2] == [b"ping 1", b"ping 2"]
    texts = [message.data for message in got if message.type is WSMsgType.TEXT]
    assert texts[0] == samples.UNICODE[0]
    assert texts[1] == "One message in fragments, with a ping after each of them."
    assert texts[2:4] == ["Zoë 日本語 👋", ""]
    assert 150_000 < len(texts[4]) < 300_000
    binaries = [message.data for message in got if message.type is WSMsgType.BINARY]
    assert [len(data) for data in binaries] == [0, 200_000]


async def test_chatty_pings_between_fragments(server):
    wire = await received_on_a_socket(server, "/chatty", b" message")
    assert b"\x01\x03One\x89\x06ping 2\x00\x08 message" in wire


async def test_chatty_closes_when_nobody_answers_its_pings(server, client, monkeypatch):
    monkeypatch.setattr("inspector.demo.chatty.PAUSE", 0.001)
    async with client.ws_connect(
        server.url("/chatty"), autoping=False, autoclose=False, max_msg_size=0
    ) as ws:
        pings = 0
        while (message := await ws.receive(timeout=5)).type is not WSMsgType.CLOSE:
            pings += message.type is WSMsgType.PING
        assert (message.data, message.extra) == (1011, f"{pings} pings without a pong")
        assert pings >= UNANSWERED


async def test_close_says_hello_and_closes_as_asked(server, client):
    async with client.ws_connect(
        server.url("/close?code=4001&reason=f%C3%BCr%20immer"), autoclose=False
    ) as ws:
        assert await ws.receive_str(timeout=5) == (
            "Hello. This connection closes now, with 4001 für immer"
        )
        message = await ws.receive(timeout=5)
        assert (message.data, message.extra) == (4001, "für immer")


async def test_refuse_refuses_as_asked(server, client):
    with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
        await client.ws_connect(server.url("/refuse"))
    assert caught.value.status == 403
    async with client.get(http_url(server, "/refuse?status=429")) as response:
        assert (response.status, response.reason) == (429, "Too Many Requests")
        assert response.headers["Retry-After"] == "30"
        assert "refuses every opening handshake" in await response.text()
    async with client.get(http_url(server, "/refuse?status=599")) as response:
        assert response.status == 599


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("/close?code=ten", "code='ten' is not a whole number from 1000 to 4999."),
        ("/close?code=5000", "from 1000 to 4999"),
        ("/close?code=1005", "1005 may not be sent"),
        ("/close?code=1000&code=1001", "'code' is there twice"),
        ("/close?reason=" + "x" * 124, "123 bytes"),
        ("/close?status=403", "no 'status' here: this path takes code and reason."),
        ("/refuse?status=", "status='' is not a whole number from 400 to 599."),
        ("/refuse?status=%E0%A5%A9", "from 400 to 599"),
        ("/ticker?rate=0", "from 1 to 1000"),
        ("/echo?x=1", "takes no query"),
    ],
)
async def test_bad_queries_are_answered_with_400(server, client, path, complaint):
    async with client.get(http_url(server, path)) as response:
        assert response.status == 400
        assert complaint in await response.text()


async def test_unknown_paths_are_answered_with_404_and_the_known_ones(server, client):
    async with client.get(http_url(server, "/nowhere")) as response:
        assert response.status == 404
        assert server.url("/echo") in await response.text()


async def test_a_browser_on_a_websocket_path_is_told_what_to_do(server, client):
    async with client.get(http_url(server, "/echo")) as response:
        assert response.status == 426
        assert f"connect to {server.url('/echo')} with" in await response.text()


async def test_the_index_page_explains_the_paths(server, client):
    async with client.get(http_url(server, "/")) as response:
        assert response.status == 200
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        page = await response.text()
    for path in (
        "/echo",
        "/ticker",
        "/stream",
        "/binary",
        "/exchange",
        "/chatty",
        "/close",
        "/refuse",
    ):
        assert f"<code>{server.url(path)}" in page
    assert "code=4001&amp;reason=" in page
    assert "http://" not in page, "external assets"


async def test_the_index_page_trusts_no_header(server, client):
    headers = {"Host": "<script>"}
    async with client.get(http_url(server, "/"), headers=headers) as response:
        assert "ws://&lt;script&gt;/echo" in await response.text()


async def test_stopping_closes_every_connection_with_1001(client):
    async with DemoServer() as server:
        paths = ("/echo", "/ticker", "/binary")
        sockets = [await client.ws_connect(server.url(path), autoclose=False) for path in paths]
        reading = [asyncio.ensure_future(close_of(ws)) for ws in sockets]
        await sockets[0].send_str("here")
        await server.stop()
        assert await asyncio.gather(*reading) == [1001, 1001, 1001]


async def test_stopping_does_not_wait_for_a_client_that_never_reads(monkeypatch):
    monkeypatch.setattr("inspector.demo.server._STOP_SECONDS", 0.05)
    monkeypatch.setattr("inspector.demo.chatty.PAUSE", 0)
    monkeypatch.setattr("inspector.demo.chatty.UNANSWERED", 1000)
    async with DemoServer() as server:
        reader, writer = await open_websocket(server, "/chatty")
        assert await reader.read(1)
        writer.transport.pause_reading()
        (connection,) = server._connections
        while not (connection.paused and is_full(connection.transport)):
            await asyncio.sleep(0.01)
    writer.transport.abort()


def is_full(transport: asyncio.Transport) -> bool:
    """The system takes no more of what is sent."""
    return not select.select([], [transport.get_extra_info("socket")], [], 0)[1]


async def close_of(ws: aiohttp.ClientWebSocketResponse) -> int:
    while (message := await ws.receive(timeout=5)).type is not WSMsgType.CLOSE:
        pass
    await ws.close()
    return message.data


async def test_a_url_needs_a_running_server():
    with pytest.raises(RuntimeError, match="start it first"):
        DemoServer().url("/echo")


async def test_a_port_in_use_is_an_oserror(server):
    port = int(server.url("").rpartition(":")[2])
    with pytest.raises(OSError, match="in use"):
        await DemoServer(port=port).start()


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6")
async def test_ipv6_hosts_are_bracketed():
    try:
        async with DemoServer(host="::1") as server:
            assert server.url("/echo").startswith("ws://[::1]:")
    except OSError:
        pytest.skip("no IPv6 on loopback")
