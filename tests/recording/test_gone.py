"""A recording whose file is deleted, moved or replaced while it is written."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.recording import Recording, RecordingError, recordings_folder, tables
from inspector.recording.values import Mark
from tests.support.entries import frame

pytestmark = pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file stays")

BEFORE = [frame(2, bytes(1000))] * 1000


def moved(path: Path) -> None:
    path.rename(path.with_name("elsewhere.wsrec"))


def replaced(path: Path) -> None:
    path.unlink()
    shutil.copy(__file__, path)


def without_its_folder(path: Path) -> None:
    shutil.rmtree(path.parent)


WAYS = pytest.mark.parametrize("lose", [Path.unlink, moved, replaced, without_its_folder])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "captures"
    folder.mkdir()
    return folder / "a.wsrec"


def gone(path: Path, lose: Callable[[Path], object]) -> Recording:
    """A recording with a thousand events in the file, and more that could not be written."""
    recording = Recording.create(path)
    recording.append(1, BEFORE)
    recording.append(1, [frame(1, b"Hel", fin=False)])
    recording.flush()
    lose(path)
    recording.append(1, [frame(0, b"lo"), frame(9)])
    recording.mark(1, "red")
    recording.title = "late"
    with pytest.raises(RecordingError, match="deleted, moved or replaced"):
        recording.flush()
    assert recording.is_gone
    return recording


@WAYS
def test_it_goes_on_in_a_new_file_with_everything(
    path: Path, lose: Callable[[Path], object]
) -> None:
    recording = gone(path, lose)
    new = recording.moved_on()
    recording.append(1, [frame(10)])
    recording.hand_over(new)
    recording.abandon()
    assert new.count == 1004
    new.append(1, [frame(1, b"the last")])
    new.flush()
    assert (new.title, new.notes(1, 9)[1].colour) == ("late", "red")
    new.close()
    folder = recordings_folder() if lose is without_its_folder else path.parent
    assert new.path.parent == folder
    assert not list(folder.glob("*-journal"))
    with Recording.open(new.path) as again:
        events = [entry.event for entry in again.entries()]
        assert events[:1000] == BEFORE
        assert events[1001:] == [frame(0, b"lo"), frame(9), frame(10), frame(1, b"the last")]
        assert [entry.message for entry in again.frames_of(1001)] == [1001, 1001]
        assert again.totals.frames_received == again.count == 1005
        assert again.totals.messages_received == 1002


@WAYS
def test_closing_it_says_so_and_touches_no_other_file(
    path: Path, lose: Callable[[Path], object]
) -> None:
    recording = gone(path, lose)
    with pytest.raises(RecordingError, match=r"moved or replaced.*The last 2 events are not in it"):
        recording.close()
    if lose is replaced:
        assert path.read_bytes() == Path(__file__).read_bytes()


def test_deleting_it_does_not_delete_what_took_its_place(path: Path) -> None:
    gone(path, replaced).delete()
    assert path.read_bytes() == Path(__file__).read_bytes()


def test_one_that_comes_back_is_gone_no_more(path: Path) -> None:
    recording = gone(path, moved)
    path.with_name("elsewhere.wsrec").rename(path)
    recording.retry()
    recording.flush()
    assert not recording.is_gone
    recording.close()
    with Recording.open(path) as again:
        assert again.count == 1003


def test_one_that_was_never_written_to_may_be_gone_too(path: Path) -> None:
    recording = Recording.create(path)
    path.unlink()
    recording.append(1, [frame(9)])
    with pytest.raises(RecordingError, match="deleted, moved or replaced"):
        recording.flush()
    new = recording.moved_on()
    recording.hand_over(new)
    recording.abandon()
    new.close()
    with Recording.open(new.path) as again:
        assert again.count == 1


@WAYS
def test_it_is_told_too_where_that_happens_during_a_transaction(
    path: Path, lose: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite looks only when a transaction begins to write."""
    write_mark = tables.write_mark

    def lost(connection: sqlite3.Connection, mark: Mark) -> None:
        write_mark(connection, mark)
        if path.exists():
            lose(path)

    recording = Recording.create(path)
    monkeypatch.setattr(tables, "write_mark", lost)
    recording.append(1, [frame(9)])
    with pytest.raises(RecordingError, match="deleted, moved or replaced"):
        recording.flush()
    assert recording.is_gone
    recording.abandon()
