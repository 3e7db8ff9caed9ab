import asyncio

import pytest

from inspector.wire import budget as budget_module
from inspector.wire.receiver import Batch, Receiver
from inspector.wire.reception import Reception
from tests.support.receiving import controls, frames
from tests.support.wire_story import server_frame


class FakeTransport:
    """Counts what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def pause_reading(self) -> None:
        self.told.append("pause")

    def resume_reading(self) -> None:
        self.told.append("resume")

    def abort(self) -> None:
        self.told.append("abort")


class Reading:
    """A Reception of which everything that it delivers is kept."""

    def __init__(self) -> None:
        self.transport = FakeTransport()
        self.batches: list[Batch] = []
        self.frames = 0
        receiver = Receiver(max_message_size=2**20)
        self.reception = Reception(receiver, self.transport, self._keep)

    def _keep(self, batch: Batch) -> None:
        self.batches.append(batch)
        self.frames += len(frames(batch))


@pytest.fixture
def _used_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn of the loop has no time at all, so that everything waits for its slice."""
    monkeypatch.setattr(budget_module, "TURN_NS", 1)
    monkeypatch.setattr(budget_module, "LEAST_NS", 2)


async def test_a_small_chunk_is_delivered_at_once():
    reading = Reading()
    reading.reception.feed(server_frame(1, b"a"))
    assert reading.frames == 1
    assert reading.transport.told == []


@pytest.mark.usefixtures("_used_up")
async def test_a_large_backlog_comes_in_slices_and_holds_tcp():
    reading = Reading()
    chunk = server_frame(1, bytes(100)) * 10_000
    reading.reception.feed(chunk)
    assert reading.transport.told == ["pause"]
    assert not reading.reception.is_current
    while not reading.reception.is_current:
        await asyncio.sleep(0)
    assert reading.frames == 10_000
    assert len(reading.batches) > 5
    assert reading.transport.told == ["pause", "resume"]


@pytest.mark.usefixtures("_used_up")
@pytest.mark.parametrize("more", [0, 1])
async def test_tcp_is_held_above_half_a_mebibyte_of_backlog(more: int):
    reading = Reading()
    start = server_frame(2, declared=2**20)
    reading.reception.feed(start + bytes(512 * 1024 - len(start)))
    reading.reception.feed(bytes(more))
    assert reading.transport.told == ["pause"] * more
    while not reading.reception.is_current:
        await asyncio.sleep(0)
    assert reading.transport.told == ["pause", "resume"] * more


async def test_pauses_are_added_up():
    class Clock:
        now = 10.0

        def time(self) -> float:
            return self.now

    reception = Reading().reception
    clock = reception._loop = Clock()
    assert reception.paused_seconds == 0.0
    reception.pause("a")
    clock.now = 12.0
    assert reception.paused_seconds == 2.0
    reception.pause("b")
    reception.resume("a")
    clock.now = 13.0
    reception.resume("b")
    clock.now = 20.0
    assert reception.paused_seconds == 3.0
    reception.pause("a")
    clock.now = 21.5
    assert reception.paused_seconds == 4.5
    reception.resume("a")
    assert reception.paused_seconds == 4.5


async def test_a_batch_is_acted_on_before_the_next_is_received():
    reading = Reading()
    told: list[str] = []

    def resume_within(_batch: Batch) -> None:
        told.append("begin")
        reading.reception.pause("a")
        reading.reception.resume("a")
        told.append("end")

    reading.reception._deliver = resume_within
    reading.reception.feed(server_frame(9, b"?") * 200)
    while not reading.reception.is_current:
        await asyncio.sleep(0)
    assert told == ["begin", "end"] * 4


@pytest.mark.usefixtures("_used_up")
async def test_a_pause_stops_between_two_slices():
    reading = Reading()
    reading.reception.feed(server_frame(1, bytes(100)) * 10_000)
    await asyncio.sleep(0)
    reading.reception.pause("a")
    reading.reception.pause("b")
    seen = reading.frames
    for _ in range(5):
        await asyncio.sleep(0)
    assert 0 < reading.frames == seen
    reading.reception.resume("a")
    await asyncio.sleep(0)
    assert reading.frames == seen
    assert reading.reception.reasons == {"b"}
    reading.reception.resume("b")
    reading.reception.resume("never given")
    while not reading.reception.is_current:
        await asyncio.sleep(0)
    assert reading.frames == 10_000


