"""The three ways in which a plot draws a `Shape`, by pyqtgraph."""

from typing import Any, Protocol

import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from inspector.ui.details.statistics.drawing import Shape

_BAR = 0.44
"""Of an octave: there stands one of each direction in it, and a little room."""
_AREA = 0.25
"""How opaque the area below a line is."""


class Item(Protocol):
    """One direction's part of a plot."""

    item: Any
    """What pyqtgraph draws."""

    def show(self, shape: Shape) -> None: ...

    def dress(self, colour: QColor, *, is_sent: bool) -> None:
        """Two directions are to be told apart without their colours, too."""


class Steps:
    def __init__(self) -> None:
        self.item = pyqtgraph.PlotCurveItem([0, 0], [0], stepMode="center")

    def show(self, shape: Shape) -> None:
        self.item.setData(shape.x, shape.y)

    def dress(self, colour: QColor, *, is_sent: bool) -> None:
        self.item.setPen(_pen(colour, is_sent))
        if not is_sent:
            area = QColor(colour)
            area.setAlphaF(_AREA)
            self.item.setFillLevel(0)
            self.item.setBrush(area)


class Points:
    def __init__(self) -> None:
        self.item = pyqtgraph.PlotDataItem(symbolSize=6, symbolPen=None)

    def show(self, shape: Shape) -> None:
        self.item.setData(shape.x, shape.y)

    def dress(self, colour: QColor, *, is_sent: bool) -> None:
        self.item.setPen(_pen(colour, is_sent))
        self.item.setSymbol("t" if is_sent else "o")
        self.item.setSymbolBrush(colour)


class Bars:
    def __init__(self) -> None:
        self.item = pyqtgraph.BarGraphItem(x0=[], width=_BAR, height=[], pen=None)

    def show(self, shape: Shape) -> None:
        self.item.setOpts(x0=shape.x, height=shape.y)

    def dress(self, colour: QColor, *, is_sent: bool) -> None:
        del is_sent  # they stand side by side
        self.item.setOpts(brush=colour)


def _pen(colour: QColor, is_sent: bool) -> Any:
    style = Qt.PenStyle.DashLine if is_sent else Qt.PenStyle.SolidLine
    return pyqtgraph.mkPen(colour, style=style)
