"""Notes on events: seen at once, kept in the file, apart from what was recorded."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from inspector.recording import Note, Recording
from inspector.recording.notes import MOST_COMMENT, Change, Notes
from inspector.recording.writer import Writer
from tests.support.entries import frame
from tests.support.read_only import only_reading


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A recording of ten frames, closed."""
    path = tmp_path / "a.wsrec"
    with Recording.create(path) as recording:
        recording.append(1, [frame(1, b"%d" % number) for number in range(10)])
    return path


def colours(recording: Recording, first: int = 1, last: int | None = None) -> dict[int, str]:
    return {seq: note.colour for seq, note in recording.notes(first, last).items()}


def test_a_note_is_seen_at_once_and_when_it_is_opened_again(path: Path) -> None:
    with Recording.open(path) as recording:
        recording.mark(8, "green")
        recording.mark(3, "red")
        assert list(colours(recording).items()) == [(3, "red"), (8, "green")]
        assert colours(recording, 4, 8) == {8: "green"}
        recording.flush()
        assert colours(recording, 1, 7) == {3: "red"}
    with Recording.open(path) as recording:
        assert colours(recording) == {3: "red", 8: "green"}


def test_each_field_of_a_note_is_changed_by_itself(path: Path) -> None:
    with Recording.open(path) as recording:
        recording.comment(3, "odd: \udcff")
        recording.flush()
        recording.mark(3, "red")
        recording.bookmark(3)
        recording.bookmark(4)
        told = {3: Note("red", True, "odd: \\udcff"), 4: Note("", True, "")}
        assert recording.notes() == told
        recording.flush()
        assert recording.notes() == told
        recording.mark(3, "")
        recording.bookmark(4, on=False)
        assert recording.notes() == {3: Note("", True, "odd: \\udcff")}
    with Recording.open(path) as recording:
        assert recording.notes() == {3: Note("", True, "odd: \\udcff")}
        recording.comment(3, "")
        recording.comment(3, "better")
    with Recording.open(path) as recording:
        assert recording.notes() == {3: Note("", True, "better")}


def test_the_newest_colour_counts_and_an_empty_note_is_removed(path: Path) -> None:
    with Recording.open(path) as recording:
        recording.mark(3, "red")
        recording.mark(3, "blue")
        recording.mark(4, "red")
        recording.flush()
        recording.mark(4, "")
        assert colours(recording) == {3: "blue"}
        recording.flush()
        assert colours(recording) == {3: "blue"}
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM notes").fetchall() == [(3, "blue", 0, "")]


def test_a_comment_is_cut_to_what_is_read(path: Path) -> None:
    with Recording.open(path) as recording:
        recording.comment(1, "é" * (MOST_COMMENT + 1))
        recording.flush()
        assert recording.notes()[1].comment == "é" * MOST_COMMENT


def test_a_copy_has_the_notes(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.wsrec"
    with Recording.open(path) as recording:
        recording.mark(2, "yellow")
        recording.save_as(copy)
    with Recording.open(copy) as recording:
        assert colours(recording) == {2: "yellow"}


def test_notes_of_a_file_that_cannot_be_written_are_read(path: Path, open_folder: Path) -> None:
    copy = open_folder / "copy.wsrec"
    with Recording.open(path) as recording:
        recording.mark(2, "yellow")
        recording.save_as(copy)
    with only_reading(open_folder), Recording.open(copy) as recording:
        assert colours(recording) == {2: "yellow"}


def test_many_notes_go_with_what_they_are_on(tmp_path: Path) -> None:
    with Recording.create(tmp_path / "many.wsrec") as recording:
        for number in range(5000):
            recording.append(1, [frame(1, b"x")])
            recording.mark(number + 1, "red" if number % 2 else "grey")
        assert len(recording.notes()) == 5000
        recording.flush()
        assert colours(recording, 4999) == {4999: "grey", 5000: "red"}


def test_what_the_file_has_is_not_kept_in_memory(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        notes = Notes(connection)
        notes.add([Change(1, "colour", "red")], 1, 0)
        notes.add([Change(2, "colour", "green")], 2, 0)
        notes.add([Change(1, "bookmark", True)], 3, 0)
        assert notes.between(1, 9, 0) == {1: Note("red", True), 2: Note("green")}
        assert notes.between(1, 9, 2) == {1: Note("red", True)}
        assert notes.between(1, 9, 3) == {}


def test_values_that_are_no_notes_are_left_out(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO notes VALUES (1, x'00', 0, ''), (2, 'red', 'no', '')")
        connection.execute("INSERT INTO notes VALUES (3, 'red', 0, x'00')")
        connection.execute("INSERT INTO notes VALUES (4, '', 0, ?)", ("x" * (MOST_COMMENT + 1),))
        connection.execute("INSERT INTO notes VALUES (5, ?, 0, '')", ("x" * 33,))
    with Recording.open(path) as recording:
        assert recording.notes() == {2: Note("red", True)}


def test_whoever_follows_is_called_after_each_append(path: Path) -> None:
    counts = []
    with Recording.open(path) as recording:
        recording.on_appended.add(lambda: counts.append(recording.count))
        recording.append(2, [frame(1, b"a"), frame(1, b"b")])
        recording.append(2, [frame(9)])
        runs = [*recording.runs_at_hand(11)]
    assert counts == [12, 13]
    assert [run.seq for run in runs] == [11, 12, 13]


def test_many_are_marked_and_unmarked_at_once(path: Path) -> None:
    with Recording.open(path) as recording:
        recording.mark_all([], "red")
        recording.mark_all([2, 3, 9], "red")
        recording.bookmark(3)
        assert colours(recording) == {2: "red", 3: "red", 9: "red"}
        recording.flush()
        recording.mark_all([2, 3, 9], "")
        assert recording.notes() == {3: Note("", True, "")}
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT seq FROM notes").fetchall() == [(3,)]


def test_no_note_or_fact_is_kept_while_there_is_no_room(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Recording.open(path) as recording:
        monkeypatch.setattr(Writer, "full", property(lambda _: True))
        recording.comment(1, "no room")
        recording.set_facts(1, {"url": "ws://host/"})
        assert recording.notes() == {}
        assert recording.facts(1) == {}
