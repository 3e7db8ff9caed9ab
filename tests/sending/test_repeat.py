"""Rates that hold, on a clock that only moves when told."""

import asyncio
import random
from collections.abc import Awaitable, Callable

import pytest

from inspector.sending import Repeater
from inspector.sending.repeat import GRACE
from tests.support.clock_loop import ClockLoop, run


def clock() -> ClockLoop:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, ClockLoop)
    return loop


class Log:
    """When which sending was; each takes as long as `takes` tells."""

    def __init__(self, takes: Callable[[int], float] = lambda _number: 0.0) -> None:
        self.numbers: list[int] = []
        self.times: list[float] = []
        self._takes = takes
        self._start = clock().now

    async def once(self, number: int) -> None:
        self.numbers.append(number)
        self.times.append(clock().now - self._start)
        clock().now += self._takes(number)


@pytest.mark.parametrize("early", [0.0, 0.05])
def test_times_do_not_drift_whatever_timers_and_sending_take(early: float):
    async def story() -> None:
        log = Log(takes=lambda number: 0.03 * (number % 2))
        repeater = Repeater(log.once, interval=0.1, count=1000)
        await repeater.run()
        assert log.numbers == list(range(1, 1001))
        lateness = [time - 0.1 * number for number, time in enumerate(log.times)]
        assert all(-1e-9 <= late <= 0.001 for late in lateness)
        assert (repeater.sent, repeater.late) == (1000, 0)
        assert (repeater.running, repeater.next_at) == (False, None)

    run(story(), early=early)


def test_intervals_below_what_a_timer_tells_are_sent_several_at_a_turn():
    async def story() -> None:
        log = Log(takes=lambda _number: 0.00001)
        repeater = Repeater(log.once, interval=0.0001, count=10_000)
        await repeater.run()
        assert log.times[-1] == pytest.approx(0.9999, abs=0.001)
        assert repeater.late == 0

    run(story())


def test_what_is_missed_by_far_is_left_out_and_counted():
    async def story() -> None:
        log = Log(takes=lambda number: 2.52 if number == 2 else 0.0)
        repeater = Repeater(log.once, interval=1, count=5)
        await repeater.run()
        # 2 and 3 are missed; nothing follows in a burst, and the rhythm is the old one.
        assert log.times == pytest.approx([0, 1, 4, 5, 6])
        assert (repeater.sent, repeater.late) == (5, 2)

    run(story())


def test_little_delays_are_made_up_for():
    async def story() -> None:
        log = Log(takes=lambda number: 0.5 if number == 1 else 0.0)
        repeater = Repeater(log.once, interval=0.01, count=10)
        await repeater.run()
        assert log.times[1:7] == pytest.approx([0.5] * 6)
        assert log.times[7:] == pytest.approx([0.51, 0.52, 0.53])
        assert repeater.late == 44
        assert GRACE == 0.05

    run(story())


def test_all_are_made_up_for_if_that_is_wanted():
    async def story() -> None:
        log = Log(takes=lambda number: 10.0 if number == 1 else 0.0)
        repeater = Repeater(log.once, interval=0.01, count=1001, catch_up=True)
        await repeater.run()
        assert log.times == pytest.approx([0, *[10.0] * 1000])
        assert repeater.late == 0

    run(story())


def test_sending_that_takes_long_keeps_to_the_times_that_are_left():
    async def story() -> None:
        log = Log(takes=lambda _number: 0.34)
        repeater = Repeater(log.once, interval=0.1, count=5)
        await repeater.run()
        assert log.times == pytest.approx([0, 0.34, 0.7, 1.04, 1.4], abs=0.001)
        assert repeater.late > 8
        at_once = Repeater(Log().once, interval=0, count=3)
        begin = clock().now
        await at_once.run()
        assert clock().now == begin

    run(story())


def test_jitter_moves_each_and_not_the_rhythm(monkeypatch: pytest.MonkeyPatch):
    async def story() -> None:
        log = Log()
        moves = iter([0.3, -0.3, 0.0, 0.2])
        monkeypatch.setattr(random, "uniform", lambda low, high: next(moves))
        await Repeater(log.once, interval=1, jitter=0.3, count=4).run()
        assert log.times == pytest.approx([0, 1.3, 1.7, 3.0])

    run(story())


def test_it_ends_when_told_or_when_something_is_so():
    async def story() -> None:
        log = Log()
        repeater = Repeater(log.once, interval=3600)
        running = asyncio.ensure_future(repeater.run())
        await asyncio.sleep(10)
        assert (repeater.running, repeater.sent) == (True, 1)
        assert repeater.next_at == pytest.approx(clock().now + 3590)
        repeater.stop()
        await running
        assert clock().now == pytest.approx(110)

        begin, asked = clock().now, []
        until = lambda: bool(asked.append(clock().now - begin)) or clock().now - begin > 5  # noqa: E731
        repeater = Repeater(Log().once, interval=60, until=until)
        await repeater.run()
        assert repeater.sent == 1
        assert clock().now - begin == pytest.approx(5.5)

        stopped = Repeater(log.once, interval=1)
        stopped.stop()
        await stopped.run()
        assert stopped.sent == 0

    run(story())


def test_an_error_ends_it_and_is_raised():
    async def fail(number: int) -> None:
        if number == 3:
            raise ConnectionError("gone")

    async def story() -> None:
        repeater = Repeater(fail, interval=1)
        with pytest.raises(ConnectionError, match="gone"):
            await repeater.run()
        assert (repeater.sent, repeater.running) == (2, False)

    run(story())


def test_others_have_their_turn_however_fast_it_sends():
    async def nothing(_number: int) -> None:
        clock().now += 0.00001

    async def story() -> None:
        repeater = Repeater(nothing, interval=0.0)
        running = asyncio.ensure_future(repeater.run())
        for _ in range(10):
            await asyncio.sleep(0)
        assert 0 < repeater.sent < 5000
        repeater.stop()
        await running

    run(story())


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"interval": -1}, "The interval is -1"),
        ({"interval": float("nan")}, "The interval is nan"),
        ({"interval": 1, "jitter": float("inf")}, "The jitter is inf"),
        ({"interval": 1, "count": 0}, "The count is 0"),
    ],
)
def test_what_is_no_repetition(wrong: dict[str, float], message: str):
    once: Callable[[int], Awaitable[object]] = lambda _number: asyncio.sleep(0)  # noqa: E731
    with pytest.raises(ValueError, match=message):
        Repeater(once, **wrong)  # type: ignore[arg-type]
