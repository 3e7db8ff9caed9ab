"""Recordings to and from files: open, save as, export.

Long jobs show their progress and can be stopped.
"""

import asyncio
import threading
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QProgressDialog, QWidget

from inspector.recording import Recording, RecordingError, recordings_folder
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
        await asyncio.to_thread(_save, recording, chosen[0])
    except (RecordingError, OSError) as error:
        await tell(parent, "The recording was not saved", str(error))
        return None
    return chosen[0]


def _save(recording: Recording, path: Path) -> None:
    folder = recordings_folder().resolve()
    if path.resolve().parent == folder and not recording.occupies(path):
        raise RecordingError(f"What lies in {folder} is deleted in time: choose another folder")
    recording.save_as(path)


async def export_recording(parent: QWidget, recording: Recording) -> Path | None:
    """Write the recording in another tool's form, off the window's thread."""
    from inspector.exports import FORMATS, ExportCancelledError, ExportError, export

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
    # It is not modal: the setValue of a modal one is a nested event loop.
    progress = QProgressDialog("Exporting…", "Cancel", 0, 1000, parent)
    progress.setWindowTitle(f"Export to {path.name}")
    progress.setMinimumDuration(400)
    loop = asyncio.get_running_loop()
    stopped = threading.Event()
    progress.canceled.connect(stopped.set)

    def show(done: int) -> None:
        if not stopped.is_set():
            progress.setValue(done)

    def report(done: int, total: int) -> None:
        loop.call_soon_threadsafe(show, min(999, done * 1000 // max(1, total)))

    write = partial(export, progress=report, cancelled=stopped.is_set)
    job = loop.run_in_executor(None, write, recording, formats[index].name, path)
    try:
        await asyncio.shield(job)
    except asyncio.CancelledError:
        stopped.set()
        await asyncio.gather(job, return_exceptions=True)  # until it has tidied up
        raise
    except ExportCancelledError:
        return None
    except (RecordingError, ExportError) as error:
        await tell(parent, "The export failed", str(error))
        return None
    finally:
        stopped.set()
        progress.reset()
        progress.deleteLater()
    return path
