import asyncio
import logging

import pytest
from websockets.asyncio.server import ServerConnection, serve

import inspector
from inspector.events import Direction, ReadyState
from inspector.wire import (
    CloseEvent,
    ConnectionFailed,
    ForgedFrame,
    NotOpenError,
    WebSocket,
    connection,
)
from tests.support.aiohttp_server import aiohttp_server
from tests.support.certificates import server_tls
from tests.support.rude_server import Peer, rude_server
from tests.support.wire_story import Story, opened, server_close, server_frame


async def echo(connection: ServerConnection) -> None:
    async for message in connection:
        await connection.send(message)


async def closed(peer: Peer) -> None:
    """Answer the client's Close frame with the same, and end."""
    opcode, payload = await peer.read_frame()
    assert opcode == 8
    await peer.send(server_frame(8, payload))


async def accept_and_answer_close(peer: Peer) -> None:
    await peer.accept()
    await closed(peer)


def test_the_class_is_exported_at_the_top():
    assert inspector.WebSocket is WebSocket
    assert inspector.ConnectOptions().compression


async def test_the_browsers_interface_from_open_to_close():
    said: list[object] = []
    async with aiohttp_server() as server:
        websocket = WebSocket(server.url, ["echo"])
        websocket.on_open = lambda: said.append("open")
        websocket.on_message = said.append
        websocket.on_error = said.append
        websocket.on_close = said.append
        assert websocket.ready_state == 0
        assert (websocket.protocol, websocket.extensions, websocket.peer) == ("", "", "")
        await websocket.connect()
        assert websocket.ready_state == 1
        assert websocket.url == server.url
        assert websocket.protocol == "echo"
        assert websocket.extensions.startswith("permessage-deflate")
        assert websocket.peer == f"127.0.0.1:{server.port}"
        assert websocket.binary_type == "bytes"
        assert websocket.tls is None
        await websocket.send("text")
        await websocket.send(b"binary")
        while len(said) < 3:
            await asyncio.sleep(0.001)
        await websocket.close(4001, "done")
    assert said == ["open", "text", b"binary", CloseEvent(1000, "", True)]
    assert websocket.ready_state == 3
    assert (websocket.close_code, websocket.close_reason, websocket.was_clean) == (1000, "", True)
    assert websocket.buffered_amount == 0
    assert server.close_code == 4001


@pytest.mark.parametrize(
    "message", ["ünï\N{SNOWMAN}", b"\x00\xff", bytearray(b"ab"), memoryview(b"abc"), "", b""]
)
async def test_every_kind_of_message_comes_back(message: object):
    async with aiohttp_server() as server:
        websocket = await opened(server.url)
        await websocket.send(message)
        expected = message if isinstance(message, str) else bytes(message)
        assert await anext(websocket) == expected
        await websocket.close()


async def test_an_iterable_is_one_message_and_each_item_a_fragment():
    story = Story()
    async with aiohttp_server() as server:
        websocket = await opened(server.url, story, compression=False)
        await websocket.send(["one", "", "two"])
        await websocket.send(iter([b"1", b"2"]))
        await websocket.close()
    assert server.messages == ["onetwo", b"12"]
    sent = [(f.type, f.fin, f.payload) for f in story.frames(Direction.SENT) if f.opcode < 8]
    assert sent == [
        ("text", False, b"one"),
        ("continuation", False, b""),
        ("continuation", True, b"two"),
        ("binary", False, b"1"),
        ("continuation", True, b"2"),
    ]


async def test_fragments_of_an_asynchronous_iterable_go_out_as_they_come():
    story = Story()
    asked = []

    async def tokens():
        for token in ("a", "b"):
            asked.append([f.payload for f in story.frames(Direction.SENT)])
            yield token

    async with aiohttp_server() as server:
        websocket = await opened(server.url, story)
        await websocket.send(tokens())
        await websocket.close()
    assert asked == [[], [b"a"]]
    assert server.messages == ["ab"]


@pytest.mark.parametrize(
    ("message", "error"),
    [
        (1, TypeError),
        ({"a": 1}, TypeError),
        ([], ValueError),
        (["a", b"b"], TypeError),
        ([1], TypeError),
    ],
)
async def test_what_is_no_message_is_refused_and_nothing_is_sent(message: object, error: type):
    story = Story()
    async with rude_server(accept_and_answer_close) as server:
        websocket = await opened(server.url, story)
        with pytest.raises(error):
            await websocket.send(message)
        with pytest.raises(error):
            websocket.send_nowait(message)
        assert not story.frames()
        await websocket.close()
    assert websocket.was_clean


