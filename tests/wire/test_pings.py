import asyncio

import pytest

from inspector.events import Direction, Frame
from inspector.wire.pings import MOST_WAITING, Pings

SECOND = 1_000_000_000


def pong(payload: bytes, time_ns: int) -> Frame:
    return Frame(time_ns, Direction.RECEIVED, b"\x8a\x00", payload)


async def test_a_pong_measures_from_its_own_ping():
    pings = Pings()
    first, second = pings.sent(b"a", 1 * SECOND), pings.sent(b"b", 2 * SECOND)
    third = pings.sent(b"c", 2 * SECOND)
    assert pings.received(pong(b"d", 3 * SECOND)) is None
    assert pings.received(pong(b"b", 3 * SECOND)) == 1.0
    assert (await first, await second) == (2.0, 1.0)
    assert pings.received(pong(b"a", 3 * SECOND)) is None
    assert not third.done()
    assert pings.received(pong(b"c", 5 * SECOND)) == 3.0


async def test_of_equal_pings_a_pong_answers_the_latest_and_those_before_it():
    pings = Pings()
    first, second = pings.sent(b"", 0), pings.sent(b"", 5 * SECOND)
    assert pings.received(pong(b"", 6 * SECOND)) == 1.0
    assert (await first, await second) == (6.0, 1.0)
    assert pings.received(pong(b"", 7 * SECOND)) is None
    third = pings.sent(b"", 8 * SECOND)
    assert pings.received(pong(b"", 10 * SECOND)) == 2.0
    assert await third == 2.0


async def test_an_earlier_answer_leaves_a_later_ping_with_the_same_payload_waiting():
    pings = Pings()
    pings.sent(b"a", 0)
    pings.sent(b"b", 1 * SECOND)
    assert pings.received(pong(b"b", 2 * SECOND)) == 1.0
    again = pings.sent(b"a", 3 * SECOND)
    assert pings.received(pong(b"b", 4 * SECOND)) is None
    assert not again.done()
    assert pings.received(pong(b"a", 5 * SECOND)) == 2.0


async def test_a_clock_that_is_set_back_measures_nothing():
    pings = Pings()
    answered = pings.sent(b"", 2 * SECOND)
    assert pings.received(pong(b"", 1 * SECOND)) == 0.0
    assert await answered == 0.0


async def test_a_ping_that_nobody_awaits_may_be_forgotten():
    pings = Pings()
    pings.sent(b"a", 1 * SECOND).cancel()
    pings.sent(b"b", 1 * SECOND).cancel()
    assert pings.received(pong(b"a", 3 * SECOND)) == 2.0
    pings.end(ConnectionError())


async def test_those_that_wait_hear_of_the_end():
    pings = Pings()
    answered, waiting = pings.sent(b"a", 0), pings.sent(b"b", 0)
    assert pings.received(pong(b"a", 0)) == 0.0
    pings.end(ConnectionError("ended"))
    with pytest.raises(ConnectionError, match="ended"):
        await waiting
    assert await answered == 0.0
    assert pings.received(pong(b"b", 0)) is None


@pytest.mark.parametrize("payload", [lambda n: b"", lambda n: b"%d" % n])
async def test_the_latest_unanswered_ones_are_remembered(payload):
    pings = Pings()
    oldest = pings.sent(payload(0), 0)
    others = [pings.sent(payload(n), 0) for n in range(1, MOST_WAITING)]
    assert not oldest.done()
    last = pings.sent(payload(MOST_WAITING), 0)
    with pytest.raises(TimeoutError):
        await oldest
    assert not any(each.done() for each in [*others, last])
    assert pings.received(pong(payload(MOST_WAITING), SECOND)) == 1.0
    assert await asyncio.gather(*others, last) == [1.0] * MOST_WAITING
    pings.end(ConnectionError())


async def test_a_pong_is_compared_with_few_pings_however_many_wait():
    compared = 0

    class Payload(bytes):
        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return bytes(self) == other

        __hash__ = bytes.__hash__

    pings = Pings()
    for number in range(MOST_WAITING):
        pings.sent(Payload(b"%d" % number), 0)
    compared = 0
    assert pings.received(pong(b"stray", 0)) is None
    assert pings.received(pong(b"0", SECOND)) == 1.0
    assert compared < 10
    pings.end(ConnectionError())
