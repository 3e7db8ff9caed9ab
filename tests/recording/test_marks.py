"""Colours of events: seen at once, kept in the file, absent from files that never had any."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from inspector.recording import Recording, RecordingError
from tests.support.entries import frame
from tests.support.read_only import only_reading


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A recording of ten frames, closed."""
    path = tmp_path / "a.wsrec"
    with Recording.create(path) as recording:
        recording.append(1, [frame(1, b"%d" % number) for number in range(10)])
    return path


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return {name for (name,) in found}


def test_a_mark_is_seen_at_once_and_when_it_is_opened_again(path: Path) -> None:
    with Recording.open(path) as recording:
        recording.mark(3, "red")
        recording.mark(8, "green")
        assert recording.marks(1, 10) == {3: "red", 8: "green"}
        assert recording.marks(4, 8) == {8: "green"}
        recording.flush()
        assert recording.marks(1, 7) == {3: "red"}
    with Recording.open(path) as recording:
        assert recording.marks(1, 10) == {3: "red", 8: "green"}


def test_the_newest_mark_counts_and_an_empty_one_takes_it_away(path: Path) -> None:
    with Recording.open(path) as recording:
        recording.mark(3, "red")
        recording.mark(3, "blue")
        recording.mark(4, "red")
        recording.flush()
        recording.mark(4, "")
        assert recording.marks(1, 10) == {3: "blue"}
        recording.flush()
        assert recording.marks(1, 10) == {3: "blue"}
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM marks").fetchall() == [(3, "blue")]


def test_a_recording_without_marks_has_no_table_for_them(path: Path) -> None:
    before = path.read_bytes()
    with Recording.open(path) as recording:
        assert recording.marks(1, 10) == {}
    assert "marks" not in tables(path)
    assert path.read_bytes() == before


def test_a_copy_has_the_marks(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.wsrec"
    with Recording.open(path) as recording:
        recording.mark(2, "yellow")
        recording.save_as(copy)
    with Recording.open(copy) as recording:
        assert recording.marks(1, 10) == {2: "yellow"}


def test_marks_of_a_file_that_cannot_be_written_are_read(path: Path, open_folder: Path) -> None:
    copy = open_folder / "copy.wsrec"
    with Recording.open(path) as recording:
        recording.mark(2, "yellow")
        recording.save_as(copy)
    with only_reading(open_folder), Recording.open(copy) as recording:
        assert recording.marks(1, 10) == {2: "yellow"}


def test_many_marks_go_with_what_they_mark(tmp_path: Path) -> None:
    with Recording.create(tmp_path / "many.wsrec") as recording:
        for number in range(5000):
            recording.append(1, [frame(1, b"x")])
            recording.mark(number + 1, "red" if number % 2 else "grey")
        assert len(recording.marks(1, 5000)) == 5000
        recording.flush()
        assert recording.marks(4999, 5000) == {4999: "grey", 5000: "red"}


def test_a_table_of_marks_that_computes_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE VIEW marks AS SELECT 1 AS seq, 'red' AS colour")
    with pytest.raises(RecordingError, match="marks in it computes"):
        Recording.open(path)


def test_values_that_are_no_colours_are_left_out(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE marks (seq INTEGER PRIMARY KEY, colour)")
        connection.execute("INSERT INTO marks VALUES (1, x'00'), (2, 'red'), (3, 7)")
        connection.commit()
    with Recording.open(path) as recording:
        assert recording.marks(1, 10) == {2: "red"}


def test_whoever_follows_is_called_after_each_append(path: Path) -> None:
    counts = []
    with Recording.open(path) as recording:
        recording.on_appended.add(lambda: counts.append(recording.count))
        recording.append(2, [frame(1, b"a"), frame(1, b"b")])
        recording.append(2, [frame(9)])
        runs = [*recording.runs_at_hand(11)]
    assert counts == [12, 13]
    assert [run.seq for run in runs] == [11, 12, 13]
