"""Round trips: each pong to its ping."""

from inspector.statistics.distribution import Tally
from inspector.statistics.round_trips import RoundTrips, RoundTripTally


def times(*values: int) -> RoundTrips:
    tally = Tally()
    for value in values:
        tally.add(value)
    return RoundTrips(values[-1] if values else 0, tally.distribution())


def test_by_the_payload() -> None:
    tally = RoundTripTally()
    tally.ping(1, b"a", 100)
    tally.ping(1, b"b", 150)
    assert tally.pong(1, b"b", 170) == 20
    assert tally.pong(1, b"a", 180) == 80
    assert tally.round_trips() == times(20, 80)


def test_an_unsolicited_pong_is_left_out() -> None:
    tally = RoundTripTally()
    tally.ping(1, b"a", 100)
    assert tally.pong(1, b"b", 170) is None
    assert tally.pong(2, b"a", 170) is None
    assert tally.pong(1, b"a", 180) == 80
    assert tally.pong(1, b"a", 190) is None
    assert tally.round_trips() == times(80)


def test_of_pings_alike_the_latest_counts() -> None:
    tally = RoundTripTally()
    tally.ping(1, b"", 100)
    tally.ping(1, b"", 500)
    assert tally.pong(1, b"", 510) == 10


def test_a_connection_that_ended_answers_nothing() -> None:
    tally = RoundTripTally()
    tally.ping(1, b"a", 100)
    tally.end(1)
    assert tally.pong(1, b"a", 180) is None


def test_pings_that_nobody_answers_do_not_pile_up() -> None:
    tally = RoundTripTally()
    for number in range(5000):
        tally.ping(1, b"%d" % number, number)
    assert tally.pong(1, b"10", 6000) is None
    assert tally.pong(1, b"4999", 6000) == 1001


def test_a_ping_that_is_sent_again_is_a_new_one() -> None:
    tally = RoundTripTally()
    for payload in (b"again", *(b"%d" % number for number in range(999)), b"again", b"last"):
        tally.ping(1, payload, 0)
    assert tally.pong(1, b"0", 5) is None
    assert tally.pong(1, b"again", 5) == 5
