"""What trapped the prototypes: each of these once froze, lied, grew or hung."""

import asyncio
import contextlib
import os
import socket
import zlib

import pytest

from inspector.events import Direction, Frame, Happening, Opcode, ReadyState
from inspector.wire import ConnectOptions, NotOpenError, WebSocket
from inspector.wire import budget as budget_module
from inspector.wire import reception as reception_module
from tests.support.certificates import LOCALHOST, server_tls
from tests.support.receiving import flat
from tests.support.rude_server import Peer, rude_server
from tests.support.wire_story import Story, opened, server_close, server_frame

DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate"


async def accept_and_stay(peer: Peer) -> None:
    await peer.accept()
    await peer.stay()


def sending(*data: bytes, headers: tuple[str, ...] = ()):
    """A script that sends `data` with the 101, reads up to the client's Close, and ends."""

    async def script(peer: Peer) -> None:
        await peer.accept(*headers, then=b"".join(data))
        while (await peer.read_frame())[0] != Opcode.CLOSE:
            pass

    return script


def shrink_send_buffer(websocket: WebSocket) -> None:
    """Let the system take as little as it can, so that what it does not take stays with us."""
    assert websocket._link is not None
    endpoint = websocket._link._transport.get_extra_info("socket")
    endpoint.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)


def deflated(text: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-15)
    return (compressor.compress(text) + compressor.flush(zlib.Z_SYNC_FLUSH))[:-4]


async def test_many_pings_are_all_answered():
    async def script(peer: Peer) -> None:
        await peer.accept(then=b"".join(server_frame(9, b"%d" % n) for n in range(500)))
        for n in range(500):
            assert await peer.read_frame() == (10, b"%d" % n)
        await peer.send(server_frame(1, b"all"))
        await peer.send(server_frame(8, (await peer.read_frame())[1]))

    sent: list[int] = []

    def sink(events: list[Happening]) -> None:
        if pongs := [event for event in flat(events) if getattr(event, "opcode", 0) == 10]:
            sent.append(len(pongs))

    async with rude_server(script) as server:
        websocket = WebSocket(server.url, on_events=sink)
        messages = aiter(websocket)
        await websocket.connect()
        assert await anext(messages) == "all"
        assert sum(sent) == 500
        assert len(sent) < 50, "many in one write"
        await websocket.close()
    assert websocket.was_clean


@pytest.mark.parametrize("answer", [1000, 1002])
async def test_after_our_1002_the_servers_close_code_is_not_ours(answer: int):
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.accept(then=b"\xf1\x00")
        assert (await peer.read_frame())[1][:2] == b"\x03\xea"
        await peer.send(server_close(answer))

    async with rude_server(script) as server:
        websocket = await opened(server.url, story)
        await websocket.wait_closed()
    assert websocket.close_event == (1006, "", False)
    assert websocket.problem == story.problems[0]
    assert story.problems[0].code == "protocol-error"
    assert "we sent 1002 Protocol Error" in story.details[-1]
    assert story.states == ["CONNECTING", "OPEN", "CLOSING", "CLOSED"]


async def test_lenient_shows_the_violation_and_reads_on():
    story = Story()
    odd = b"\xf1\x01a" + b"\x83\x00" + server_frame(9, bytes(126)) + server_frame(1, b"\xff")
    script = sending(odd, server_frame(1, b"still here"), server_close(1000))
    async with rude_server(script) as server:
        websocket = await opened(server.url, story, lenient=True, compression=False)
        await websocket.wait_closed()
    received = story.frames(Direction.RECEIVED)
    assert story.wire(Direction.RECEIVED).startswith(odd)
    assert [bool(frame.violation) for frame in received] == [True] * 4 + [False] * 2
    assert websocket.was_clean


@pytest.mark.parametrize("payload", [b"\x03\xed", b"\x03", b"\x03\xe8\xff", b"\0\0"])
async def test_lenient_answers_a_close_frame_that_breaks_the_rules(payload: bytes):
    story = Story()
    async with rude_server(sending(server_frame(8, payload))) as server:
        websocket = await opened(server.url, story, lenient=True)
        await websocket.wait_closed()
    assert story.frames(Direction.RECEIVED)[0].payload == payload
    assert story.frames(Direction.RECEIVED)[0].violation
    assert websocket.was_clean


async def test_the_close_code_1005_that_really_came_is_shown():
    story = Story()
    async with rude_server(sending(server_frame(8, b"\x03\xed"))) as server:
        websocket = await opened(server.url, story)
        await websocket.wait_closed()
    assert story.frames(Direction.RECEIVED)[0].payload == b"\x03\xed"
    assert story.problems[0].code == "protocol-error"
    assert websocket.close_code == 1006


