"""Positions of rows and of the frames of opened messages."""

from hypothesis import given
from hypothesis import strategies as st

from inspector.ui.log.opened import WHOLE, OpenMessages


def layout(opened: dict[int, int], rows: int) -> list[tuple[int, int]]:
    """Every position in order, worked out the slow way."""
    return [
        (row, part) for row in range(rows) for part in (WHOLE, *range(opened.get(row, 0)))
    ]  # fmt: skip


def test_nothing_open_is_the_identity():
    messages = OpenMessages()
    assert messages.locate(5) == (5, WHOLE)
    assert messages.position_of(5) == 5
    assert messages.frames == 0


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 4)), max_size=12))
def test_every_position_both_ways(steps):
    messages, opened = OpenMessages(), {}
    for row, frames in steps:
        messages.set(row, frames)
        opened[row] = frames
    expected = layout(opened, 20)
    assert [messages.locate(position) for position in range(len(expected))] == expected
    for position, (row, part) in enumerate(expected):
        if part == WHOLE:
            assert messages.position_of(row) == position
    assert messages.frames == sum(opened.values())
    assert messages.places == sorted(row for row, frames in opened.items() if frames)


def test_dropping_closes_what_is_above():
    messages = OpenMessages()
    messages.set(2, 3)
    messages.set(7, 2)
    messages.drop_before(5)
    assert messages.places == [7]
    assert messages.frames_of(2) == 0
    assert messages.frames_of(7) == 2
