"""Writes a recording in a format, whole or not at all."""

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import BinaryIO

from inspector.exports.format import NoteOf
from inspector.exports.registry import FORMATS
from inspector.recording import Entry, Note, Recording

_PROGRESS_INTERVAL = 0.05
_NOTES_AT_ONCE = 1000
"""Events whose notes are read together."""


class ExportError(Exception):
    """Says which file could not be written, why, and what to try."""


class ExportCancelledError(Exception):
    """`cancelled` said so; nothing is left behind."""


def export(
    recording: Recording,
    format_name: str,
    target: Path | BinaryIO,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write what is committed of `recording` to `target`; may run in a thread of its own.

    A file appears under its name when it is complete, readable by its owner alone as the recording
    is; what was there before is replaced. `progress` gets the entries done and their number, some
    times a second. Raises ExportError, ExportCancelledError, RecordingError, and KeyError for an
    unknown format; for a stream in place of a file, OSError as the stream raises it.
    """
    write = FORMATS[format_name].write
    with contextlib.closing(_watched(recording, progress, cancelled)) as entries:
        if isinstance(target, Path):
            if recording.occupies(target):
                raise ExportError(f"{target} is the recording itself. Choose another name.")
            with _whole_file(target) as out:
                write(entries, out, _notes_of(recording))
        else:
            write(entries, target, _notes_of(recording))


def _notes_of(recording: Recording) -> NoteOf:
    """Reads the notes of some events at a time."""
    notes: dict[int, Note] = {}
    read_to = 0

    def note_of(seq: int) -> Note | None:
        nonlocal notes, read_to
        if seq > read_to:
            read_to = seq + _NOTES_AT_ONCE - 1
            notes = recording.written_notes(seq, read_to)
        return notes.get(seq)

    return note_of


def _watched(
    recording: Recording,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Generator[Entry]:
    total = recording.count
    due = 0.0
    for entry in recording.entries(last=total):
        now = time.monotonic()
        if now >= due:
            due = now + _PROGRESS_INTERVAL
            if cancelled is not None and cancelled():
                raise ExportCancelledError
            if progress is not None:
                progress(entry.seq, total)
        yield entry
    if progress is not None:
        progress(total, total)


@contextlib.contextmanager
def _whole_file(target: Path) -> Iterator[BinaryIO]:
    """A file beside `target` that takes its name at the end, or goes."""
    target = target.resolve()
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as device:  # such as /dev/null: nothing to replace
                yield device
            return
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(descriptor, "wb") as out:
                yield out
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError(f"Cannot write {target}: {reason}. Try another place.") from error
