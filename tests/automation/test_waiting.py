"""Waiting ends when it should: at the match, at the end of its time, at the end of all messages."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.automation.inbox import Inbox
from inspector.automation.matching import compile_match
from inspector.automation.waiting import Waited, wait_for_match
from inspector.library.match import Match
from inspector.recording import Recording
from tests.support.entries import frame, frames_alike

LAST = compile_match(Match(contains="last"))


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Recording]:
    with Recording.create(tmp_path / "a.wsrec") as recording:
        yield recording


async def waited(recording: Recording, timeout: float, *, is_over: bool = False) -> Waited:
    inbox = Inbox(recording, after=0)
    try:
        return await wait_for_match(inbox, LAST, timeout, lambda: is_over)
    finally:
        inbox.close()


async def test_what_came_before_the_wait_counts(recording: Recording) -> None:
    recording.append(1, [frame(1, b"a"), frame(1, b"b"), frame(1, b"last"), frame(1, b"c")])
    found = await waited(recording, 5)
    assert found.captures is not None
    assert (found.captures.message.seq, found.passed.count) == (3, 2)
    assert [alike.latest.payload for alike in found.passed] == [b"b", b"a"]


async def test_what_came_in_time_is_looked_at_though_it_takes_longer(recording: Recording) -> None:
    recording.append(1, [frames_alike(*[frame(1, b"x")] * 30_000), frame(1, b"last")])
    found = await waited(recording, 0)
    assert found.captures is not None
    assert found.passed.count == 30_000


async def test_a_stream_without_end_does_not_keep_it(recording: Recording) -> None:
    loop = asyncio.get_running_loop()
    run = frames_alike(*[frame(1, b"x")] * 500)

    def more() -> None:
        nonlocal handle
        recording.append(1, [run])
        handle = loop.call_soon(more)

    handle = loop.call_soon(more)
    begun = time.perf_counter()
    found = await waited(recording, 0.1)
    handle.cancel()
    assert found.captures is None
    assert found.passed.count > 1000
    assert time.perf_counter() - begun >= 0.1


async def test_it_ends_at_once_when_no_more_will_come(recording: Recording) -> None:
    recording.append(1, [frame(1, b"a"), frame(9)])
    begun = time.perf_counter()
    found = await waited(recording, 60, is_over=True)
    assert (found.captures, found.passed.count, found.close) == (None, 2, None)
    assert time.perf_counter() - begun < 30, "not the whole time"


async def test_nothing_is_waited_for_after_a_close(recording: Recording) -> None:
    """TCP may stay open for long."""
    recording.append(1, [frame(1, b"a"), frame(8, b"\x03\xe8"), frame(1, b"last")])
    async with asyncio.timeout(30):
        found = await waited(recording, 3600)
    assert found.close is not None
    assert (found.captures, found.close.seq, found.passed.count) == (None, 2, 2)


async def test_what_comes_while_it_waits_is_found(recording: Recording) -> None:
    loop = asyncio.get_running_loop()
    loop.call_later(0.01, recording.append, 1, [frame(1, b"la", fin=False)])
    loop.call_later(0.02, recording.append, 1, [frame(0, b"st")])
    found = await waited(recording, 5)
    assert found.captures is not None
    assert found.captures.message.payload == b"last"
