"""What is kept: one SQLite file a session, written while it happens, read a window at a time.

Knows the events and nothing else: no wire, no Qt. `Recording` is the whole interface.
"""

from inspector.recording.errors import OpeningCancelledError, RecordingBusyError, RecordingError
from inspector.recording.paths import SUFFIX, recordings_folder
from inspector.recording.recording import CLOSE_SECONDS, Recording
from inspector.recording.values import PREVIEW, Entry, Note, Row, Totals

__all__ = [
    "CLOSE_SECONDS",
    "PREVIEW",
    "SUFFIX",
    "Entry",
    "Note",
    "OpeningCancelledError",
    "Recording",
    "RecordingBusyError",
    "RecordingError",
    "Row",
    "Totals",
    "recordings_folder",
]
