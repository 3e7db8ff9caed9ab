"""Matches against a set of rows, done the slow and obvious way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.filtering import Matches

puts = st.lists(
    st.tuples(st.integers(0, 20_000), st.integers(1, 9000), st.randoms(use_true_random=False)),
    max_size=6,
)


@given(puts, st.integers(0, 30_000))
def test_matches_are_an_ascending_list_of_rows(puts: list, row: int) -> None:
    matches, rows = Matches(), set()
    for first, count, random in puts:
        bits = random.getrandbits(count) & random.getrandbits(count)
        matches.put(first, count, bits)
        rows -= set(range(first, first + count))
        rows |= {first + n for n in range(count) if bits >> n & 1}
    ascending = sorted(rows)
    assert list(matches) == ascending
    assert len(matches) == len(ascending)
    assert matches.rows(0, len(rows) + 1) == ascending
    assert (row in matches) == (row in rows)
    assert matches.index_of(row) == sum(other < row for other in rows)
    for position in {0, len(rows) // 2, len(rows) - 1} & set(range(len(rows))):
        assert matches.row(position) == ascending[position]
        assert matches.index_of(ascending[position]) == position
    bits = matches.bits(row, 5000)
    assert {row + n for n in range(5000) if bits >> n & 1} == rows & set(range(row, row + 5000))


@pytest.mark.parametrize("position", [-1, 0])
def test_there_is_no_match_outside(position: int) -> None:
    with pytest.raises(IndexError, match=f"no match {position}"):
        Matches().row(position)


def test_what_is_not_a_row_is_no_match() -> None:
    matches = Matches()
    matches.put(0, 3, 0b111)
    assert -1 not in matches
    assert "1" not in matches
    assert matches.rows(-1, 2) == [0]
    assert matches.index_of(-5) == 0
    assert matches.index_of(10**9) == 3


def test_fifty_million_rows_take_a_bit_each() -> None:
    matches = Matches()
    last = 50_000_000 - 1
    matches.put(last, 1, 1)
    assert (len(matches), matches.row(0), matches.index_of(last + 1)) == (1, last, 1)
