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
