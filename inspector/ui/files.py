"""Recordings to and from files: open, save as, export.

Long jobs show their progress and can be stopped.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from inspector.recording import (
    OpeningCancelledError,
    Recording,
    RecordingError,
    recordings_folder,
)
from inspector.recording.copying import CopyCancelledError, Report
from inspector.ui.long_job import run_job
from inspector.ui.prompts import ask_open, ask_save, tell

RECORDING_FILTER = "WebSocket recording (*.wsrec)"


async def open_recording(parent: QWidget, path: Path | None = None) -> Recording | None:
    """The recording of a file that the person chooses, or of `path`; None if they cancelled or it
    cannot be opened, which they were told."""
    filters = [RECORDING_FILTER, "All files (*)"]
    path = path or await ask_open(parent, "Open a recording", filters, recordings_folder())
    if path is None:
        return None
    work = partial(_open, path)
    text = f"Opening {path.name}…"
    try:
        return await run_job(parent, f"Open {path.name}", text, work, Recording.close)
    except OpeningCancelledError:
        return None
    except RecordingError as error:
        await tell(parent, "This recording cannot be opened", str(error))
        return None


def _open(path: Path, report: Report, is_cancelled: Callable[[], bool]) -> Recording:
    return Recording.open(path, progress=report, cancelled=is_cancelled)


async def save_recording(parent: QWidget, recording: Recording) -> Path | None:
    """Copy the recording, as far as it is now, to where the person wants it."""
    chosen = await ask_save(
        parent, "Save this recording", f"{recording.path.stem}.wsrec", [RECORDING_FILTER]
    )
    if chosen is None:
        return None
    path, _ = chosen
    work = partial(_save, recording, path)
    try:
        return await run_job(parent, f"Save as {path.name}", "Writing…", work)
    except CopyCancelledError:
        return None
    except (RecordingError, OSError) as error:
        await tell(parent, "The recording was not saved", str(error))
        return None


def _save(
    recording: Recording, path: Path, report: Report, is_cancelled: Callable[[], bool]
) -> Path:
    folder = recordings_folder().resolve()
    if path.resolve().parent == folder and not recording.occupies(path):
        raise RecordingError(f"What lies in {folder} is deleted in time: choose another folder")
    recording.save_as(path, report, is_cancelled)
    return path


async def export_recording(parent: QWidget, recording: Recording) -> Path | None:
    """Write the recording in another tool's form, off the window's thread."""
    from inspector.exports import FORMATS, ExportCancelledError, ExportError

    formats = list(FORMATS.values())
    chosen = await ask_save(
        parent,
        "Export this session",
        f"{recording.path.stem}{formats[0].extension}",
        [f"{form.title} (*{form.extension})" for form in formats],
    )
    if chosen is None:
        return None
    path, index = chosen
    work = partial(_export, recording, formats[index].name, path)
    try:
        return await run_job(parent, f"Export to {path.name}", "Writing…", work)
    except ExportCancelledError:
        return None
    except (RecordingError, ExportError) as error:
        await tell(parent, "The export failed", str(error))
        return None


def _export(
    recording: Recording,
    format_name: str,
    path: Path,
    report: Report,
    is_cancelled: Callable[[], bool],
) -> Path:
    from inspector.exports import export

    export(recording, format_name, path, progress=report, cancelled=is_cancelled)
    return path
