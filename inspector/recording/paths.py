"""Where recordings live, and how they are named."""

import contextlib
import os
from collections.abc import Iterator
from datetime import datetime
from itertools import chain, count
from pathlib import Path, PurePath, PureWindowsPath
from urllib.parse import quote

import platformdirs

SUFFIX = ".wsrec"

_COMPANIONS = ("", "-wal", "-shm", "-journal")


def recordings_folder() -> Path:
    """The user's folder for recordings that were given no name; made when it is missing."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def is_unsaved(path: Path) -> bool:
    """Whether `path` lies in that folder, where recordings are deleted in time."""
    return path.resolve().parent == _folder().resolve()


def _folder() -> Path:
    return Path(platformdirs.user_data_dir("websocket-inspector", appauthor=False)) / "recordings"


def create_file(path: Path) -> None:
    """An empty file that only its owner may read. `FileExistsError` where there is one.

    What a recording of that name left behind when it was killed, and then removed without its
    companions, goes: SQLite would take it for this one's.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    for orphan in files_of(path)[1:]:
        orphan.unlink(missing_ok=True)


def create_named_file(folder: Path) -> Path:
    """An empty file named by the time, as `create_file` makes it."""
    stem = datetime.now().astimezone().strftime("%Y-%m-%d %H.%M.%S")
    return _create_first(chain([folder / (stem + SUFFIX)], _numbered(folder, stem)))


def create_file_beside(path: Path) -> Path:
    """An empty file of a name like that of `path`; in the user's folder for recordings where there
    can be none beside it."""
    try:
        return _create_first(_numbered(path.parent, path.stem))
    except OSError:
        return create_named_file(recordings_folder())


def _create_first(paths: Iterator[Path]) -> Path:
    for path in paths:
        try:
            create_file(path)
        except FileExistsError:
            continue
        return path
    raise AssertionError("the names never end")


def uri_of(path: PurePath) -> str:
    r"""The absolute `path` as SQLite reads it behind `file:` (https://sqlite.org/uri.html).

    `PurePath.as_uri` makes the server of a UNC path the authority, which SQLite refuses, and of
    `\\?\` nothing useful. On POSIX the bytes of a name may be no UTF-8.
    """
    if isinstance(path, PureWindowsPath):
        return f"file:{quote(str(path), safe=':')}"
    return f"file://{quote(os.fsencode(path))}"


def wal_of(path: Path) -> Path:
    """SQLite's write-ahead log: what was committed and is not yet in the recording's own file."""
    return path.with_name(path.name + "-wal")


def journal_of(path: Path) -> Path:
    """SQLite's rollback journal: how the file was before a change that was cut short."""
    return path.with_name(path.name + "-journal")


def files_of(path: Path) -> list[Path]:
    """The recording itself and SQLite's companion files, there or not."""
    return [path.with_name(path.name + companion) for companion in _COMPANIONS]


def identity_of(path: Path) -> tuple[int, int] | None:
    """Tells a file from every other one, by any name; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def size_of(path: Path) -> int:
    """Bytes on disk, companion files included."""
    size = 0
    for file in files_of(path):
        with contextlib.suppress(FileNotFoundError):
            size += file.stat().st_size
    return size


def _numbered(folder: Path, stem: str) -> Iterator[Path]:
    for number in count(2):
        yield folder / f"{stem} ({number}){SUFFIX}"
