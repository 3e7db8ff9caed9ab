import asyncio
import contextlib

import pytest

from inspector.wire.write_queue import WriteQueue


class Slow(asyncio.Transport):
    """Takes writes up to `room` bytes; what it took is gone with `take`."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.queue = WriteQueue(self)
        self.written: list[int] = []
        self.room = room
        self.held = 0
        self.closed = 0

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        self.high = high

    def write(self, data: object) -> None:
        size = len(bytes(data))  # type: ignore[call-overload]
        self.written.append(size)
        self.held += size
        if self.held > self.room:
            self.queue.pause()

    def get_write_buffer_size(self) -> int:
        return self.held

    def take(self) -> None:
        self.held = 0
        self.queue.resume()

    def is_closing(self) -> bool:
        return self.closed > 0

    def close(self) -> None:
        self.closed += 1


async def test_a_large_write_goes_in_pieces_as_there_is_room():
    slow = Slow(100_000)
    slow.queue.write(bytes(300_000))
    assert slow.written == [65536, 65536]
    assert slow.queue.size == 300_000
    assert slow.queue.paused
    slow.take()
    assert slow.queue.size == 300_000 - 131_072
    slow.take()
    slow.take()
    assert sum(slow.written) == 300_000
    assert slow.queue.size == 0
    assert not slow.queue.paused


async def test_order_is_kept_behind_what_waits():
    slow = Slow(10)
    slow.queue.write(bytes(20))
    slow.queue.write(bytes(3))
    assert slow.written == [20]
    slow.take()
    assert slow.written == [20, 3]


async def test_it_closes_once_and_behind_what_waits():
    slow = Slow(10)
    slow.queue.write(bytes(20))
    slow.queue.write(bytes(5))
    slow.queue.close()
    assert slow.closed == 0
    slow.take()
    slow.queue.close()
    assert slow.closed == 1


async def test_drain_waits_for_room_and_tells_of_the_end():
    slow = Slow(10)
    await slow.queue.drain()
    slow.queue.write(bytes(20))
    slow.queue.write(bytes(20))
    waiting = [asyncio.create_task(slow.queue.drain()) for _ in range(2)]
    given_up = asyncio.create_task(slow.queue.drain())
    await asyncio.sleep(0)
    given_up.cancel()
    slow.take()
    await asyncio.sleep(0)
    assert not any(task.done() for task in waiting), "the second write filled it again"
    slow.take()
    await asyncio.gather(*waiting)
    slow.queue.write(bytes(20))
    waiting = [asyncio.create_task(slow.queue.drain())]
    await asyncio.sleep(0)
    slow.queue.end("gone")
    with pytest.raises(ConnectionResetError, match="gone"):
        await waiting[0]
    with pytest.raises(ConnectionResetError, match="gone"):
        await slow.queue.drain()
    with contextlib.suppress(asyncio.CancelledError):
        await given_up
