"""Where recordings live, and how they are named."""

import os
import stat
import sys
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.recording import SUFFIX, Recording, recordings_folder
from inspector.recording.paths import create_file, create_named_file, files_of, size_of, uri_of
from tests.support.entries import frame


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


def as_sqlite_reads(uri: str) -> bytes:
    """The name of the file that SQLite takes from `uri` (https://sqlite.org/uri.html)."""
    assert uri.startswith("file:")
    path = uri.removeprefix("file:")
    assert not {"?", "#"} & set(path)
    if path.startswith("//"):
        authority, slash, path = path.removeprefix("//").partition("/")
        assert authority in ("", "localhost")
        path = slash + path
    return unquote_to_bytes(path)


@pytest.mark.parametrize(
    "path",
    [
        PureWindowsPath("C:\\Users\\Zoë\\a b#1?.wsrec"),
        PureWindowsPath("\\\\server\\share\\folder\\a.wsrec"),
        PureWindowsPath("\\\\?\\C:\\long\\a.wsrec"),
        PureWindowsPath("\\\\?\\UNC\\server\\share\\100%\\a.wsrec"),
        PureWindowsPath("//server/share/a.wsrec"),
        PurePosixPath("/home/zoë/a b#1?%20.wsrec"),
        PurePosixPath("//host/a.wsrec"),
        PurePosixPath("/a\\b/c:d.wsrec"),
    ],
)
def test_sqlite_opens_the_file_that_was_meant(path: PurePath) -> None:
    assert as_sqlite_reads(uri_of(path)).decode() == str(path)


@given(st.binary(min_size=1, max_size=30).filter(lambda name: not {0, 0x2F} & set(name)))
def test_any_name_of_a_posix_system_is_told_byte_for_byte(name: bytes) -> None:
    path = PurePosixPath("/", os.fsdecode(name))
    assert as_sqlite_reads(uri_of(path)) == os.fsencode(path)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' names are text")
@pytest.mark.parametrize("name", [b"f\xff\xfe", "tschüß #1?".encode(), b"%41", b"a\\b"])
def test_a_recording_lies_in_a_folder_of_any_name(tmp_path: Path, name: bytes) -> None:
    folder = tmp_path / os.fsdecode(name)
    folder.mkdir()
    with Recording.create(folder / "a.wsrec") as recording:
        recording.append(1, [frame(1, b"hi")])
        recording.flush()
        recording.save_as(folder / "b.wsrec")
    for file in ("a.wsrec", "b.wsrec"):
        with Recording.open(folder / file) as recording:
            assert recording.entry(1).event == frame(1, b"hi")
    assert sorted(file.name for file in folder.iterdir()) == ["a.wsrec", "b.wsrec"]
