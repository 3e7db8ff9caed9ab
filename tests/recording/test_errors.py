"""What went wrong, said so that a person knows what to do."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from inspector.recording import Recording, RecordingError
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
        (OSError(24, "Too many open files"), "close some tabs"),
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


@pytest.fixture
def no_descriptors() -> Iterator[ExitStack]:
    """This process cannot open another file until the stack is closed."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with ExitStack() as taken:
        taken.callback(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 256), hard))
        try:
            while True:
                taken.callback(os.close, os.open(os.devnull, os.O_RDONLY))
        except OSError:
            yield taken


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_too_many_open_files_are_told_apart(no_descriptors: ExitStack) -> None:
    error = sqlite_error("SQLITE_CANTOPEN", "unable to open database file")
    assert "close some tabs" in explain(error)
    no_descriptors.close()
    assert "it is not there" in explain(error)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_no_recording_is_opened_while_there_are_too_many(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / "a.wsrec"
    Recording.create(path).close()
    request.getfixturevalue("no_descriptors")
    with pytest.raises(RecordingError, match="too many files open; close some tabs"):
        Recording.open(path)
    with pytest.raises(RecordingError, match="too many files open; close some tabs"):
        Recording.create(tmp_path / "b.wsrec")