async def test_a_message_that_breaks_off_fails_the_connection():
    story = Story()

    async def tokens():
        yield "a"
        raise LookupError("no more")

    async with rude_server(_read_all_then_end) as server:
        websocket = await opened(server.url, story, close_timeout=0.2)
        with pytest.raises(LookupError):
            await websocket.send(tokens())
        await websocket.wait_closed()
    assert story.problems[0].code == "protocol-error"
    assert [f.type for f in story.frames(Direction.SENT)] == ["text", "close"]
    assert websocket.close_code == 1006


async def _read_all_then_end(peer: Peer) -> None:
    await peer.accept()
    await peer.read_frame()
    await peer.read_frame()


async def test_nothing_slips_between_the_fragments_of_a_message():
    story = Story()
    go_on = asyncio.Event()

    async def tokens():
        yield "a"
        await go_on.wait()
        yield "b"

    async with aiohttp_server() as server:
        websocket = await opened(server.url, story, compression=False)
        streaming = asyncio.create_task(websocket.send(tokens()))
        while not story.frames(Direction.SENT):
            await asyncio.sleep(0)
        other = asyncio.create_task(websocket.send("other"))
        websocket.send_nowait("now")
        await asyncio.sleep(0)
        assert websocket.buffered_amount == len("othernow")
        await websocket.ping(b"between")
        go_on.set()
        await asyncio.gather(streaming, other)
        assert websocket.buffered_amount == 0
        await websocket.close()
    assert server.messages == ["ab", "now", "other"]
    types = [frame.type for frame in story.frames(Direction.SENT)]
    assert types[:4] == ["text", "ping", "continuation", "continuation"]


async def test_sending_outside_open_is_a_clear_error():
    async with rude_server(accept_and_answer_close) as server:
        websocket = WebSocket(server.url)
        for state in ("CONNECTING", "CLOSED"):
            for send in (websocket.send_nowait, websocket.ping, websocket.pong):
                with pytest.raises(NotOpenError, match=state):
                    send(b"x")
            with pytest.raises(NotOpenError, match=state):
                await websocket.send("x")
            with pytest.raises(NotOpenError, match=state):
                websocket.send_frame(ForgedFrame())
            if state == "CONNECTING":
                await websocket.connect()
                closing = asyncio.create_task(websocket.close())
                await asyncio.sleep(0)
                assert websocket.ready_state == ReadyState.CLOSING
                with pytest.raises(NotOpenError, match="CLOSING"):
                    await websocket.send("x")
                await closing


@pytest.mark.parametrize(
    ("code", "reason"),
    [(999, ""), (1001, ""), (1005, ""), (2999, ""), (5000, ""), (1000, "ü" * 62), (None, "why")],
)
async def test_closing_as_no_browser_does_is_refused(code: int | None, reason: str):
    story = Story()
    async with rude_server(accept_and_answer_close) as server:
        websocket = await opened(server.url, story)
        with pytest.raises(ValueError):
            await websocket.close(code, reason)
        assert websocket.ready_state == ReadyState.OPEN
        await websocket.close(3000, "x" * 123)
    assert websocket.close_event == (3000, "x" * 123, True)


@pytest.mark.parametrize(
    ("code", "reason", "payload"),
    [(1005, "", b"\x03\xed"), (0, "x" * 200, b"\0\0" + b"x" * 200), (1001, "", b"\x03\xe9")],
)
async def test_unchecked_closing_sends_whatever_can_be_encoded(code, reason, payload):
    story = Story()
    seen = []

    async def script(peer: Peer) -> None:
        await peer.accept()
        seen.append(await peer.read_frame())
        await peer.send(server_close(1000))

    async with rude_server(script) as server:
        websocket = await opened(server.url, story)
        with pytest.raises(ValueError):
            await websocket.close(70000, unchecked=True)
        await websocket.close(code, reason, unchecked=True)
    assert seen == [(8, payload)]
    assert story.states == ["CONNECTING", "OPEN", "CLOSING", "CLOSED"]
    assert len(story.frames(Direction.SENT)) == 1
    assert websocket.close_event == (1000, "", True)


async def test_a_close_without_code():
    async with rude_server(accept_and_answer_close) as server:
        websocket = await opened(server.url)
        await websocket.close(None)
    assert websocket.close_event == (1005, "", True)