@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.parametrize("reset", [False, True])
async def test_what_came_before_the_end_is_parsed_after_it(
    tls: bool, reset: bool, monkeypatch: pytest.MonkeyPatch
):
    # The end of TCP overtakes a backlog that waits for its turn: here all of it does.
    monkeypatch.setattr(reception_module, "MOST_BACKLOG", 1 << 30)
    monkeypatch.setattr(budget_module, "TURN_NS", 1)
    monkeypatch.setattr(budget_module, "LEAST_NS", 2)
    story = Story()
    count = 40_000

    async def script(peer: Peer) -> None:
        await peer.accept()
        await peer.read_frame()
        await peer.send(server_frame(1, b"x" * 10) * count + server_close(1000, "end"))
        if reset:
            await peer.read_frame()
            peer.reset()

    async with rude_server(script, tls=server_tls() if tls else None) as server:
        websocket = WebSocket(
            server.url, options=ConnectOptions(verify_tls=False), on_events=story.extend
        )
        await websocket.connect()
        await websocket.send("go")
        await asyncio.wait_for(websocket.wait_closed(), timeout=5)
    received = story.frames(Direction.RECEIVED)
    assert len(received) == count + 1
    assert received[-1].opcode == Opcode.CLOSE
    assert story.states == ["CONNECTING", "OPEN", "CLOSING", "CLOSED"]


@pytest.mark.parametrize("tls", [False, True])
async def test_the_end_of_tcp_while_paused_loses_nothing(tls: bool):
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.accept(then=server_frame(1, b"a") + server_close(1000))

    async with rude_server(script, tls=server_tls() if tls else None) as server:
        websocket = WebSocket(
            server.url, options=ConnectOptions(verify_tls=False), on_events=story.extend
        )
        websocket.pause_reading("recording")
        await websocket.connect()
        await server.done()
        await asyncio.sleep(0.02)
        assert tls or not story.frames()  # TLS hears of the end in spite of the pause
        websocket.resume_reading("recording")
        await asyncio.wait_for(websocket.wait_closed(), timeout=5)
    assert [frame.type for frame in story.frames(Direction.RECEIVED)] == ["text", "close"]


async def test_a_deflate_block_that_ends_the_stream_is_told():
    # BFINAL=1: zlib's decompressor then takes everything and gives nothing.
    story = Story()
    compressor = zlib.compressobj(wbits=-15)
    final = compressor.compress(b"first") + compressor.flush(zlib.Z_FINISH)
    frames = [
        server_frame(1, final + b"\x00", rsv=4),
        server_frame(1, deflated(b"second"), rsv=4),
    ]
    script = sending(*frames, server_close(1000), headers=(DEFLATE,))
    async with rude_server(script) as server:
        websocket = await opened(server.url, story, lenient=True)
        await websocket.wait_closed()
    texts = [f.payload for f in story.frames(Direction.RECEIVED) if f.opcode == Opcode.TEXT]
    assert texts == [b"first", b"second"]


async def test_an_exception_from_the_sink_fails_that_connection_visibly():
    full: list[Happening] = []

    def sink(events: list[Happening]) -> None:
        if any(getattr(event, "payload", b"") == b"2" for event in flat(events)):
            raise OSError(28, "No space left on device")
        full.extend(events)

    async def script(peer: Peer) -> None:
        await peer.accept(then=server_frame(1, b"1"))
        await peer.read_frame()
        await peer.send(server_frame(1, b"2") * 3)
        assert (await peer.read_frame())[0] == Opcode.CLOSE

    story = Story()
    async with rude_server(script) as server, rude_server(sending(server_close(1000))) as other:
        websocket = WebSocket(server.url, on_events=sink)
        problems = []
        websocket.on_error = problems.append
        await websocket.connect()
        await websocket.send("go")
        await asyncio.wait_for(websocket.wait_closed(), timeout=5)
        neighbour = await opened(other.url, story)
        await neighbour.wait_closed()
    assert websocket.problem is not None
    assert websocket.problem.code == "recording"
    assert "No space left" in websocket.problem.message
    assert websocket.problem.detail.endswith("3 events were not recorded")
    assert problems == [websocket.problem]
    assert websocket.close_code == 1006
    assert neighbour.was_clean
    assert full[-1].ready_state == ReadyState.CLOSED  # what can be recorded still is


