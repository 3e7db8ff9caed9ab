"""How many rows match."""

from inspector.filtering import Matches, parse
from inspector.ui.log.finder import Place
from inspector.ui.log.tally import Tally
from tests.support.log_story import record, texts


def counted(tally: Tally) -> None:
    assert tally._search.wait(5)
    tally.refresh()
    assert tally.is_complete


def test_only_rows_that_are_shown_count(recording):
    record(recording, *texts(100))
    shown = Matches()
    shown.put(20, 40, (1 << 40) - 1)
    place = Place(recording, 0, 100, None)
    tally = Tally()
    assert tally.is_idle
    tally.begin(place, parse("dir:out"))
    counted(tally)
    assert tally.count(place) == 34
    assert tally.count(place._replace(first=1, end=4)) == 1
    assert tally.count(place._replace(shown=shown)) == 13
    record(recording, *texts(3, first=100))
    tally.refresh()
    counted(tally)
    assert tally.count(place._replace(end=103)) == 35
    tally.begin(place, parse("nothing like that"))
    assert not tally.is_complete
    counted(tally)
    assert tally.count(place) == 0
    tally.close()
    assert tally.is_idle


def test_rows_are_counted_in_slices(recording, monkeypatch):
    monkeypatch.setattr("inspector.ui.log.tally._AT_ONCE", 7)
    record(recording, *texts(100))
    place = Place(recording, 0, 100, None)
    tally = Tally()
    tally.begin(place, parse("dir:out"))
    counted(tally)
    assert tally.count(place._replace(first=1)) == 33
    tally.close()
