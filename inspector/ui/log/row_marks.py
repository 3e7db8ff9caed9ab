"""The colours that rows were given, read for those around the ones that are looked at."""

from typing import get_args

from inspector.library.rule import Colour
from inspector.recording import Recording, RecordingError

_KNOWN = frozenset(get_args(Colour))
"""Another program may have put others into the file."""
_AROUND = 512
"""Events before and after the one that is asked for."""


class RowMarks:
    def __init__(self, recording: Recording | None) -> None:
        self._recording = recording
        self._first = self._last = 0
        self._colours: dict[int, str] = {}

    def of(self, seq: int) -> str:
        """The colour of the event `seq`, as `inspector.library.rule.Colour` has it; empty for
        none. Cheap where its neighbours were asked for before."""
        if not self._first <= seq <= self._last:
            self._read(seq)
        return self._colours.get(seq, "")

    def forget(self) -> None:
        """Events were given colours since."""
        self._first = self._last = 0

    def _read(self, seq: int) -> None:
        self._first, self._last = max(1, seq - _AROUND), seq + _AROUND
        self._colours = {}
        if self._recording is not None and seq:
            try:
                marks = self._recording.marks(self._first, self._last)
            except RecordingError:
                return  # the rows themselves say what is wrong
            self._colours = {at: colour for at, colour in marks.items() if colour in _KNOWN}
