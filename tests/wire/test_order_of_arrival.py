"""What the wire brought first is acted on first, whoever takes the messages."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import pytest

from inspector.events import parse_close
from inspector.wire import ConnectionFailed, ForgedFrame, NotOpenError, WebSocket
from inspector.wire import websocket as websocket_module
from tests.support.rude_server import Peer, rude_server
from tests.support.wire_bytes import CLOSE, CONTINUATION, PING, PONG, TEXT, bytewise, close, frame

Client = Callable[[str], Awaitable[WebSocket]]


async def echo_from_callback(url: str) -> WebSocket:
    """Send each message back from `on_message`, until CLOSED."""
    websocket = WebSocket(url)
    websocket.on_message = websocket.send_nowait
    await websocket.connect()
    await websocket.wait_closed()
    return websocket


async def echo_from_iteration(url: str) -> WebSocket:
    """Send each message back from `async for`, until CLOSED."""
    websocket = WebSocket(url)
    await websocket.connect()
    with contextlib.suppress(ConnectionFailed):
        async for message in websocket:
            await websocket.send(message)
    await websocket.wait_closed()
    return websocket


both_clients = pytest.mark.parametrize("client", [echo_from_callback, echo_from_iteration])
cuttings = pytest.mark.parametrize("cutting", ["with the handshake", "at once", "bytewise"])


def sending(stream: bytes, cutting: str, answers: list[tuple[int, bytes]], count: int):
    """A script that sends `stream`, reads `count` frames into `answers`, then closes."""

    async def script(peer: Peer) -> None:
        await peer.accept(then=stream if cutting == "with the handshake" else b"")
        if cutting != "with the handshake":
            for piece in bytewise(stream) if cutting == "bytewise" else [stream]:
                await peer.send(piece)
                await asyncio.sleep(0)
        answers.extend([await peer.read_frame() for _ in range(count)])
        if answers[-1][0] != CLOSE:
            await peer.send(close(1000))
            answers.append(await peer.read_frame())

    return script


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        pytest.param(
            frame(TEXT, b"one ", fin=False) + frame(PING, b"p") + frame(CONTINUATION, b"two"),
            [(PONG, b"p"), (TEXT, b"one two")],
            id="ping between fragments (Autobahn 5.6, 5.7)",
        ),
        pytest.param(
            frame(TEXT, b"1", fin=False)
            + frame(CONTINUATION, b"2", fin=False)
            + frame(PING, b"p")
            + frame(CONTINUATION, b"3", fin=False)
            + frame(PING, b"q")
            + frame(CONTINUATION, b"4"),
            [(PONG, b"p"), (PONG, b"q"), (TEXT, b"1234")],
            id="pings between fragments (Autobahn 5.19, 5.20)",
        ),
        pytest.param(
            frame(PING, b"p") + frame(TEXT, b"1") * 2 + frame(PING, b"q") + frame(TEXT, b"2"),
            [(PONG, b"p"), (TEXT, b"1"), (TEXT, b"1"), (PONG, b"q"), (TEXT, b"2")],
            id="pings between messages",
        ),
    ],
)
@cuttings
async def test_answers_leave_in_the_order_of_what_they_answer(
    stream: bytes, expected: list[tuple[int, bytes]], cutting: str
):
    answers: list[tuple[int, bytes]] = []
    async with rude_server(sending(stream, cutting, answers, len(expected))) as server:
        websocket = await echo_from_callback(server.url)
        await server.done()
    assert answers == [*expected, (CLOSE, b"\x03\xe8")]
    assert websocket.was_clean


@both_clients
async def test_pongs_come_before_the_message_that_was_complete_after_the_ping(client: Client):
    stream = frame(TEXT, b"one ", fin=False) + frame(PING, b"p") + frame(CONTINUATION, b"two")
    answers: list[tuple[int, bytes]] = []
    async with rude_server(sending(stream, "at once", answers, 2)) as server:
        await client(server.url)
        await server.done()
    assert answers[:2] == [(PONG, b"p"), (TEXT, b"one two")]


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        pytest.param(frame(TEXT, b"?", rsv=2), 1002, id="RSV (Autobahn 3.2 to 3.4)"),
        pytest.param(frame(5), 1002, id="reserved opcode (Autobahn 4.1.3 to 4.1.5)"),
        pytest.param(frame(14, b"?"), 1002, id="reserved control (Autobahn 4.2.3 to 4.2.5)"),
        pytest.param(frame(CONTINUATION, b"?", fin=False), 1002, id="stray (Autobahn 5.15)"),
        pytest.param(frame(TEXT, b"\xff"), 1007, id="not UTF-8"),
        pytest.param(frame(TEXT, declared=1 << 40), 1009, id="too big"),
    ],
)
@both_clients
@cuttings
async def test_a_message_before_a_violation_is_answered_before_the_connection_fails(
    client: Client, broken: bytes, code: int, cutting: str
):
    stream = frame(TEXT, b"1", fin=False) + frame(CONTINUATION, b"2") + frame(TEXT, b"3")
    stream += broken
    if code != 1009:
        stream += frame(PING) + frame(TEXT, b"late")
    answers: list[tuple[int, bytes]] = []
    async with rude_server(sending(stream, cutting, answers, 3)) as server:
        websocket = await client(server.url)
        await server.done()
    assert answers[:2] == [(TEXT, b"12"), (TEXT, b"3")]
    assert (answers[2][0], parse_close(answers[2][1])[0]) == (CLOSE, code)
    assert websocket.problem is not None
    assert (websocket.close_code, websocket.was_clean) == (1006, False)


@cuttings
async def test_a_message_before_a_close_is_delivered_and_answered_before_it(cutting: str):
    answers: list[tuple[int, bytes]] = []
    script = sending(frame(TEXT, b"last") + close(1001), cutting, answers, 2)
    async with rude_server(script) as server:
        websocket = await echo_from_callback(server.url)
        await server.done()
    assert answers == [(TEXT, b"last"), (CLOSE, b"\x03\xe9")]
    assert (websocket.close_code, websocket.was_clean) == (1001, True)


async def test_who_iterates_gets_a_message_before_a_close_and_can_answer_no_more():
    answers: list[tuple[int, bytes]] = []
    script = sending(frame(TEXT, b"last") + close(1001), "with the handshake", answers, 1)
    async with rude_server(script) as server:
        websocket = WebSocket(server.url)
        await websocket.connect()
        assert await anext(websocket) == "last"
        with pytest.raises(NotOpenError):
            await websocket.send("too late")
        with pytest.raises(StopAsyncIteration):
            await anext(websocket)
        await server.done()
    assert answers == [(CLOSE, b"\x03\xe9")]
    assert websocket.was_clean


@pytest.mark.parametrize("reads", [True, False])
async def test_a_slow_reader_does_not_keep_a_violation_from_failing_the_connection(
    monkeypatch: pytest.MonkeyPatch, reads: bool
):
    monkeypatch.setattr(websocket_module, "TAKING_SECONDS", 0.001)
    answers: list[tuple[int, bytes]] = []
    stream = frame(TEXT, b"1") + frame(TEXT, b"2") + frame(5)
    async with rude_server(sending(stream, "at once", answers, 1)) as server:
        websocket = WebSocket(server.url)
        await websocket.connect()
        if reads:
            assert await anext(websocket) == "1"
        await websocket.wait_closed()
        assert await anext(websocket) == ("2" if reads else "1")
        await server.done()
    assert [opcode for opcode, _ in answers] == [CLOSE]


async def test_a_connection_that_is_lost_before_it_fails_tells_of_the_violation():
    async def script(peer: Peer) -> None:
        await peer.accept()
        await peer.send(frame(TEXT, b"1") + frame(5))
        peer.reset()

    async with rude_server(script) as server:
        websocket = WebSocket(server.url)
        await websocket.connect()
        await websocket.wait_closed()
    assert websocket.problem is not None
    assert websocket.problem.code == "protocol-error"
    assert websocket.close_code == 1006


async def test_a_pong_leaves_before_a_forged_frame_that_a_message_brings_about():
    answers: list[tuple[int, bytes]] = []
    script = sending(frame(PING, b"p") + frame(TEXT, b"1"), "at once", answers, 2)
    async with rude_server(script) as server:
        websocket = WebSocket(server.url)
        websocket.on_message = lambda _: websocket.send_frame(ForgedFrame(opcode=2, payload=b"raw"))
        await websocket.connect()
        await websocket.wait_closed()
        await server.done()
    assert answers[:2] == [(PONG, b"p"), (2, b"raw")]


async def test_nothing_after_a_close_from_a_callback_is_delivered():
    told: list[object] = []
    answers: list[tuple[int, bytes]] = []
    script = sending(frame(TEXT, b"1") + frame(TEXT, b"2"), "at once", answers, 1)
    async with rude_server(script) as server:
        websocket = WebSocket(server.url)

        def close_at_once(message: str | bytes) -> None:
            told.append(message)
            websocket.start_close(4000)

        websocket.on_message = close_at_once
        await websocket.connect()
        await server.done()
        await websocket.wait_closed()
    assert told == ["1"]
    assert answers == [(CLOSE, b"\x0f\xa0")]
