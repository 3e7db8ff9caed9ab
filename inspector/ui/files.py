"""Recordings to and from files: open, save as, export.

Long jobs show their progress and can be stopped.
"""

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QProgressDialog, QWidget

from inspector.recording import Recording, RecordingError, recordings_folder
from inspector.recording.copying import CopyCancelledError, Report
from inspector.ui.prompts import ask_open, ask_save, tell

RECORDING_FILTER = "WebSocket recording (*.wsrec)"


async def open_recording(parent: QWidget, path: Path | None = None) -> Recording | None:
    """The recording of a file that the person chooses, or of `path`."""
    filters = [RECORDING_FILTER, "All files (*)"]
    path = path or await ask_open(parent, "Open a recording", filters, recordings_folder())
    if path is None:
        return None
    try:
        return Recording.open(path)
    except RecordingError as error:
        await tell(parent, "This recording cannot be opened", str(error))
        return None


async def save_recording(parent: QWidget, recording: Recording) -> Path | None:
    """Copy the recording, as far as it is now, to where the person wants it."""
    chosen = await ask_save(
        parent, "Save this recording", f"{recording.path.stem}.wsrec", [RECORDING_FILTER]
    )
    if chosen is None:
        return None
    try:
        done = await _with_progress(
            parent, f"Save as {chosen[0].name}", partial(_save, recording, chosen[0])
        )
    except (RecordingError, OSError) as error:
        await tell(parent, "The recording was not saved", str(error))
        return None
    return chosen[0] if done else None


def _save(
    recording: Recording, path: Path, report: Report, is_cancelled: Callable[[], bool]
) -> None:
    folder = recordings_folder().resolve()
    if path.resolve().parent == folder and not recording.occupies(path):
        raise RecordingError(f"What lies in {folder} is deleted in time: choose another folder")
    recording.save_as(path, report, is_cancelled)


async def export_recording(parent: QWidget, recording: Recording) -> Path | None:
    """Write the recording in another tool's form, off the window's thread."""
    from inspector.exports import FORMATS, ExportError, export

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
    write = partial(export, recording, formats[index].name, path)
    try:
        done = await _with_progress(
            parent,
            f"Export to {path.name}",
            lambda report, stopped: write(progress=report, cancelled=stopped),
        )
    except (RecordingError, ExportError) as error:
        await tell(parent, "The export failed", str(error))
        return None
    return path if done else None


async def _with_progress(
    parent: QWidget, title: str, write: Callable[[Report, Callable[[], bool]], None]
) -> bool:
    """Run `write` in a thread, with a dialog if it takes long; False where that was cancelled.

    `write` is given what to report its progress to, and what to ask whether it is to end.
    """
    from inspector.exports import ExportCancelledError

    # It is not modal: the setValue of a modal one is a nested event loop.
    progress = QProgressDialog("Writing…", "Cancel", 0, 1000, parent)
    progress.setWindowTitle(title)
    progress.setMinimumDuration(400)
    loop = asyncio.get_running_loop()
    stopped = threading.Event()
    progress.canceled.connect(stopped.set)

    def show(done: int) -> None:
        if not stopped.is_set():
            progress.setValue(done)

    def report(done: int, total: int) -> None:
        loop.call_soon_threadsafe(show, min(999, done * 1000 // max(1, total)))

    job = loop.run_in_executor(None, write, report, stopped.is_set)
    try:
        await asyncio.shield(job)
    except asyncio.CancelledError:
        stopped.set()
        await asyncio.gather(job, return_exceptions=True)  # until it has tidied up
        raise
    except (ExportCancelledError, CopyCancelledError):
        return False
    finally:
        stopped.set()
        progress.reset()
        progress.deleteLater()
    return True
