"""Which rows are listed, and where that puts them."""

from inspector.filtering import Matches
from inspector.ui.log.listing import Listing


def listing(*rows: int, end: int) -> Listing:
    matches = Matches()
    for row in rows:
        matches.put(row, 1, 1)
    return Listing(end, matches)


def test_without_a_filter_every_row_is_listed():
    rows = Listing(5)
    assert len(rows) == 5
    assert [rows.row(place) for place in range(5)] == [rows.place(row) for row in range(5)]
    assert [row in rows for row in (-1, 0, 4, 5)] == [False, True, True, False]


def test_with_one_those_that_match_before_the_end():
    rows = listing(2, 3, 7, 9, end=9)
    assert len(rows) == 3
    assert [rows.row(place) for place in range(3)] == [2, 3, 7]
    assert [rows.place(row) for row in range(9)] == [0, 0, 0, 1, 2, 2, 2, 2, 3]
    assert [row in rows for row in (2, 4, 7, 9)] == [True, False, True, False]
    rows.end = 10
    assert len(rows) == 4


def test_what_is_read_at_once_reaches_to_the_listed_rows_around():
    assert Listing(1000).around(500, 10, 30) == range(490, 530)
    assert Listing(505).around(500, 10, 30) == range(490, 505)
    assert Listing(505).around(5, 10, 30) == range(35)
    sparse = listing(100, 495, 500, 510, 900, end=1000)
    assert sparse.around(500, 40, 40) == range(495, 511)
    assert sparse.around(500, 4, 2) == range(500, 501)
    assert sparse.around(900, 40, 400) == range(900, 901)