async def test_the_servers_close_is_answered_and_told():
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.accept(then=server_close(1012, "deploy"))
        assert await peer.read_frame() == (8, b"\x03\xf4deploy")

    async with rude_server(script) as server:
        websocket = await opened(server.url, story)
        await websocket.wait_closed()
    assert websocket.close_event == (1012, "deploy", True)
    assert story.details[2:] == [
        'the server closes with 1012 Service Restart "deploy"',
        '1012 Service Restart "deploy", clean',
    ]
    times = [event.time_ns for event in story]
    assert times == sorted(times)


async def test_ping_measures_and_pong_needs_no_ping():
    story = Story()
    async with aiohttp_server() as server:
        websocket = await opened(server.url, story)
        assert websocket.latency is None
        seconds = await websocket.ping(b"one")
        assert websocket.latency == seconds
        assert 0 < seconds < 1
        earlier, later = websocket.ping(b"a"), websocket.ping(b"a")
        assert await earlier <= 1
        assert await later <= 1
        websocket.pong(b"unasked")
        with pytest.raises(ValueError, match="125"):
            websocket.ping(bytes(126))
        await websocket.close()
    assert story.told()[4:6] == ["sent ping b'one'", "received pong b'one'"]
    assert "sent pong b'unasked'" in story.told()


async def test_a_pong_answers_earlier_pings_and_the_end_answers_none():
    async def script(peer: Peer) -> None:
        await peer.accept()
        await peer.read_frame()
        await peer.read_frame()
        await peer.read_frame()
        await peer.send(server_frame(10, b"unknown") + server_frame(10, b"2"))

    async with rude_server(script) as server:
        websocket = await opened(server.url)
        first, second, third = (websocket.ping(payload) for payload in (b"1", b"2", b"3"))
        assert await second <= await first
        with pytest.raises(NotOpenError):
            await third
        await websocket.wait_closed()


async def test_auto_pong_can_be_switched_while_open():
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.accept(then=server_frame(9, b"1"))
        assert await peer.read_frame() == (1, b"ready")
        await peer.send(server_frame(9, b"2"))
        assert await peer.read_frame() == (10, b"2")
        await closed(peer)

    async with rude_server(script) as server:
        websocket = await opened(server.url, story, auto_pong=False)
        while not story.frames(Direction.RECEIVED):
            await asyncio.sleep(0)
        await websocket.send("ready")
        websocket.auto_pong = True
        while len(story.frames(Direction.SENT)) < 2:
            await asyncio.sleep(0)
        await websocket.close()
    assert websocket.was_clean
    assert "sent pong b'1'" not in story.told()


async def test_raw_frames_break_every_rule():
    story = Story()
    wire = b""

    async def script(peer: Peer) -> None:
        nonlocal wire
        await peer.accept()
        wire = await peer.read(8 + 126 + 2)
        await closed(peer)

    async with rude_server(script) as server:
        websocket = await opened(server.url, story, compression=False)
        websocket.send_frame(ForgedFrame(opcode=9, payload=bytes(126), fin=False, rsv=7))
        websocket.send_frame(ForgedFrame(opcode=3, masked=False))
        await websocket.close()
    ping, reserved, _close = story.frames(Direction.SENT)
    assert wire == ping.wire_bytes() + reserved.wire_bytes()
    assert (ping.fin, ping.rsv, ping.declared_length) == (False, 7, 126)
    assert reserved.header == b"\x83\x00"
    assert ping.violation
    assert reserved.violation


async def test_iteration_gives_what_came_before_it_and_ends_with_the_connection():
    async def script(peer: Peer) -> None:
        await peer.accept(then=server_frame(1, b"a") + server_frame(2, b"b") + server_close(1000))
        await peer.read_frame()

    async with rude_server(script) as server:
        websocket = await opened(server.url)
        await websocket.wait_closed()
        assert [message async for message in websocket] == ["a", b"b"]


async def test_iteration_tells_that_the_connection_was_lost():
    async def script(peer: Peer) -> None:
        await peer.accept(then=server_frame(1, b"a"))

    async with rude_server(script) as server:
        websocket = await opened(server.url)
        assert await anext(websocket) == "a"
        with pytest.raises(ConnectionFailed, match="without a Close frame"):
            await anext(websocket)


