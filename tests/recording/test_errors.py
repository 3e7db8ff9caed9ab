"""What went wrong, said so that a person knows what to do."""

import sqlite3
from pathlib import Path

import pytest

from inspector.recording import RecordingError
from inspector.recording.errors import explain, explained


def sqlite_error(name: str, words: str) -> sqlite3.Error:
    error = sqlite3.OperationalError(words)
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (sqlite_error("SQLITE_FULL", "database or disk is full"), "make room and try again"),
        (sqlite_error("SQLITE_IOERR_WRITE", "disk I/O error"), "save to another one"),
        (sqlite_error("SQLITE_READONLY_DIRECTORY", "attempt to write"), "save a copy elsewhere"),
        (sqlite3.ProgrammingError("closed"), "closed"),
        (OSError(28, "No space left on device", "a.wsrec"), "make room and try again"),
        (OSError("no number"), "no number"),
        (MemoryError(), "MemoryError"),
    ],
)
def test_explain(error: Exception, said: str) -> None:
    assert said in explain(error)
    words = getattr(error, "strerror", None) or str(error)
    assert words in explain(error)


def test_explained_says_what_and_where() -> None:
    said = r"^Cannot open a\.wsrec: .* \(No such file or directory\)$"
    with pytest.raises(RecordingError, match=said), explained("open", Path("a.wsrec")):
        raise FileNotFoundError(2, "No such file or directory")
