"""The plots of the Statistics tab.

Importing this imports pyqtgraph, which takes half a second: in a thread, once the tab is open.
"""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QGridLayout, QWidget

from inspector.statistics import Figures
from inspector.ui.details.statistics import over_time, spreads
from inspector.ui.details.statistics.chart import Chart
from inspector.ui.details.statistics.drawing import Drawing
from inspector.ui.details.statistics.items import Bars, Item, Points, Steps


class _Plan(NamedTuple):
    title: str
    tip: str
    draw: Callable[[Figures, int | None], Drawing | None]


_RATES = (
    _Plan(
        "Messages per second",
        "How many messages were completed in each second, along the time of day",
        over_time.messages_per_second,
    ),
    _Plan(
        "Bytes per second",
        "How many bytes crossed the wire in each second, headers included, along the time of day",
        over_time.bytes_per_second,
    ),
)
_SIZES = _Plan(
    "Messages by size",
    "How many messages have which size, decoded; each bar reaches to twice the size",
    spreads.sizes,
)
_ROUND_TRIPS = _Plan(
    "Round trips of pings",
    "The time from each ping to its pong, along the time of day",
    over_time.round_trips,
)
_GAPS = _Plan(
    "Gaps between messages",
    "How many messages came how long after the one before; 0 where they were read at once",
    spreads.gaps,
)


class _Cell(NamedTuple):
    name: str
    plan: _Plan
    item: Callable[[], Item]
    empty: str


_CELLS = (
    _Cell("rateChart", _RATES[0], Steps, "No frame yet"),
    _Cell("sizesChart", _SIZES, Bars, "No message yet"),
    _Cell("roundTripsChart", _ROUND_TRIPS, Points, "No ping was answered yet"),
    _Cell("gapsChart", _GAPS, Bars, "Less than two messages yet"),
)
_RATE = 0
_COLUMNS = 2


class Charts(QWidget):
    """Made and drawn one at a time, one a display tick, so that no tick is held up."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statisticsCharts")
        self._charts: list[Chart] = []
        self._plans = [cell.plan for cell in _CELLS]
        self._figures = Figures()
        self._now_ns: int | None = None
        self._stale: list[int] = []
        """Which of them show something older."""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 10, 4)
        self._grid.setSpacing(0)
        for place in range(_COLUMNS):
            self._grid.setColumnStretch(place, 1)
            self._grid.setRowStretch(place, 1)

    def set_rate(self, place: int) -> None:
        """Show messages (0) or bytes (1) per second."""
        self._plans[_RATE] = _RATES[place]
        self._stale.insert(0, _RATE)

    def show_figures(self, figures: Figures, now_ns: int | None) -> None:
        """To be drawn soon; `now_ns` is the time where they go on."""
        self._figures, self._now_ns = figures, now_ns
        self._stale = list(range(len(_CELLS)))

    def step(self) -> None:
        """On every display tick."""
        if len(self._charts) < len(_CELLS):
            self._add(len(self._charts))
        elif self._stale:
            place = self._stale.pop(0)
            plan, chart = self._plans[place], self._charts[place]
            chart.set_title(plan.title, plan.tip)
            chart.show_drawing(plan.draw(self._figures, self._now_ns))

    def _add(self, place: int) -> None:
        name, plan, item, empty = _CELLS[place]
        chart = Chart(name, item(), item(), empty)
        chart.set_title(plan.title, plan.tip)
        self._charts.append(chart)
        self._grid.addWidget(chart, *divmod(place, _COLUMNS))
