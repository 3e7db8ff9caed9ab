"""A recording could not be made, read or written."""

import contextlib
import errno
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path


class RecordingError(Exception):
    """Says what failed, with which file, and what to do about it."""


class RecordingBusyError(RecordingError):
    """It is being written at the moment; soon it can be read."""


class OpeningCancelledError(Exception):
    """Somebody cancelled the opening of a recording; its file is as it was."""


_CORRUPT = "SQLITE_CORRUPT"

_SPARE = 4
"""Files that SQLite opens for a recording, at most: the one that failed may have closed others."""

_ADVICE = {
    "SQLITE_FULL": "the disk is full; make room and try again",
    "SQLITE_IOERR": "the disk reports an error; see whether it is full, or save to another one",
    "SQLITE_READONLY": "the file or its folder is read-only; save a copy elsewhere",
    "SQLITE_CANTOPEN": "it is not there, or may not be opened; see to its folder and permissions",
    "SQLITE_BUSY": "another program holds it; close that one and try again",
    "SQLITE_CONSTRAINT": "another program has appended to it meanwhile; open it again",
    _CORRUPT: "the file is damaged; `sqlite3 FILE .recover` may save what is left",
    "SQLITE_NOTADB": "it is no recording, or its beginning is damaged; choose another file",
    "EEXIST": "there is such a file already; choose another name",
    "ENOENT": "its folder is not there; choose another or make it",
    "EACCES": "its folder does not let you write; choose another",
    "EROFS": "its folder is read-only; choose another",
    "ENOSPC": "the disk is full; make room and try again",
    "EMFILE": "this program has too many files open; close some tabs, or raise `ulimit -n`",
    "ENFILE": "too many files are open on this computer; close other programs",
}


def explain(error: Exception) -> str:
    """What to do about `error`, and its own words."""
    name = getattr(error, "sqlite_errorname", None) or ""
    words = str(error) or type(error).__name__
    if name.startswith("SQLITE_CANTOPEN") and (cause := _why_nothing_opens()):
        error = cause
    if isinstance(error, OSError) and error.errno:
        name, words = errno.errorcode.get(error.errno, ""), error.strerror or words
    elif isinstance(error, UnicodeDecodeError) or words.startswith("Could not decode to UTF-8"):
        name = _CORRUPT
    advice = next((text for prefix, text in _ADVICE.items() if name.startswith(prefix)), "")
    return f"{advice} ({words})" if advice else words


def _why_nothing_opens() -> OSError | None:
    """The error if no more files can be opened at all, which SQLite does not tell apart."""
    opened: list[int] = []
    try:
        for _ in range(_SPARE):
            opened.append(os.open(os.devnull, os.O_RDONLY))  # noqa: PERF401, all must be closed
    except OSError as error:
        return error
    finally:
        for descriptor in opened:
            os.close(descriptor)
    return None


def damaged(what: str) -> sqlite3.DatabaseError:
    """The error for damage that SQLite itself does not find."""
    error = sqlite3.DatabaseError(what)
    error.sqlite_errorname, error.sqlite_errorcode = _CORRUPT, sqlite3.SQLITE_CORRUPT
    return error


def missing(seq: int) -> sqlite3.DatabaseError:
    """The error for an event that must be there."""
    return damaged(f"event {seq} is missing")


def senseless(seq: int) -> sqlite3.DatabaseError:
    """The error for an event with a value that no event has, such as a number for its payload."""
    return damaged(f"event {seq} makes no sense")


@contextlib.contextmanager
def explained(action: str, path: Path | str) -> Iterator[None]:
    """What SQLite and the file system raise becomes a `RecordingError`: Cannot `action` `path`."""
    try:
        yield
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        # UnicodeDecodeError: sqlite3 words its errors with what it read from the file.
        if action == "read" and is_busy(error):
            raise RecordingBusyError(
                f"{path} cannot be read at the moment: it is being written, which takes long. "
                "Try again"
            ) from error
        raise RecordingError(f"Cannot {action} {path}: {explain(error)}") from error


def is_busy(error: Exception) -> bool:
    """Whether SQLite could not have a lock in time."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