async def test_no_message_is_delivered_once_closing_has_begun():
    messages = []

    async def script(peer: Peer) -> None:
        await peer.accept(then=server_frame(1, b"first") + server_frame(1, b"second"))
        await closed(peer)

    def take(message: object) -> None:
        messages.append(message)
        websocket.send_frame(ForgedFrame(opcode=8, payload=b"\x03\xe8"))

    async with rude_server(script) as server:
        websocket = WebSocket(server.url)
        websocket.on_message = take
        await websocket.connect()
        await websocket.wait_closed()
    assert messages == ["first"]
    assert websocket.was_clean


async def test_who_only_records_keeps_no_messages():
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.accept(then=server_frame(1, b"a") * 1000 + server_close(1000))
        await peer.read_frame()

    async with rude_server(script) as server:
        websocket = await opened(server.url, story)
        await websocket.wait_closed()
        assert len(story.frames(Direction.RECEIVED)) == 1001
        assert [message async for message in websocket] == []


async def test_messages_that_nobody_takes_hold_the_server_back():
    sent = 0

    async def script(peer: Peer) -> None:
        nonlocal sent
        await peer.accept()
        while sent < 200:
            await peer.send(server_frame(2, bytes(60_000)))
            sent += 1
        await closed(peer)

    async with rude_server(script) as server:
        websocket = await opened(server.url)
        while not websocket.reading_paused:
            await asyncio.sleep(0)
        assert websocket.reading_paused == {"unread messages"}
        assert sent < 200
        count = 0
        async for message in websocket:
            count += len(message) == 60_000
            if count == 200:
                await websocket.close()
    assert count == 200
    assert not websocket.reading_paused


async def test_pausing_stops_the_frames_until_every_reason_is_gone():
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.accept()
        await peer.read_frame()
        await peer.send(server_frame(1, b"late"))
        await closed(peer)

    async with rude_server(script) as server:
        websocket = await opened(server.url, story)
        websocket.pause_reading()
        websocket.pause_reading("recording")
        assert websocket.reading_paused == {"user", "recording"}
        await websocket.send("go")
        websocket.resume_reading()
        await asyncio.sleep(0.02)
        assert not story.frames(Direction.RECEIVED)
        websocket.resume_reading("recording")
        while not story.frames(Direction.RECEIVED):
            await asyncio.sleep(0)
        await websocket.close()
    assert websocket.was_clean


async def test_closing_ends_the_users_pause_so_that_it_can_be_clean():
    async with rude_server(accept_and_answer_close) as server:
        websocket = WebSocket(server.url)
        websocket.pause_reading()
        await websocket.connect()
        await websocket.close()
    assert websocket.was_clean


async def test_keepalive_pings_are_frames_like_others():
    story = Story()
    async with aiohttp_server() as server:
        websocket = await opened(server.url, story, keepalive_interval=0.01)
        while len(story.frames(Direction.RECEIVED)) < 2:
            await asyncio.sleep(0.001)
        await websocket.close()
    assert story.told()[4:8] == [
        "sent ping b'keepalive 1'",
        "received pong b'keepalive 1'",
        "sent ping b'keepalive 2'",
        "received pong b'keepalive 2'",
    ]
    assert websocket.latency is not None


async def test_a_missing_pong_ends_the_connection_and_says_so():
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.accept()
        await peer.read_frame()
        opcode, payload = await peer.read_frame()
        assert (opcode, payload[:2]) == (8, b"\x03\xf3")
        await peer.send(server_close(1000) + server_frame(9, b"too late"))

    async with rude_server(script) as server:
        websocket = await opened(server.url, story, keepalive_interval=0.01, keepalive_timeout=0.02)
        await websocket.wait_closed()
    assert [problem.code for problem in story.problems] == ["keepalive"]
    assert websocket.problem is story.problems[0]
    assert websocket.close_code == 1006
    assert "sent pong b'too late'" not in story.told()


async def test_a_missing_pong_says_nothing_while_we_do_not_read():
    story = Story()
    async with aiohttp_server() as server:
        websocket = await opened(server.url, story, keepalive_interval=0.01, keepalive_timeout=0.01)
        websocket.pause_reading()
        await asyncio.sleep(0.06)
        assert websocket.ready_state == ReadyState.OPEN
        websocket.resume_reading()
        await websocket.close()
    assert not story.problems


