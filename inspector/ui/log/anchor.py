"""Where a person is in the log, to be there again when other rows are listed."""

from typing import NamedTuple

from inspector.ui.log.model import LogModel
from inspector.ui.log.table import LogTable


class Anchor(NamedTuple):
    row: int
    """A row of the recording: the current one, else the first in sight."""
    chosen: bool
    """Whether it was the current one."""
    top: int
    """Pixels from the upper edge of the view down to it."""
    following: bool
    """Whether the log followed its end all the same."""

    @classmethod
    def of(cls, table: LogTable, model: LogModel) -> "Anchor | None":
        """None while the log follows its end and no row is chosen."""
        index = table.currentIndex()
        if index.isValid():
            box = table.visualRect(index)
            inside = 0 <= box.top() < table.viewport().height()
            top = box.top() if inside else table.viewport().height() // 2
            return cls(model.recording_row(index.row()), True, top, table.following)
        first = table.rowAt(0)
        if table.following or first < 0:
            return None
        return cls(model.recording_row(first), False, 0, following=False)

    def restore(self, table: LogTable, model: LogModel) -> None:
        """Go to the row, or to the one shown that is nearest to it."""
        nearest = model.nearest(self.row)
        if nearest < 0:
            return
        table.place(nearest, self.top)
        if self.chosen:
            table.choose(model.index(nearest, 0))
        if self.following:
            table.follow()
