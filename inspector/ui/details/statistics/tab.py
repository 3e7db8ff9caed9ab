"""The Statistics tab: a table of figures, and plots of them.

As long as it was never in sight nothing is counted and no plotting library imported.
"""

import time

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from inspector.recording import Recording
from inspector.statistics import Figures, Follower
from inspector.ui.details.controls import PlainLabel
from inspector.ui.details.layouts import fill, pages, split
from inspector.ui.details.statistics.lines import sections
from inspector.ui.details.statistics.plots import Plots
from inspector.ui.details.statistics.table import FiguresTable

_PERIOD_S = 0.5
"""How often what depends on the time is shown anew although nothing came."""


class StatisticsTab(QWidget):
    """Counts while it is in sight; back in sight, it goes on where it was."""

    def __init__(self) -> None:
        super().__init__()
        self._follower: Follower | None = None
        self._is_live = False
        self._shown: Figures | None = None
        self._shown_at = 0.0
        self.table = FiguresTable()
        self.plots = Plots()
        self.plots.copy.clicked.connect(self.table.copy)
        self.progress = QProgressBar()
        self.progress.setObjectName("statisticsProgress")
        self.progress.setAccessibleName("How much of the recording is counted")
        self.progress.setToolTip("The recording is read from its beginning")
        self.progress.setFormat("Counting: %p %")
        self.progress.setMaximumHeight(20)
        self.progress.hide()
        self.note = PlainLabel("statisticsNote", "problem")
        columns = split(self.table.tree, self.plots, sizes=[420, 580])
        content = fill(QWidget(), columns, self.progress, self.note)
        self._pages = pages("Nothing is recorded yet.", "statisticsHint", content)
        fill(self, self._pages)

    def set_recording(self, recording: Recording | None, *, is_live: bool) -> None:
        """Show the figures of `recording`; `is_live` says that it is being recorded.

        The one before may be closed then.
        """
        self._stop()
        self._follower = Follower(recording) if recording else None
        self._is_live = is_live
        self._shown = None
        self._pages.setCurrentIndex(1 if recording else 0)

    def refresh(self) -> None:
        """On the display tick, while it is in sight: count, and show what is counted."""
        follower = self._follower
        if follower is None:
            return
        self.note.setText(follower.failure)
        self.progress.setVisible(follower.is_behind)
        self.progress.setValue(round(100 * follower.progress))
        self._show(follower.figures, is_behind=follower.is_behind)
        self.plots.step()
        # Last, for the first time takes longest, and longer still beside a thread at work.
        follower.start()
        follower.poke()
        self.plots.load()

    def _show(self, figures: Figures, *, is_behind: bool) -> None:
        goes_on = self._is_live and figures.is_open and not is_behind
        is_due = goes_on and time.monotonic() - self._shown_at > _PERIOD_S
        if figures is self._shown and not is_due:
            return
        self._shown, self._shown_at = figures, time.monotonic()
        now_ns = time.time_ns() if goes_on else None
        self.table.show_sections(sections(figures, now_ns))
        self.plots.show_figures(figures, now_ns)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._stop()

    def _stop(self) -> None:
        if self._follower is not None:
            self._follower.stop()
