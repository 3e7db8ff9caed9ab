"""A recording's life: made, named, gone on with, copied, closed, deleted."""

import gc
import os
import stat
import threading
import tracemalloc
from pathlib import Path

import pytest

from inspector.events import Direction, Frame, HttpRequest, HttpResponse, ReadyState, StateChange
from inspector.recording import PREVIEW, Recording, RecordingError, Row, recordings_folder
from inspector.recording.paths import files_of, journal_of
from tests.support.entries import REQUEST, RESPONSE, TIME_NS, frame
from tests.support.full_disk import FullDisk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.wsrec"


def test_a_session_from_the_first_word_to_the_last(path: Path) -> None:
    opening = StateChange(TIME_NS, ReadyState.CONNECTING, "ws://example.org/chat")
    text, pong = frame(1, b"hello", sent=True), frame(10, b"!")
    with Recording.create(path) as recording:
        recording.append(1, [opening, REQUEST, RESPONSE])
        recording.append(1, [text, pong])
        recording.flush()
        assert recording.rows(0, 10) == [
            Row(1, 1, opening, 0, 0, 1),
            Row(2, 1, REQUEST, len(REQUEST.raw), len(REQUEST.raw), 1),
            Row(3, 1, RESPONSE, len(RESPONSE.raw), len(RESPONSE.raw), 1),
            Row(4, 1, text, 5, 5, 1),
            Row(5, 1, pong, 1, 1, 1),
        ]
        assert recording.size > 0
    assert list(path.parent.iterdir()) == [path], "one file"
    assert path.read_bytes()[18:20] == b"\x01\x01", "not in WAL mode: good for read-only media"


def test_long_handshakes_are_clipped_in_rows(path: Path) -> None:
    request = HttpRequest(1, "ws://x/", b"G" * 1000)
    response = HttpResponse(2, b"H" * 1000)
    with Recording.create(path) as recording:
        recording.append(1, [request, response])
        recording.flush()
        for row, whole in zip(recording.rows(0, 2), (request, response), strict=True):
            assert row.event == whole._replace(raw=whole.raw[:PREVIEW])
            assert row.length == 1000
        assert [entry.event for entry in recording.entries()] == [request, response]


def test_without_a_path_it_lies_in_the_user_s_folder() -> None:
    with Recording.create() as one, Recording.create() as two:
        assert one.path != two.path
        assert sorted(recordings_folder().iterdir()) == sorted([one.path, two.path])


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_only_its_owner_may_read_it(path: Path) -> None:
    with Recording.create(path) as recording:
        recording.append(1, [frame(9)])
        recording.flush()
        there = [file for file in files_of(path) if file.exists()]
        assert len(there) == 2, "the file and its journal"
        assert {stat.S_IMODE(file.stat().st_mode) for file in there} == {0o600}


def test_nothing_is_overwritten(path: Path) -> None:
    path.write_text("precious")
    with pytest.raises(RecordingError, match=r"Cannot create .*a\.wsrec: .*choose another name"):
        Recording.create(path)
    assert path.read_text() == "precious"
    with pytest.raises(RecordingError, match="its folder is not there"):
        Recording.create(path.parent / "no" / "folder.wsrec")


def test_a_recording_that_cannot_be_made_leaves_no_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspector.recording.database.make", lambda connection: None)
    with pytest.raises(RecordingError, match="no such table"):
        Recording.create(path)
    assert not path.exists()


def test_the_title_is_kept(path: Path) -> None:
    with Recording.create(path) as recording:
        assert recording.title == ""
        recording.title = "ws://example.org/"
        recording.title = "wss://example.org/\udcff"
        recording.append(1, [frame(9)])
        assert recording.title == "wss://example.org/\\udcff", "as SQLite can keep it"
    with Recording.open(path) as again:
        assert again.title == "wss://example.org/\\udcff"
        assert again.count == 1


def test_it_goes_on_after_closing(path: Path) -> None:
    with Recording.create(path) as recording:
        recording.append(1, [frame(1, fin=False), frame(0, fin=False)])
    with Recording.open(path) as recording:
        assert (recording.count, recording.row_count, recording.connections) == (2, 1, 1)
        recording.append(2, [frame(0), frame(1, b"x")])
        recording.flush()
        assert [entry.message for entry in recording.entries()] == [1, 1, 3, 4]
        assert [row.seq for row in recording.rows(0, 9)] == [1, 3, 4]
        assert (recording.totals.frames_received, recording.connections) == (4, 2)


