"""How fast it goes: by the seconds of the clock."""

from inspector.statistics.pace import Amount, Pace, PaceTally
from inspector.statistics.timeline import SECOND_NS


def at(seconds: float) -> int:
    return int(seconds * SECOND_NS)


def pace_of(*amounts: tuple[float, int, int]) -> Pace:
    """At which second of the clock, how many messages, how many bytes."""
    tally = PaceTally()
    for seconds, messages, wire_bytes in amounts:
        tally.add(at(seconds), messages, wire_bytes)
    return tally.pace()


def test_nothing_came() -> None:
    assert pace_of() == Pace()
    assert Pace().at(at(1000)) == Amount()


def test_the_last_full_second_counts() -> None:
    pace = pace_of((10.1, 3, 30), (10.9, 2, 20), (11.5, 1, 10))
    assert pace.at(at(11.6)) == Amount(5, 50)
    assert pace.at(at(12.0)) == Amount(1, 10)
    assert pace.at(at(13.0)) == Amount()


def test_a_silent_second_between() -> None:
    pace = pace_of((10, 3, 30), (12, 1, 10))
    assert pace.at(at(12.5)) == Amount()


def test_the_fastest_second_is_remembered_for_messages_and_bytes_apart() -> None:
    pace = pace_of((10, 3, 30), (12, 1, 100), (20, 1, 1))
    assert pace.peak == Amount(3, 100)


def test_a_clock_that_was_set_back_stays_in_its_second() -> None:
    pace = pace_of((10, 1, 1), (5, 1, 1))
    assert pace.at(at(11)) == Amount(2, 2)
