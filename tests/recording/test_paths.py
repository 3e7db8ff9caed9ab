"""Where recordings live, and how they are named."""

import os
import stat
from pathlib import Path

import pytest

from inspector.recording import SUFFIX, recordings_folder
from inspector.recording.paths import create_file, create_named_file, files_of, size_of


def test_the_folder_is_the_user_s_own(own_folders: Path) -> None:
    folder = recordings_folder()
    assert folder.is_relative_to(own_folders)
    assert folder.name == "recordings"
    assert recordings_folder() == folder, "and is made once"
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_files_are_for_their_owner_and_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.wsrec"
    create_file(path)
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        create_file(path)


def test_a_new_file_has_no_companions_of_one_that_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "a.wsrec"
    for orphan in files_of(path)[1:]:
        orphan.write_bytes(b"of another recording")
    create_file(path)
    assert list(tmp_path.iterdir()) == [path]


def test_names_differ_within_a_second(tmp_path: Path) -> None:
    made = [create_named_file(tmp_path) for _ in range(5)]
    assert sorted(made) == sorted(tmp_path.iterdir())
    assert all(path.suffix == SUFFIX for path in made)


def test_companion_files_count(tmp_path: Path) -> None:
    recording, wal, *_ = files_of(tmp_path / "a.wsrec")
    assert wal == tmp_path / "a.wsrec-wal"
    assert size_of(recording) == 0
    recording.write_bytes(b"1234")
    wal.write_bytes(b"56")
    assert size_of(recording) == 6
