"""Pings at intervals, on a clock that the test moves."""

import asyncio

import pytest

from inspector.wire.keepalive import keep_alive
from tests.support.clock_loop import run


class Peer:
    """Answers pings as long as `answers`; reading is current when `current` says so."""

    def __init__(self, *, answers: int = 0, current: tuple[bool, ...] = ()) -> None:
        self.pings: list[tuple[bytes, float]] = []
        self._answers = answers
        self._current = list(current)

    def ping(self, payload: bytes) -> asyncio.Future[float]:
        loop = asyncio.get_running_loop()
        self.pings.append((payload, loop.time() - 100))
        pong = loop.create_future()
        if len(self.pings) <= self._answers:
            pong.set_result(0.0)
        return pong

    def is_current(self) -> bool:
        return self._current.pop(0) if self._current else True

    async def given_up_after(self) -> float:
        """Seconds until the peer counts as lost, with an interval of 10 and a timeout of 3."""
        await keep_alive(self.ping, self.is_current, interval=10, timeout=3)
        return asyncio.get_running_loop().time() - 100


def test_a_ping_goes_out_at_each_interval_until_one_is_not_answered():
    async def main() -> None:
        peer = Peer(answers=2)
        assert await peer.given_up_after() == pytest.approx(33)
        assert [payload for payload, _ in peer.pings] == [b"keepalive %d" % n for n in (1, 2, 3)]
        assert [time for _, time in peer.pings] == pytest.approx([10, 20, 30])

    run(main())


@pytest.mark.parametrize(
    ("current", "seconds"),
    [
        ((True, True), 13),
        ((False, True, True), 16),
        ((True, False, False, True, True), 19),
        ((False, False, False, True, True), 22),
    ],
)
def test_a_pong_counts_as_missing_after_a_timeout_in_which_we_read(
    current: tuple[bool, ...], seconds: float
):
    async def main() -> None:
        assert await Peer(current=current).given_up_after() == pytest.approx(seconds)

    run(main())
