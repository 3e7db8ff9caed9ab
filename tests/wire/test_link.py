"""An open WebSocket behaves alike over any `asyncio.Transport`: memory, TCP, TLS."""

import asyncio
import os
import zlib

import pytest

from inspector.events import Direction, Opcode, ReadyState
from inspector.wire import ForgedFrame, NotOpenError
from inspector.wire.deflate import Inflater
from inspector.wire.deflate_parameters import DeflateParameters
from tests.support.over import TRANSPORTS, Over, websocket_over
from tests.support.wire_story import server_close, server_frame

over_any = pytest.mark.parametrize("kind", TRANSPORTS)


async def within(seconds: float, condition) -> None:
    """Wait until `condition` holds."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.001)


async def answer_close(over: Over) -> None:
    """Read up to the Close frame of the client, answer it, and end the stream."""
    while True:
        opcode, payload = await over.peer.read_frame()
        if opcode == Opcode.CLOSE:
            await over.peer.send(server_frame(8, payload))
            over.peer.close()
            return


# Framing


@over_any
@pytest.mark.parametrize("cut", [1, 7, 10_000])
async def test_received_frames_are_recorded_byte_for_byte_however_they_are_cut(kind: str, cut: int):
    wire = server_frame(1, b"one") + server_frame(9, b"two") + server_frame(2, bytes(300))
    wire += server_frame(1, b"fr", fin=False) + server_frame(0, b"agments")
    async with websocket_over(kind, early=wire[:2]) as over:
        for start in range(2, len(wire), cut):
            await over.peer.send(wire[start : start + cut])
            await asyncio.sleep(0)
        await within(5, lambda: over.story.wire(Direction.RECEIVED) == wire)
        assert await over.peer.read_frame() == (10, b"two")
    assert not [frame for frame in over.story.frames() if frame.violation]


@over_any
async def test_sent_frames_are_recorded_as_they_cross_the_wire(kind: str):
    async with websocket_over(kind) as over:
        reading = asyncio.create_task(over.peer.read_all())
        await over.websocket.send(["three", " ", "fragments"])
        over.websocket.send_nowait(os.urandom(300_000))
        over.websocket.ping(b"p")
        over.websocket.pong(b"q")
        over.websocket.send_frame(ForgedFrame(opcode=3, rsv=2, masked=False, payload=b"odd"))
        over.websocket.send_frame(ForgedFrame(payload=b"lie", declared_length=2))
        over.websocket.start_close(1000, "bye")
        await within(5, lambda: over.websocket.buffered_amount == 0)
        await asyncio.sleep(0.02)
        over.websocket._link.close()
        received = await asyncio.wait_for(reading, 5)
    # A frame whose length lies is recorded with all of its payload.
    assert over.story.wire(Direction.SENT) == received


@over_any
@pytest.mark.parametrize(
    "parameters",
    [
        DeflateParameters(),
        DeflateParameters(client_no_context_takeover=True, server_no_context_takeover=True),
        DeflateParameters(client_max_window_bits=8, server_max_window_bits=8),
        DeflateParameters(client_max_window_bits=10, server_no_context_takeover=True),
    ],
)
async def test_compressed_both_ways(kind: str, parameters: DeflateParameters):
    texts = ["hello " * 400, "", "hello " * 400, "ünï" * 100]
    async with websocket_over(kind, deflate=parameters) as over:
        inflater = Inflater(
            no_context_takeover=parameters.client_no_context_takeover,
            window_bits=parameters.client_max_window_bits,
        )
        compressor = zlib.compressobj(wbits=-max(9, parameters.server_max_window_bits))
        messages = aiter(over.websocket)
        for text in texts:
            await over.websocket.send(text)
            opcode, payload = await over.peer.read_frame()
            inflater.begin_message()
            pieces = inflater.inflate(payload, final=True, room=1 << 20)
            assert (opcode, b"".join(pieces).decode()) == (1, text)
            if parameters.server_no_context_takeover:
                compressor = zlib.compressobj(wbits=-max(9, parameters.server_max_window_bits))
            data = compressor.compress(text.encode()) + compressor.flush(zlib.Z_SYNC_FLUSH)
            await over.peer.send(server_frame(1, data[:-4], rsv=4))
            assert await asyncio.wait_for(anext(messages), 5) == text
    sent = over.story.frames(Direction.SENT)
    assert [frame.payload.decode() for frame in sent] == texts
    assert not [frame.violation for frame in over.story.frames() if frame.violation]


# Closing


@over_any
async def test_our_close_is_answered_and_clean(kind: str):
    async with websocket_over(kind) as over:
        answering = asyncio.create_task(answer_close(over))
        await asyncio.wait_for(over.websocket.close(3001, "bye"), 5)
        await answering
    assert over.websocket.close_event == (3001, "bye", True)
    assert over.story.states == ["CONNECTING", "OPEN", "CLOSING", "CLOSED"]


@over_any
@pytest.mark.parametrize("early", [False, True])
async def test_the_peers_close_is_answered_with_the_same(kind: str, early: bool):
    close = server_close(1012, "deploy")
    async with websocket_over(kind, early=close if early else b"") as over:
        if not early:
            await over.peer.send(close)
        assert await over.peer.read_frame() == (8, close[2:])
        over.peer.close()
        await asyncio.wait_for(over.websocket.wait_closed(), 5)
    assert over.websocket.close_event == (1012, "deploy", True)


@over_any
@pytest.mark.parametrize("payload", [b"\x03\xed", b"\x03", b"\x03\xe8\xff", b"\x0b\xb7", b"\0\0"])
async def test_an_unlawful_close_is_answered_without_a_code(kind: str, payload: bytes):
    async with websocket_over(kind, lenient=True) as over:
        await over.peer.send(server_frame(8, payload))
        answer = await over.peer.read_frame()
        over.peer.close()
        await asyncio.wait_for(over.websocket.wait_closed(), 5)
    assert answer == (8, b"")
    assert over.websocket.was_clean


@over_any
async def test_no_second_close_frame_goes_out(kind: str):
    async with websocket_over(kind, close_timeout=0.1) as over:
        reading = asyncio.create_task(over.peer.read_all())
        over.websocket.send_frame(ForgedFrame(opcode=8, payload=b"\x03\xe8"))
        over.websocket.start_close(3000)
        over.websocket._fail(1011, "again")
        await over.peer.send(server_close(1000))
        await asyncio.wait_for(over.websocket.wait_closed(), 5)
        reading.cancel()
    assert [frame.type for frame in over.story.frames(Direction.SENT)] == ["close"]


@over_any
async def test_the_end_without_a_close_is_told_after_what_came_before_it(kind: str):
    async with websocket_over(kind) as over:
        await over.peer.send(server_frame(1, b"last") + b"\x81\x05cut")
        over.peer.close()
        await asyncio.wait_for(over.websocket.wait_closed(), 5)
    assert over.story.wire(Direction.RECEIVED) == server_frame(1, b"last") + b"\x81\x05cut"
    assert over.websocket.problem is not None
    assert over.websocket.problem.code == "connection-lost"


@pytest.mark.parametrize("kind", ["memory", "tcp"])
async def test_a_half_closed_peer_still_gets_what_was_written(kind: str):
    async with websocket_over(kind) as over:
        over.websocket.send_nowait(bytes(2_000_000))
        over.peer.end_writing()
        await within(5, lambda: not over.websocket._link.can_write)
        with pytest.raises(NotOpenError):
            over.websocket.ping()
        received = await asyncio.wait_for(over.peer.read_all(), 5)
    assert len(received) == len(over.story.wire(Direction.SENT)) > 2_000_000


@over_any
async def test_aborting_ends_it_at_once(kind: str):
    async with websocket_over(kind) as over:
        over.websocket.send_nowait(bytes(10_000_000))
        assert over.websocket.buffered_amount > 5_000_000
        over.websocket.abort()
        await asyncio.wait_for(over.websocket.wait_closed(), 5)
        with pytest.raises(NotOpenError):
            over.websocket.ping()
    assert over.websocket.buffered_amount == 0
    assert not over.story.problems


# Pausing


@over_any
async def test_a_pause_holds_the_peer_back_and_loses_nothing(kind: str):
    count = 500
    async with websocket_over(kind, pauses=("recording",)) as over:

        async def send() -> None:
            for number in range(count):
                await over.peer.send(server_frame(2, number.to_bytes(2, "big") * 30_000))

        sending = asyncio.create_task(send())
        await asyncio.sleep(0.05)
        assert not over.story.frames()
        assert not sending.done(), "30 MB wait at the sender's end"
        over.websocket.resume_reading("recording")
        await asyncio.wait_for(sending, 30)
        await within(30, lambda: len(over.story.frames()) == count)
    numbers = [int.from_bytes(frame.payload[:2], "big") for frame in over.story.frames()]
    assert numbers == list(range(count))


@over_any
async def test_sending_waits_for_a_peer_that_does_not_read(kind: str):
    async with websocket_over(kind) as over:
        message = bytes(20_000_000)
        sending = asyncio.create_task(over.websocket.send(message))
        await asyncio.sleep(0.05)
        assert not sending.done()
        assert over.websocket.buffered_amount > 5_000_000
        waiting = asyncio.create_task(over.websocket.send("behind it"))
        assert await asyncio.wait_for(over.peer.read_frame(), 30) == (2, message)
        assert await asyncio.wait_for(over.peer.read_frame(), 30) == (1, b"behind it")
        await asyncio.gather(sending, waiting)
        await within(5, lambda: over.websocket.buffered_amount == 0)


@over_any
async def test_only_the_latest_ping_is_answered_by_who_cannot_write(kind: str):
    async with websocket_over(kind) as over:
        over.websocket.send_nowait(bytes(20_000_000))
        stalled = over.story.wire(Direction.SENT)
        await over.peer.send(b"".join(server_frame(9, b"%d" % n) for n in range(1000)))
        await within(10, lambda: len(over.story.frames(Direction.RECEIVED)) == 1000)
        assert over.story.wire(Direction.SENT) == stalled
        await over.peer.read(len(stalled))
        assert await asyncio.wait_for(over.peer.read_frame(), 10) == (10, b"999")


# Deadlines


@over_any
@pytest.mark.parametrize("case", ["our close", "our 1002", "the peer's close"])
async def test_a_peer_that_does_not_end_is_ended(kind: str, case: str):
    async with websocket_over(kind, close_timeout=0.05) as over:
        if case == "our close":
            over.websocket.start_close()
        else:
            await over.peer.send(b"\xf1\x00" if case == "our 1002" else server_close(1000))
        await asyncio.wait_for(over.websocket.wait_closed(), 5)
    assert "close-timeout" in [problem.code for problem in over.story.problems]
    assert over.websocket.was_clean == (case == "the peer's close")


@pytest.mark.parametrize("kind", ["memory", "tcp"])
async def test_a_half_closed_peer_that_does_not_read_is_ended(kind: str):
    async with websocket_over(kind, close_timeout=0.05) as over:
        over.websocket.send_nowait(bytes(20_000_000))
        over.peer.end_writing()
        await asyncio.wait_for(over.websocket.wait_closed(), 5)
    assert "close-timeout" in [problem.code for problem in over.story.problems]


@over_any
async def test_a_recording_that_fails_ends_it_within_the_deadline(kind: str):
    async with websocket_over(kind, close_timeout=0.05) as over:
        over.websocket._sink._receive = lambda events: (_ for _ in ()).throw(OSError("full"))
        over.websocket.send_nowait(bytes(20_000_000))
        assert over.websocket.ready_state == ReadyState.CLOSING
        await asyncio.wait_for(over.websocket.wait_closed(), 5)
    assert over.websocket.problem is not None
    assert over.websocket.problem.code == "recording"