def test_a_copy_holds_everything_appended_while_it_goes_on(path: Path) -> None:
    copy = path.with_name("copy.wsrec")
    with Recording.create(path) as recording:
        recording.title = "t"
        recording.append(1, [frame(2, bytes(1000))] * 3000)
        stop = threading.Event()

        def go_on() -> None:
            while not stop.wait(0.001):
                recording.append(1, [frame(9)])

        thread = threading.Thread(target=go_on)
        thread.start()
        recording.save_as(copy)
        stop.set()
        thread.join()
        with Recording.open(copy) as copied:
            count = copied.count
            assert 3000 <= count <= recording.totals.frames_received
            assert copied.totals.frames_received == count
            assert copied.title == "t"
            assert list(copied.entries()) == list(recording.entries(1, count))
    assert sorted(path.parent.iterdir()) == [path, copy]
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_copy_replaces_what_is_there_but_never_itself(path: Path) -> None:
    copy = path.with_name("copy.wsrec")
    copy.write_text("old")
    with Recording.create(path) as recording:
        recording.append(1, [frame(9)])
        recording.save_as(copy)
        for itself in (path, journal_of(path)):
            with pytest.raises(RecordingError, match="is the recording itself"):
                recording.save_as(itself)
        assert recording.rows(0, 1)
    with Recording.open(copy) as copied:
        assert copied.count == 1


def test_a_copy_that_fails_leaves_everything_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = path.with_name("copy.wsrec")
    copy.write_text("old")
    with Recording.create(path) as recording:
        recording.append(1, [frame(9)])
        recording.flush()
        with pytest.raises(RecordingError, match="Cannot save a copy as"):
            recording.save_as(path.parent / "no" / "folder.wsrec")

        def refuse(self: Path, target: Path) -> None:
            raise PermissionError(13, "Permission denied")

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", refuse)
            with pytest.raises(RecordingError, match="Permission denied"):
                recording.save_as(copy)
    assert copy.read_text() == "old"
    assert sorted(path.parent.iterdir()) == [path, copy]


def test_a_copy_onto_a_full_disk_leaves_everything_as_it_was(path: Path) -> None:
    copy = path.with_name("copy.wsrec")
    copy.write_text("old")
    with Recording.create(path) as recording:
        recording.append(1, [frame(2, bytes(1000))] * 100)
        recording.flush()
        disk = FullDisk(100_000)
        try:
            with pytest.raises(RecordingError, match=r"Cannot save a copy as .*full"):
                recording.save_as(copy)
        finally:
            disk.make_room()
    assert copy.read_text() == "old"
    assert sorted(path.parent.iterdir()) == [path, copy]


def test_deleting_leaves_nothing(path: Path) -> None:
    recording = Recording.create(path)
    recording.append(1, [frame(2, bytes(100_000))] * 100)
    recording.delete()
    assert list(path.parent.iterdir()) == []
    recording.close()


def test_after_closing_there_is_no_reading(path: Path) -> None:
    recording = Recording.create(path)
    recording.append(1, [frame(9)])
    recording.close()
    recording.close()
    assert recording.count == 1
    with pytest.raises(RecordingError, match="Cannot read"):
        recording.rows(0, 1)
    with pytest.raises(RecordingError, match="Cannot read"):
        recording.row_of(1)


def test_an_entries_iterator_outlives_the_closing(path: Path) -> None:
    recording = Recording.create(path)
    recording.append(1, [frame(2, bytes(600_000))] * 4)
    recording.flush()
    entries = recording.entries()
    next(entries)
    recording.close()
    assert [entry.seq for entry in entries] == [2, 3, 4]
    with Recording.open(path) as again:
        assert again.count == 4
    assert list(path.parent.iterdir()) == [path]


def test_memory_does_not_grow_with_the_log(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rate of bytes an event that stays in memory: a tenth of the smallest event's."""
    monkeypatch.setattr("inspector.recording.tail._KEPT", 50_000)
    payload = bytes(100)

    def record(recording: Recording, events: int) -> None:
        for _ in range(events // 500):
            recording.append(
                1, [Frame(1, Direction.RECEIVED, b"\x82\x64", payload) for _ in range(500)]
            )
        recording.flush()
        recording.append(1, [frame(9)])  # what is committed leaves the memory now
        recording.rows(recording.row_count - 40, 40)
        gc.collect()

    with Recording.create(path) as recording:
        record(recording, 5000)
        tracemalloc.start()
        try:
            record(recording, 5000)
            before, _ = tracemalloc.get_traced_memory()
            record(recording, 20_000)
            after, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert after - before < 20_000 * 4