@pytest.mark.parametrize("tls", [False, True])
async def test_when_nothing_can_be_recorded_no_more_is_read(tls: bool):
    offered = 0
    closed = asyncio.Event()

    def sink(events: list[Happening]) -> None:
        nonlocal offered
        offered += sum(isinstance(event, Frame) for event in flat(events))
        if offered:
            raise OSError(28, "No space left on device")

    async def script(peer: Peer) -> None:
        await peer.accept()
        with contextlib.suppress(ConnectionError):
            while not closed.is_set():
                await peer.send(server_frame(2, bytes(1000)) * 100)

    async with rude_server(script, tls=server_tls() if tls else None) as server:
        options = ConnectOptions(verify_tls=False, close_timeout=5)
        websocket = WebSocket(server.url, options=options, on_events=sink)
        await websocket.connect()
        await asyncio.wait_for(websocket.wait_closed(), timeout=2)
        closed.set()
    assert websocket.problem is not None
    assert websocket.problem.code == "recording"
    assert offered < 3000, "no more than what had been read before"


@pytest.mark.parametrize("state", list(ReadyState))
async def test_a_sink_that_fails_in_any_state_ends_closed(state: ReadyState):
    def sink(events: list[Happening]) -> None:
        if any(getattr(event, "ready_state", None) == state for event in events):
            raise RuntimeError("full")

    async def script(peer: Peer) -> None:
        await peer.accept(then=server_frame(1, b"x"))
        while (await peer.read_frame())[0] != Opcode.CLOSE:
            pass
        await peer.send(server_close(1000))

    async with rude_server(script) as server:
        websocket = WebSocket(server.url, options=ConnectOptions(close_timeout=0.5), on_events=sink)
        with contextlib.suppress(Exception):
            await websocket.connect()
        await websocket.close()
    assert websocket.ready_state == ReadyState.CLOSED
    assert websocket.problem is not None
    assert websocket.problem.code == "recording"


@pytest.mark.parametrize("tls", [False, True])
async def test_a_peer_that_pings_and_never_reads_does_not_make_us_grow(tls: bool):
    story = Story()
    go = asyncio.Event()

    async def script(peer: Peer) -> None:
        await peer.accept()
        await go.wait()
        await peer.send(server_frame(9, bytes(125)) * 20_000)
        await peer.stay()

    async with rude_server(script, tls=server_tls() if tls else None) as server:
        websocket = await opened(server.url, story, verify_tls=False)
        shrink_send_buffer(websocket)
        go.set()
        while len(story.frames(Direction.RECEIVED)) < 20_000:
            await asyncio.sleep(0.001)
        assert websocket.buffered_amount < 150_000  # of 2.6 MB of pongs
        websocket.abort()
        await websocket.wait_closed()


async def test_the_latest_ping_is_answered_when_the_peer_reads_again():
    story = Story()
    read = asyncio.Event()

    async def script(peer: Peer) -> None:
        await peer.accept()
        await read.wait()
        await peer.read(len(stalled))
        assert await peer.read_frame() == (10, b"last")
        await peer.send(server_close(1000))
        await peer.read_frame()

    async with rude_server(script) as server:
        websocket = await opened(server.url, story, compression=False)
        while not websocket._link.writing_paused:
            websocket.send_nowait(bytes(500_000))
        stalled = story.wire(Direction.SENT)
        for payload in (b"first", b"last"):
            websocket._link.data_received(server_frame(9, payload))
        while len(story.frames(Direction.RECEIVED)) < 2:
            await asyncio.sleep(0)
        assert story.wire(Direction.SENT) == stalled
        assert websocket.buffered_amount > 0
        read.set()
        await asyncio.wait_for(websocket.wait_closed(), timeout=5)
    assert "sent pong b'first'" not in story.told()
    assert "sent pong b'last'" in story.told()


async def test_sending_to_a_stalled_peer_waits_while_ping_and_close_go_on():
    story = Story()
    async with rude_server(accept_and_stay) as server:
        websocket = await opened(server.url, story, close_timeout=0.05, compression=False)
        sending_ = [asyncio.create_task(websocket.send(bytes(16_000_000))) for _ in range(2)]
        await asyncio.sleep(0.02)
        assert not any(task.done() for task in sending_)
        assert websocket.buffered_amount > 16_000_000
        answered = websocket.ping(b"still")
        assert story.frames(Direction.SENT)[-1].payload == b"still"
        await websocket.close()
        results = await asyncio.gather(*sending_, return_exceptions=True)
        assert answered.exception() is not None
    assert all(isinstance(result, NotOpenError) for result in results[1:])
    assert story.problems[0].code == "close-timeout"
    assert websocket.buffered_amount == 0


