"""The small parts of a WebSocket, each by itself."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.events import Direction, Frame, Opcode
from inspector.wire.closing import Closing, close_payload
from inspector.wire.frame_reader import FrameReader
from inspector.wire.message_frames import message_frames, streamed_frames, utf8
from inspector.wire.message_queue import MessageQueue
from inspector.wire.pings import Pings
from inspector.wire.raw_frame import raw_frame
from inspector.wire.request_headers import values, with_own_headers
from inspector.wire.tasks import Tasks


def pong(payload: bytes, time_ns: int) -> Frame:
    return Frame(time_ns, Direction.RECEIVED, b"\x8a\x00", payload)


@given(
    st.integers(0, 15),
    st.sampled_from([0, 1, 125, 126, 127, 65535, 65536]),
    st.booleans(),
    st.integers(0, 7),
    st.booleans(),
)
def test_a_raw_frame_is_read_as_it_was_meant(opcode, size, fin, rsv, masked):
    wire = raw_frame(opcode, bytes(size), fin=fin, rsv=rsv, masked=masked)
    [frame] = FrameReader(Direction.SENT, max_payload=2**20).feed(wire, 1)
    assert (frame.opcode, frame.fin, frame.rsv, frame.masked) == (opcode, fin, rsv, masked)
    assert frame.payload == bytes(size)
    assert frame.wire_bytes() == wire


def test_own_headers_stand_where_the_standard_ones_stood():
    standard = [("Host", "a"), ("Upgrade", "websocket")]
    own = [("x-b", "1"), ("hOST", "b"), ("X-B", "2"), ("host", "c")]
    assert with_own_headers(standard, own) == [
        ("hOST", "b"),
        ("host", "c"),
        ("Upgrade", "websocket"),
        ("x-b", "1"),
        ("X-B", "2"),
    ]
    assert values([("A", "1, 2"), ("a", "3")], "A") == ["1", "2", "3"]
    assert values([], "A") == []


def test_lone_surrogates_go_out_as_in_a_browser():
    assert utf8("a\ud800b") == "a\ufffdb".encode()
    assert message_frames("\ud800")[0].payload == "\ufffd".encode()


async def test_a_stream_of_nothing_is_no_message():
    async def nothing():
        return
        yield ""

    with pytest.raises(ValueError):
        _ = [frame async for frame in streamed_frames(nothing())]


async def test_a_stream_of_both_kinds_is_no_message():
    async def mixed():
        yield "a"
        yield b"b"

    with pytest.raises(TypeError):
        _ = [frame async for frame in streamed_frames(mixed())]


@pytest.mark.parametrize("size", [0, 1, 123])
def test_a_reason_up_to_123_bytes_has_room(size: int):
    assert close_payload(4999, "x" * size) == b"\x13\x87" + b"x" * size


@pytest.mark.parametrize(
    ("sent", "received", "failed", "story"),
    [
        (None, None, False, "1006 Abnormal Closure: no Close frame was sent"),
        ((1000, ""), None, False, "1006 Abnormal Closure: we sent 1000 Normal Closure"),
        (None, (1000, ""), False, "1000 Normal Closure: not answered before TCP ended"),
        ((1000, ""), (4000, "x"), False, '4000 Private Use "x", clean'),
        (
            (1002, "bad"),
            (1000, ""),
            True,
            (
                '1006 Abnormal Closure: we sent 1002 Protocol Error "bad", '
                "the server sent 1000 Normal Closure"
            ),
        ),
    ],
)
def test_how_a_close_is_told(sent, received, failed, story):
    closing = Closing()
    closing.opened = True
    closing.sent, closing.received, closing.failed = sent, received, failed
    assert closing.story() == story
    assert closing.was_clean == story.endswith("clean")


async def test_a_pong_measures_from_its_own_ping():
    pings = Pings()
    first, second = pings.sent(b"a", 1_000_000_000), pings.sent(b"b", 2_000_000_000)
    assert pings.received(pong(b"c", 3_000_000_000)) is None
    assert pings.received(pong(b"b", 3_000_000_000)) == 1.0
    assert (await first, await second) == (2.0, 1.0)
    assert pings.received(pong(b"a", 3_000_000_000)) is None


async def test_a_clock_that_is_set_back_measures_nothing():
    pings = Pings()
    _answered = pings.sent(b"", 2_000_000_000)
    assert pings.received(pong(b"", 1_000_000_000)) == 0.0


async def test_a_ping_that_nobody_awaits_may_be_forgotten():
    pings = Pings()
    pings.sent(b"a", 1).cancel()
    pings.sent(b"b", 1)
    assert pings.received(pong(b"a", 2)) is not None
    pings.end(ConnectionError())


async def test_messages_hold_back_a_peer_that_is_faster():
    told: list[str] = []
    queue = MessageQueue(lambda: told.append("pause"), lambda: told.append("resume"))
    for number in range(100):
        queue.put(str(number))
    assert told == ["pause"]
    assert [await queue.get() for _ in range(100)] == [str(number) for number in range(100)]
    assert told == ["pause", "resume"]
    queue.put(bytes(2**20 + 1))
    assert told == ["pause", "resume", "pause"]
    waiting = asyncio.create_task(queue.get())
    await asyncio.sleep(0)
    assert waiting.done()
    last = asyncio.create_task(queue.get())
    await asyncio.sleep(0)
    queue.end(None)
    with pytest.raises(StopAsyncIteration):
        await last


async def test_a_task_that_fails_is_heard_and_one_that_is_cancelled_is_not():
    failures: list[BaseException] = []
    tasks = Tasks(failures.append)

    async def fail() -> None:
        raise LookupError("heard")

    tasks.start(fail(), "fails")
    tasks.start(asyncio.sleep(60), "sleeps")
    await asyncio.sleep(0)
    tasks.cancel()
    await asyncio.sleep(0.001)
    assert [str(failure) for failure in failures] == ["heard"]
    assert not tasks._running


def test_an_opcode_is_what_the_field_calls_it():
    assert message_frames(["a", "b"])[1].opcode is Opcode.CONTINUATION