@pytest.mark.usefixtures("_used_up")
async def test_acting_on_pings_takes_its_share_of_the_budget():
    reading = Reading()
    reading.reception.feed(server_frame(9, b"?") * 1000)
    while not reading.reception.is_current:
        before = len(reading.batches)
        await asyncio.sleep(0)
        assert len(reading.batches) - before <= 1
    assert sum(len(controls(batch)) for batch in reading.batches) == 1000


@pytest.mark.usefixtures("_used_up")
async def test_twenty_floods_take_turns():
    flood = server_frame(1, bytes(100)) * 10_000
    readings = [Reading() for _ in range(20)]
    for reading in readings:
        reading.reception.feed(flood)
    assert all(reading.transport.told == ["pause"] for reading in readings)
    while not all(reading.reception.is_current for reading in readings):
        await asyncio.sleep(0)
        frames = [reading.frames for reading in readings]
        assert max(frames) - min(frames) <= 1024, "one step ahead, at most"
    assert all(reading.frames == 10_000 for reading in readings)
    assert all(reading.transport.told == ["pause", "resume"] for reading in readings)


@pytest.mark.usefixtures("_used_up")
async def test_a_slow_writer_holds_its_own_sender_and_nobody_else_s():
    flood = server_frame(1, bytes(100)) * 10_000
    slow, *others = readings = [Reading() for _ in range(20)]

    def write_slowly(batch: Batch) -> None:
        slow._keep(batch)
        slow.reception.pause("writer behind")

    slow.reception._deliver = write_slowly
    for reading in readings:
        reading.reception.feed(flood)
    while not all(reading.reception.is_current for reading in others):
        await asyncio.sleep(0)
    assert slow.frames == 1024
    assert slow.transport.told == ["pause"]
    while slow.reception.reasons:
        assert slow.transport.told == ["pause"]
        slow.reception.resume("writer behind")
        await asyncio.sleep(0)
    assert slow.frames == 10_000
    assert slow.transport.told == ["pause", "resume"]


async def test_many_pings_are_received_within_one_turn(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(budget_module, "TURN_NS", 10**11)
    reading = Reading()
    reading.reception.feed(server_frame(9, b"?") * 200)
    assert len(reading.batches) == 4
    assert reading.reception.is_current


@pytest.mark.usefixtures("_used_up")
async def test_the_end_comes_after_the_backlog_and_in_spite_of_a_pause():
    reading = Reading()
    told: list[str] = []
    reading.reception.feed(server_frame(1, bytes(100)) * 1000 + b"\x81")
    reading.reception.pause("a")
    reading.reception.end(lambda: told.append("end of stream"))
    reading.reception.end(lambda: told.append("lost"))
    assert told == []
    while not told:
        await asyncio.sleep(0)
    assert told == ["end of stream", "lost"]
    assert reading.frames == 1001  # the cut-off one too
    reading.reception.resume("a")
    assert reading.transport.told == ["pause"]  # nobody reads on from a stream that ended


async def test_the_end_of_an_empty_backlog_is_told_at_once():
    reading = Reading()
    told: list[str] = []
    reading.reception.end(lambda: told.append("end"))
    assert told == ["end"]
    reading.reception.end(lambda: told.append("again"))
    assert told == ["end", "again"]


async def test_pausing_from_within_a_delivery_holds():
    reading = Reading()
    reading.reception._deliver = lambda _batch: reading.reception.pause("recording")
    reading.reception.feed(server_frame(1, b"a"))
    assert reading.transport.told == ["pause"]


async def test_an_error_of_ours_ends_the_connection():
    reading = Reading()

    def broken(_batch: Batch) -> None:
        raise LookupError("ours")

    reading.reception._deliver = broken
    with pytest.raises(LookupError):
        reading.reception.feed(server_frame(1, b"a"))
    assert reading.transport.told == ["abort"]
