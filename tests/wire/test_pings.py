from inspector.events import Direction, Frame
from inspector.wire.pings import Pings


def pong(payload: bytes, time_ns: int) -> Frame:
    return Frame(time_ns, Direction.RECEIVED, b"\x8a\x00", payload)


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
