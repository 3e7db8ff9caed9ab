"""The notes on rows, read for those around the ones that are looked at."""

from typing import get_args

from inspector.library.colour import Colour
from inspector.recording import Note, Recording, RecordingBusyError, RecordingError

_KNOWN = frozenset(get_args(Colour))
"""Another program may have put others into the file."""
_AROUND = 512
"""Events before and after the one that is asked for."""

NONE = Note()


class RowNotes:
    def __init__(self, recording: Recording | None) -> None:
        self._recording = recording
        self._first = self._last = 0
        self._notes: dict[int, Note] = {}

    def of(self, seq: int) -> Note:
        """The note on the event `seq`, with a colour of `inspector.library.colour` or none. Cheap
        where its neighbours were asked for before."""
        if not self._first <= seq <= self._last:
            self._read(seq)
        return self._notes.get(seq, NONE)

    def forget(self) -> None:
        """Notes were changed since."""
        self._first = self._last = 0

    def _read(self, seq: int) -> None:
        self._first, self._last = max(1, seq - _AROUND), seq + _AROUND
        self._notes = {}
        if self._recording is not None and seq:
            try:
                notes = self._recording.notes(self._first, self._last)
            except RecordingBusyError:
                self._first = self._last = 0  # it is being written: at the next look
                return
            except RecordingError:
                return  # the rows themselves say what is wrong
            self._notes = {at: _shown(note) for at, note in notes.items()}


def _shown(note: Note) -> Note:
    return note if note.colour in _KNOWN else note._replace(colour="")
