"""Opening what is there: recordings old, new, damaged, unclosed, read-only, and no recordings."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from inspector.recording import Recording, RecordingError
from inspector.recording.paths import files_of, journal_of
from inspector.recording.schema import VERSION
from tests.support.entries import frame
from tests.support.read_only import only_reading


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed recording of 1000 frames."""
    path = tmp_path / "a.wsrec"
    with Recording.create(path) as recording:
        recording.append(1, [frame(2, bytes(1000))] * 1000)
    return path


def unclosed(path: Path, copy: Path) -> Path:
    """`path` with another frame, as a killed process leaves it: committed, with its journal."""
    with Recording.open(path) as recording:
        recording.append(1, [frame(1, b"the last")])
        recording.flush()
        for file in files_of(path):
            if file.exists():
                shutil.copy(file, copy.parent / file.name.replace(path.name, copy.name))
    return copy


def refusal(path: Path) -> str:
    """What is said on opening `path`."""
    with pytest.raises(RecordingError) as caught:
        Recording.open(path)
    assert path.name in str(caught.value)
    return str(caught.value)


def test_nothing_there(tmp_path: Path) -> None:
    assert "choose an existing" in refusal(tmp_path / "none.wsrec")
    assert "choose an existing" in refusal(tmp_path)


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty.wsrec").touch()
    assert "is empty" in refusal(tmp_path / "empty.wsrec")


@pytest.mark.parametrize("size", [10, 100, 5000, 100_000])
def test_garbage(tmp_path: Path, size: int) -> None:
    garbage = tmp_path / "garbage.wsrec"
    garbage.write_bytes(os.urandom(size))
    assert "no recording, or its beginning is damaged" in refusal(garbage)


def test_another_program_s_database_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE events (seq)")
    before = other.read_bytes()
    assert "another program" in refusal(other)
    assert other.read_bytes() == before
    assert list(tmp_path.iterdir()) == [other]


@pytest.mark.parametrize("size", [90, 2000, 16384, 100_000, -1])
def test_a_truncated_recording(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])
    assert "damaged" in refusal(path)


@pytest.mark.parametrize("seed", range(8))
def test_damage_further_in_is_found_in_reading(path: Path, seed: int) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(Random(seed).randbytes(100_000))
    with Recording.open(path) as recording:
        assert recording.count == 1000
        with pytest.raises(RecordingError, match=r"Cannot read .*damaged"):
            list(recording.entries())
        with pytest.raises(RecordingError, match=r"Cannot read .*damaged"):
            recording.rows(0, 1000)


def test_a_newer_recording(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert f"newer WebSocket Inspector (format 99, this one knows {VERSION}): update" in refusal(
        path
    )


def test_what_a_killed_process_left_is_all_there(path: Path) -> None:
    left = unclosed(path, path.with_name("left.wsrec"))
    assert journal_of(left).exists()
    with Recording.open(left) as recording:
        assert recording.count == 1001
        assert recording.entry(1001).event == frame(1, b"the last")
        recording.append(2, [frame(9)])
    assert sorted(left.parent.iterdir()) == [path, left]


CUT_SHORT = """
import os, signal, sqlite3, sys

connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN")
connection.execute("UPDATE runs SET violation = printf('%200d', seq)")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_a_change_that_was_cut_short_is_taken_back(path: Path) -> None:
    before = path.read_bytes()
    subprocess.run([sys.executable, "-c", CUT_SHORT, str(path)], check=False)
    assert path.read_bytes() != before
    assert journal_of(path).exists()
    with Recording.open(path) as recording:
        assert [entry.event for entry in recording.entries()] == [frame(2, bytes(1000))] * 1000
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_recording_that_goes_on_can_be_looked_at(path: Path) -> None:
    with Recording.open(path) as going_on:
        going_on.append(1, [frame(9)])
        going_on.flush()
        with Recording.open(path) as seen:
            assert seen.count == 1001
            going_on.append(1, [frame(10)])
            going_on.flush()
            assert seen.entry(1002).event == frame(10)
    with Recording.open(path) as again:
        assert again.count == 1002
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
class TestReadOnly:
    def test_a_recording_on_a_read_only_medium(self, path: Path, open_folder: Path) -> None:
        copy = Path(shutil.copy(path, open_folder))
        with only_reading(open_folder):
            with Recording.open(copy) as recording:
                assert len(recording.rows(0, 2000)) == 1000
                assert sum(1 for _ in recording.entries()) == 1000
            assert list(open_folder.iterdir()) == [copy]

    def test_one_that_was_copied_while_it_was_open(self, path: Path, open_folder: Path) -> None:
        copy = unclosed(path, open_folder / "copy.wsrec")
        for companion in files_of(copy)[1:]:
            companion.unlink(missing_ok=True)
        with only_reading(open_folder), Recording.open(copy) as recording:
            assert recording.count == 1001

    def test_one_whose_last_change_was_cut_short(self, path: Path, open_folder: Path) -> None:
        copy = Path(shutil.copy(path, open_folder))
        subprocess.run([sys.executable, "-c", CUT_SHORT, str(copy)], check=False)
        assert journal_of(copy).stat().st_size
        with only_reading(open_folder):
            assert "copy both files to another one" in refusal(copy)

    def test_appending_to_it_is_a_failure_that_is_shown(
        self, path: Path, open_folder: Path
    ) -> None:
        copy = Path(shutil.copy(path, open_folder))
        with only_reading(open_folder):
            recording = Recording.open(copy)
            recording.append(1, [frame(9)])
            with pytest.raises(RecordingError, match="read-only"):
                recording.flush()
            with pytest.raises(RecordingError, match="The last 1 events are not in it"):
                recording.close()