@pytest.mark.parametrize("tls", [False, True])
async def test_a_task_of_ours_that_crashes_ends_the_connection(
    tls: bool, monkeypatch: pytest.MonkeyPatch
):
    errors = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: errors.append(context["exception"]))

    async def crash(*_: object, **__: object) -> None:
        await asyncio.sleep(0.01)
        raise ZeroDivisionError("a fault of ours")

    async def script(peer: Peer) -> None:
        await peer.accept()
        await peer.read_all()

    monkeypatch.setattr(connection, "keep_alive", crash)
    story = Story()
    async with rude_server(script, tls=server_tls() if tls else None) as server:
        websocket = await opened(server.url, story, keepalive_interval=1, verify_tls=False)
        assert websocket.ready_state == ReadyState.OPEN
        await asyncio.wait_for(websocket.wait_closed(), timeout=5)
    assert [type(error) for error in errors] == [ZeroDivisionError]
    assert websocket.close_event == (1006, "", False)
    assert "aborted here" in story.details[-1]


async def test_a_callback_that_raises_leaves_the_connection_alone():
    errors = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: errors.append(context["exception"]))
    async with aiohttp_server() as server:
        websocket = WebSocket(server.url)
        websocket.on_open = lambda: 1 / 0
        await websocket.connect()
        assert await websocket.ping() > 0
        await websocket.close()
    assert [type(error) for error in errors] == [ZeroDivisionError]
    assert websocket.was_clean


async def test_connecting_twice_is_an_error():
    async with aiohttp_server() as server:
        websocket = await opened(server.url)
        with pytest.raises(RuntimeError):
            await websocket.connect()
        await websocket.close()


async def test_it_understands_the_librarys_own_server(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.ERROR, "websockets.server"):
        async with serve(echo, "127.0.0.1", 0, subprotocols=["a"]) as server:
            port = server.sockets[0].getsockname()[1]
            websocket = await opened(f"ws://127.0.0.1:{port}", protocols=["a", "b"])
            await websocket.send(["x" * 5000, "y"])
            assert await anext(websocket) == "x" * 5000 + "y"
            await websocket.close()
    assert websocket.protocol == "a"
    assert websocket.was_clean


async def test_fragments_are_sent_as_they_come_and_the_last_one_has_fin():
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.accept()
        while (await peer.read_frame())[0] != 8:
            pass
        await peer.send(server_close(1000))

    async with rude_server(script) as server:
        websocket = await opened(server.url, story, compression=False)
        async with websocket.fragments(text=True) as fragments:
            await fragments.send("é".encode()[:1])
            websocket.send_frame(ForgedFrame(opcode=2, payload=b"between them"))
            websocket.send_nowait("after it")
            await fragments.send("é".encode()[1:], fin=True)
        async with websocket.fragments(text=False) as fragments:
            await fragments.send(b"left open")
        await websocket.close()
    assert [
        (frame.opcode, frame.fin, frame.payload)
        for frame in story.frames(Direction.SENT)
        if frame.opcode != 8
    ] == [
        (1, False, b"\xc3"),
        (2, True, b"between them"),
        (0, True, b"\xa9"),
        (1, True, b"after it"),
        (2, False, b"left open"),
        (0, True, b""),
    ]
    assert websocket.was_clean


async def test_fragments_that_break_off_end_their_message_while_the_peer_does_not_read():
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.accept()
        await peer.stay()

    async with rude_server(script) as server:
        websocket = await opened(server.url, story, compression=False)

        async def flood() -> None:
            async with websocket.fragments(text=False) as fragments:
                while True:
                    await fragments.send(bytes(1 << 20))

        sending = asyncio.create_task(flood())
        while not websocket.buffered_amount:
            await asyncio.sleep(0)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        assert websocket.ready_state == ReadyState.OPEN
        last = story.frames(Direction.SENT)[-1]
        assert (last.opcode, last.fin, last.payload) == (0, True, b"")
        websocket.abort()
        await websocket.wait_closed()
        with pytest.raises(NotOpenError):
            websocket.fragments(text=True)


async def test_no_frame_is_forged_once_the_connection_failed():
    async def script(peer: Peer) -> None:
        await peer.accept(then=server_frame(3, b"reserved"))
        await peer.read_frame()

    async with rude_server(script) as server:
        websocket = await opened(server.url, close_timeout=0.1)
        while websocket.ready_state == ReadyState.OPEN:
            await asyncio.sleep(0)
        with pytest.raises(NotOpenError, match="the connection failed"):
            websocket.send_frame(ForgedFrame())
        await websocket.wait_closed()