@pytest.mark.parametrize("case", ["our close", "our 1002", "the server's close", "half-closed"])
async def test_there_is_always_a_deadline(case: str):
    # A server that keeps TCP open would keep a client without keepalive for ever.
    story = Story()
    first = {"our 1002": b"\xf1\x00", "the server's close": server_close(1000)}.get(case, b"")

    sent = asyncio.Event()

    async def script(peer: Peer) -> None:
        await peer.accept(then=first)
        if case == "half-closed":
            await sent.wait()
            peer.end_writing()
        await peer.stay()

    async with rude_server(script) as server:
        websocket = await opened(server.url, story, close_timeout=0.05)
        if case == "half-closed":
            websocket.send_nowait(bytes(20_000_000))  # never read, so the rest never goes out
            sent.set()
        if case == "our close":
            await websocket.close()
        await asyncio.wait_for(websocket.wait_closed(), timeout=2)
    assert "close-timeout" in [problem.code for problem in story.problems]
    assert websocket.was_clean == (case == "the server's close")
    assert (websocket.problem is None) == websocket.was_clean


async def test_our_limits_are_ours():
    # websockets' own: 1 MiB a message, 16 queued frames, 4096 fragments.
    story = Story()
    fragments = [server_frame(2, b"x", fin=False)]
    fragments += [server_frame(0, b"x", fin=False)] * 5000 + [server_frame(0, b"x")]
    big = b"\x82\x7f" + (2**21).to_bytes(8, "big") + bytes(2**21)
    script = sending(*fragments, big, server_close(1000))
    async with rude_server(script) as server:
        websocket = WebSocket(server.url, on_events=story.extend)
        sizes = []
        websocket.on_message = lambda message: sizes.append(len(message))
        await websocket.connect()
        await websocket.wait_closed()
    assert sizes == [5002, 2**21]
    assert websocket.was_clean


async def test_a_message_above_the_limit_is_a_problem_and_1009():
    story = Story()
    async with rude_server(sending(server_frame(2, bytes(1001)))) as server:
        websocket = await opened(server.url, story, max_message_size=1000)
        await websocket.wait_closed()
    assert story.problems[0].code == "message-too-big"
    assert story.frames(Direction.SENT)[0].payload[:2] == (1009).to_bytes(2, "big")


async def test_a_deflate_bomb_is_a_problem_and_not_a_gigabyte():
    story = Story()
    compressor = zlib.compressobj(9, wbits=-15)
    bomb = b"".join(compressor.compress(bytes(2**20)) for _ in range(256))
    bomb = (bomb + compressor.flush(zlib.Z_SYNC_FLUSH))[:-4]
    frame = b"\xc2\x7f" + len(bomb).to_bytes(8, "big") + bomb
    async with rude_server(sending(frame, headers=(DEFLATE,))) as server:
        websocket = await opened(server.url, story, max_message_size=2**20)
        await asyncio.wait_for(websocket.wait_closed(), timeout=5)
    assert story.problems[0].code == "message-too-big"
    assert len(story.frames(Direction.RECEIVED)[0].payload) <= 2**20


async def test_the_systems_proxy_is_not_used(monkeypatch: pytest.MonkeyPatch):
    for name in ("http_proxy", "HTTP_PROXY", "ws_proxy", "all_proxy"):
        monkeypatch.setitem(os.environ, name, "http://127.0.0.1:9")
    async with rude_server(sending(server_close(1000))) as server:
        websocket = await opened(server.url)
        await websocket.wait_closed()
    assert websocket.was_clean


async def test_buffered_amount_counts_what_waits_below_tls():
    async with rude_server(accept_and_stay, tls=server_tls()) as server:
        websocket = await opened(server.url, ca_file=str(LOCALHOST), compression=False)
        for _ in range(20):
            websocket.send_nowait(os.urandom(500_000))
        await asyncio.sleep(0.01)
        assert websocket.buffered_amount > 3_000_000
        websocket.abort()
        await websocket.wait_closed()
    assert websocket.buffered_amount == 0


async def test_abort_ends_at_once_and_blames_nobody():
    story = Story()
    async with rude_server(accept_and_stay) as server:
        websocket = await opened(server.url, story)
        websocket.abort()
        await asyncio.wait_for(websocket.wait_closed(), timeout=1)
    assert not story.problems
    assert story.states == ["CONNECTING", "OPEN", "CLOSED"]
    assert "aborted here" in story.details[-1]


async def test_what_cannot_go_out_any_more_is_not_recorded_as_sent():
    story = Story()
    async with rude_server(accept_and_stay) as server:
        websocket = await opened(server.url, story)
        websocket.abort()
        with pytest.raises(NotOpenError):
            websocket.ping()
        await websocket.close()
    assert not story.frames()


async def test_a_reset_is_told():
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.accept(then=server_frame(1, b"x"))
        await peer.read_frame()
        peer.reset()

    async with rude_server(script) as server:
        websocket = await opened(server.url, story)
        await websocket.send("now")
        await websocket.wait_closed()
    assert story.problems[-1].code == "connection-lost"
    assert "reset" in story.problems[-1].message
    assert websocket.close_code == 1006
