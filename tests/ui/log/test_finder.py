"""Looking for the next row that matches, in a thread."""

from collections.abc import Iterator

import pytest

from inspector.filtering import Matches, TooSlowError, parse
from inspector.filtering.patience import Patience
from inspector.recording import Recording
from inspector.ui.log.finder import Finder, Hit, Place
from tests.support.log_story import record, texts


@pytest.fixture
def finder() -> Iterator[Finder]:
    finder = Finder()
    yield finder
    finder.close()


def found(finder: Finder, place: Place, expression: str, row: int, *, forwards: bool = True) -> Hit:
    finder.begin(place, parse(expression), row, forwards=forwards)
    for thread in finder._threads:
        thread.join(5)
    hit = finder.poll()
    assert hit is not None
    assert finder.poll() is None
    return hit


def test_forwards_backwards_and_round_the_ends(recording, finder):
    record(recording, *texts(40))
    place = Place(recording, 0, 40, None)
    assert found(finder, place, "/: 7,/", 7) == Hit(7, wrapped=True)
    assert found(finder, place, "/: 7,/", 6) == Hit(7)
    assert found(finder, place, "/: [12]1,/", 11) == Hit(21)
    assert found(finder, place, "/: [12]1,/", 21) == Hit(11, wrapped=True)
    assert found(finder, place, "/: [12]1,/", 21, forwards=False) == Hit(11)
    assert found(finder, place, "/: [12]1,/", 11, forwards=False) == Hit(21, wrapped=True)
    assert found(finder, place, "nothing", 5) == Hit(None)


def test_only_among_the_rows_that_are_shown(recording, finder):
    record(recording, *texts(40))
    shown = Matches()
    for row in (3, 21, 31):
        shown.put(row, 1, 1)
    place = Place(recording, 0, 40, shown)
    assert found(finder, place, "/1,/", 3) == Hit(21)
    assert found(finder, place, "/1,/", 31) == Hit(21, wrapped=True)
    place = Place(recording, 12, 30, None)  # hidden before, waiting after
    assert found(finder, place, "/1,/", 21) == Hit(21, wrapped=True)
    assert found(finder, place, "/1,/", 20, forwards=False) == Hit(21, wrapped=True)
    assert found(finder, place, "/: 11,/", 20) == Hit(None)


def test_the_latest_question_is_answered(recording, finder):
    record(recording, *texts(40))
    place = Place(recording, 0, 40, None)
    finder.begin(place, parse("/: 7,/"), 0)
    assert found(finder, place, "/: 9,/", 0) == Hit(9)
    finder.begin(place, parse("/: 7,/"), 0)
    finder.cancel()
    finder.close()
    assert finder.poll() is None


def test_what_cannot_be_looked_at_is_said(recording, finder, monkeypatch):
    record(recording, *texts(4))
    broken = recording.path.parent / "none.wsrec"
    monkeypatch.setattr(recording, "path", broken)
    hit = found(finder, Place(recording, 0, 4, None), "x", 0)
    assert hit.row is None
    assert "none.wsrec" in hit.error


def test_a_pattern_that_takes_too_long_is_given_up(tmp_path, finder, monkeypatch):
    monkeypatch.setattr(Patience, "spend", _give_up)
    with Recording.create(tmp_path / "slow.wsrec") as recording:
        record(recording, *texts(4))
        hit = found(finder, Place(recording, 0, 4, None), "/x/", 0)
    assert hit == Hit(None, error="too slow")


def _give_up(*_: object) -> None:
    raise TooSlowError("too slow")
