"""One plot with its title: drawn by pyqtgraph, in the theme's colours, to be looked at only."""

import math

import pyqtgraph
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QToolTip, QWidget

from inspector.ui import theme
from inspector.ui.details.controls import PlainLabel
from inspector.ui.details.layouts import fill, pages
from inspector.ui.details.statistics.drawing import Drawing
from inspector.ui.details.statistics.items import Item

_LEFT = 52
"""Pixels of the vertical axis: the same everywhere, so that plots stand in line."""

_LABEL_WIDTH, _LABEL_HEIGHT = 60, 18
"""Pixels that a label takes."""


class Chart(QWidget):
    def __init__(self, name: str, received: Item, sent: Item, empty: str) -> None:
        """`empty` is said where there is nothing to draw."""
        super().__init__()
        self.setObjectName(name)
        self._drawing: Drawing | None = None
        self.title = PlainLabel(f"{name}Title", "muted", wraps=False)
        self.title.setContentsMargins(8, 4, 4, 0)
        self.plot = pyqtgraph.GraphicsView()
        self.plot.setObjectName(f"{name}Plot")
        self.plot.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.plot.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        # WORKAROUND pyqtgraph's PlotItem makes menus without an owner, which outlive the plot and
        # crash whoever meets them: put together by hand, a plot has none.
        self._box = pyqtgraph.ViewBox(enableMenu=False, enableMouse=False)
        self._left = pyqtgraph.AxisItem("left", linkView=self._box)
        self._left.setWidth(_LEFT)
        self._bottom = pyqtgraph.AxisItem("bottom", linkView=self._box)
        layout = pyqtgraph.GraphicsLayout()
        layout.setSpacing(0)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addItem(self._left, 0, 0)
        layout.addItem(self._box, 0, 1)
        layout.addItem(self._bottom, 1, 1)
        self.plot.setCentralItem(layout)
        self._received, self._sent = received, sent
        for part in (received, sent):
            self._box.addItem(part.item)
        self.pages = pages(empty, f"{name}Hint", self.plot)
        self.pages.setCurrentIndex(1)  # until it is known that there is nothing
        fill(self, self.title, self.pages)
        self.plot.scene().sigMouseMoved.connect(self._on_mouse_moved)
        theme.notifier().changed.connect(self._dress)
        self._dress()

    def set_title(self, title: str, tip: str) -> None:
        self.title.setText(title)
        self.title.setToolTip(tip)
        self.plot.setAccessibleName(title)
        self.plot.setAccessibleDescription(tip)

    def show_drawing(self, drawing: Drawing | None) -> None:
        self._drawing = drawing
        self.pages.setCurrentIndex(0 if drawing is None else 1)
        if drawing is None:
            return
        size = self._box.size()
        for item, ticks, room in (
            (self._bottom, drawing.x.ticks, size.width() / _LABEL_WIDTH),
            (self._left, drawing.y.ticks, size.height() / _LABEL_HEIGHT),
        ):
            item.setTicks([ticks[:: math.ceil(len(ticks) / max(1, room))]])
        self._box.setRange(xRange=drawing.x[:2], yRange=drawing.y[:2], padding=0)
        self._received.show(drawing.received)
        self._sent.show(drawing.sent)

    def _on_mouse_moved(self, place: QPointF) -> None:
        box = self._box
        tip = ""
        if self._drawing is not None and box.sceneBoundingRect().contains(place):
            tip = self._drawing.tip(box.mapSceneToView(place).x())
        QToolTip.showText(QCursor.pos(), tip, self.plot)

    def _dress(self) -> None:
        colours = theme.colours()
        self.plot.setBackground(colours.window)
        for axis in (self._bottom, self._left):
            axis.setPen(colours.border)
            axis.setTextPen(colours.muted)
        self._received.dress(colours.received, is_sent=False)
        self._sent.dress(colours.sent, is_sent=True)
