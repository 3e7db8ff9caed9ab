import asyncio

import pytest

from inspector.wire.message_queue import MessageQueue


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


def silent() -> MessageQueue:
    return MessageQueue(lambda: None, lambda: None)


async def test_what_must_wait_for_the_messages_waits_until_one_more_is_asked_for():
    told: list[str] = []
    queue = silent()
    queue.put("a")
    queue.put("b")
    queue.when_taken(lambda: told.append("act"), 1e6)
    assert (await queue.get(), await queue.get(), told) == ("a", "b", [])
    more = asyncio.create_task(queue.get())
    await asyncio.sleep(0)
    assert told == ["act"]
    queue.put("c")
    assert await more == "c"
    queue.end(None)
    assert told == ["act"]


async def test_it_need_not_wait_where_there_are_none():
    told: list[str] = []
    silent().when_taken(lambda: told.append("act"), 1e6)
    assert told == ["act"]


async def test_it_waits_for_so_long_only_and_happens_once():
    queue = silent()
    queue.put("a")
    acted = asyncio.Event()
    queue.when_taken(acted.set, 0.001)
    await acted.wait()
    acted.clear()
    assert await queue.get() == "a"
    queue.end(None)
    with pytest.raises(StopAsyncIteration):
        await queue.get()
    assert not acted.is_set()


async def test_it_does_not_happen_after_the_end():
    told: list[str] = []
    queue = silent()
    queue.put("a")
    queue.when_taken(lambda: told.append("act"), 1e6)
    queue.end(ConnectionError())
    assert await queue.get() == "a"
    with pytest.raises(ConnectionError):
        await queue.get()
    assert told == []


class Told(list[str]):
    """What a queue says to the one who reads."""

    def queue(self) -> MessageQueue:
        return MessageQueue(lambda: self.append("pause"), lambda: self.append("resume"))


async def test_reading_pauses_above_64_messages_and_resumes_at_half_of_them():
    told = Told()
    queue = told.queue()
    for _ in range(64):
        queue.put("")
    assert told == []
    queue.put("")
    queue.put("")
    assert told == ["pause"]
    for _ in range(66 - 33):
        await queue.get()
    assert told == ["pause"]
    await queue.get()
    assert told == ["pause", "resume"]


async def test_reading_pauses_above_a_mebibyte_and_resumes_at_half_of_it():
    told = Told()
    queue = told.queue()
    half = 2**19
    queue.put(bytes(half))
    queue.put(bytes(half))
    assert told == []
    queue.put(b"x")
    assert told == ["pause"]
    await queue.get()
    assert told == ["pause"], "half of it and one byte are left"
    await queue.get()
    assert told == ["pause", "resume"]
    queue.put(bytes(half))
    queue.put(bytes(half))
    assert told == ["pause", "resume", "pause"], "the byte is still there"
    await queue.get()
    await queue.get()
    assert told == ["pause", "resume", "pause", "resume"], "exactly half is left"
