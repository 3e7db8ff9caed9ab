"""Heartbeats that come to an end: by what fails late, by the connection's end, by being stopped."""

import asyncio
from collections.abc import Callable

import pytest

from inspector.automation.heartbeats import Heartbeats
from inspector.library import LibraryError
from inspector.library.send_as import Repeat
from inspector.wire import NotOpenError

OFTEN = Repeat(interval=0.001)


class Beat:
    """Sends three times, then raises `error`."""

    def __init__(self, error: Exception | None = None, after: int = 3) -> None:
        self.sent: list[int] = []
        self._error = error
        self._after = after

    async def __call__(self, number: int) -> None:
        if self._error is not None and number > self._after:
            raise self._error
        self.sent.append(number)


@pytest.fixture
def failures() -> list[str]:
    return []


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.001)


@pytest.mark.parametrize("error", [ValueError("no"), LibraryError("no"), OSError("no")])
async def test_one_that_can_no_longer_be_sent_is_told_once(
    failures: list[str], error: Exception
) -> None:
    heartbeats, beat = Heartbeats(failures.append), Beat(error)
    await heartbeats.start(beat, OFTEN, None)
    await until(lambda: failures)
    await asyncio.sleep(0.01)
    await heartbeats.aclose()
    assert (failures, beat.sent) == (["no"], [1, 2, 3])


async def test_the_end_of_the_connection_is_no_failure_of_it(failures: list[str]) -> None:
    heartbeats, beat = Heartbeats(failures.append), Beat(NotOpenError("it is CLOSED"))
    await heartbeats.start(beat, OFTEN, None)
    await until(lambda: len(beat.sent) == 3)
    await asyncio.sleep(0.02)
    await heartbeats.aclose()
    assert failures == []


async def test_the_first_one_raises_where_it_is_begun(failures: list[str]) -> None:
    heartbeats = Heartbeats(failures.append)
    for error in (ValueError("no"), NotOpenError("it is CLOSED")):
        with pytest.raises(type(error), match=str(error)):
            await heartbeats.start(Beat(error, after=0), OFTEN, None)
    await heartbeats.aclose()
    assert failures == [], "whoever began it was told"


async def test_what_nobody_expects_is_told_too(failures: list[str]) -> None:
    heartbeats, beat = Heartbeats(failures.append), Beat(ZeroDivisionError("odd"))
    await heartbeats.start(beat, OFTEN, None)
    await until(lambda: failures)
    await heartbeats.aclose()
    assert failures == ["odd"]


async def test_stopped_and_begun_again(failures: list[str]) -> None:
    heartbeats, first, second = Heartbeats(failures.append), Beat(), Beat()
    await heartbeats.start(first, OFTEN, None)
    heartbeats.stop()
    await asyncio.sleep(0.02)
    count = len(first.sent)
    await heartbeats.start(second, OFTEN, None)
    await until(lambda: len(second.sent) > 3)
    assert len(first.sent) == count
    heartbeats.stop()
    await heartbeats.aclose()
    await heartbeats.aclose()
    assert failures == []
