"""The tabs' bar: a strip of colour over each tab whose environment has one."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar

from inspector.ui import theme

_STRIP = 3
"""Pixels."""


class TabBar(QTabBar):
    """A tab's data is the name of its colour (see `theme.named`); empty for none."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        for index in range(self.count()):
            if colour := self.tabData(index):
                rect = self.tabRect(index)
                painter.fillRect(rect.left(), rect.top(), rect.width(), _STRIP, theme.named(colour))
