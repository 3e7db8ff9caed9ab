"""Opens a file that may come from anywhere: checked, recovered, upgraded."""

import contextlib
import sqlite3
from pathlib import Path

from inspector.recording.database import (
    connect,
    connect_read_only,
    is_barred,
    pragma,
    unfinished,
)
from inspector.recording.errors import RecordingError, explained, is_busy
from inspector.recording.paths import journal_of, wal_of
from inspector.recording.schema import APPLICATION_ID, VERSION
from inspector.recording.trust import check_schema, guard
from inspector.recording.upgrade import upgrade
from inspector.recording.watch import Watch


def prepare(path: Path, watch: Watch) -> None:
    """Check that `path` is a recording; recover it where it was not closed, upgrade an old one.

    `OpeningCancelledError` where `watch` says so: then it is not upgraded.
    """
    with explained("open", path):
        if not path.is_file():
            raise RecordingError(f"There is no recording {path}: choose an existing .wsrec file")
        if not path.stat().st_size:
            raise RecordingError(f"{path} is empty: nothing was recorded, so it can be deleted")

        if journal_of(path).exists():
            _take_back(path)
        with contextlib.closing(connect_read_only(path)) as connection:
            guard(connection)
            if pragma(connection, "application_id") != APPLICATION_ID:
                raise RecordingError(
                    f"{path} is a database of another program: choose a recording (.wsrec)"
                )
            version = pragma(connection, "user_version")
            if version > VERSION:
                raise RecordingError(
                    f"{path} was made by a newer WebSocket Inspector (format {version}, this one "
                    f"knows {VERSION}): update to open it"
                )
            check_schema(connection, path)
            page_size = pragma(connection, "page_size")
            in_wal_mode = pragma(connection, "journal_mode") == "wal"

        if in_wal_mode or version < VERSION:
            with contextlib.closing(connect(path, "mode=rw")) as connection:
                # Of version 1, that was killed: its WAL moves into the file.
                connection.execute("PRAGMA journal_mode = DELETE")
                if version < VERSION:
                    _upgrade(path, connection, version, watch)
        # SQLite notices missing pages, but reads zeros where a part of the last one is missing.
        if path.stat().st_size % page_size and not wal_of(path).exists():
            raise RecordingError(
                f"{path} is damaged, its end is missing: copy it again from its source"
            )


def _take_back(path: Path) -> None:
    """Undo what a killed writer had begun, unless there is one that lives."""
    with contextlib.closing(connect(path, "mode=rw")) as connection:
        guard(connection)
        try:
            pragma(connection, "user_version")  # any look does
            for mode in ("TRUNCATE", "DELETE"):  # and this removes the journal
                connection.execute(f"PRAGMA journal_mode = {mode}")
        except sqlite3.Error as error:
            if is_barred(error):
                raise unfinished(path, journal_of(path)) from error
            raise


def _upgrade(path: Path, connection: sqlite3.Connection, version: int, watch: Watch) -> None:
    try:
        upgrade(connection, version, watch)
    except sqlite3.Error as error:
        if version == 2 and (is_barred(error) or is_busy(error)):
            return  # it is read as it is: see `complete_version_2`
        if not is_barred(error):
            raise
        raise RecordingError(
            f"{path} was made by an older WebSocket Inspector and must be brought up to date, but "
            "it or its folder is read-only: copy it to another folder"
        ) from error
