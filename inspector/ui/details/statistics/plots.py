"""The side of the plots: what their colours mean, which rate is shown, and themselves.

They are there once pyqtgraph and numpy have been imported: in a thread, for it takes half a second,
and not before somebody wants to see them.
"""

import threading
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.statistics import Figures
from inspector.ui.details.controls import IconButton, PlainLabel, Segments
from inspector.ui.details.layouts import bar, fill

if TYPE_CHECKING:
    from inspector.ui.details.statistics.charts import Charts

_CHARTS = "inspector.ui.details.statistics.charts"


class Plots(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._figures = Figures()
        self._now_ns: int | None = None
        self._charts: Charts | None = None
        self._loading: threading.Thread | None = None
        self._failure = ""
        received, sent = _legend("received"), _legend("sent")
        self.rate = Segments(
            {
                "Messages": "The first plot shows messages per second",
                "Bytes": "The first plot shows bytes per second on the wire, headers included",
            },
            "statisticsRate",
            "Rate of",
        )
        self.rate.chosen.connect(self._on_rate_chosen)
        self.copy = IconButton(
            "copy", "Copy the figures", "Copy the figures of the table", "copyStatisticsButton"
        )
        self._hint = PlainLabel("statisticsPlotsHint", "muted")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        fill(self, bar(received, sent, self.rate, self.copy, stretch=sent), self._hint)
        received.setText("━━ received")
        sent.setText("╍╍ sent")
        self._hint.setText("The plots are being loaded…")

    def load(self) -> None:
        """They will be wanted."""
        if self._loading is None:
            self._loading = threading.Thread(target=self._load, name="load the plots")
            self._loading.start()

    def show_figures(self, figures: Figures, now_ns: int | None) -> None:
        """Soon; `now_ns` is the Unix time where they go on."""
        self._figures, self._now_ns = figures, now_ns
        if self._charts is not None:
            self._charts.show_figures(figures, now_ns)

    def step(self) -> None:
        """On every display tick: a little of what there is to do."""
        if self._charts is not None:
            self._charts.step()
        elif self._failure:
            self._hint.setText(self._failure)
        elif self._loading is not None and not self._loading.is_alive():
            self._charts = self._made()

    def _load(self) -> None:
        try:
            import_module(_CHARTS)
        except ImportError as error:
            self._failure = f"There are no plots, for a library cannot be loaded: {error}"

    def _made(self) -> "Charts":
        from inspector.ui.details.statistics.charts import Charts

        charts = Charts()
        charts.set_rate(self.rate.index)
        charts.show_figures(self._figures, self._now_ns)
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(self._hint, charts)
        self._hint.deleteLater()
        return charts

    def _on_rate_chosen(self, place: int) -> None:
        if self._charts is not None:
            self._charts.set_rate(place)


def _legend(direction: str) -> PlainLabel:
    label = PlainLabel(f"{direction}Legend", direction, wraps=False)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    label.setContentsMargins(2, 0, 12, 0)
    return label
