"""readyState as a coloured shape: never colour alone, so that everybody can tell them apart.

CONNECTING is a ring half full, OPEN a full disc, CLOSING a ring with a bar, CLOSED an empty square.
"""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from inspector.events import ReadyState
from inspector.ui import theme


def paint(painter: QPainter, box: QRectF, state: ReadyState, colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, max(1.5, box.width() / 8))
    painter.setPen(pen)
    shape = box.adjusted(2, 2, -2, -2)
    if state == ReadyState.CLOSED:
        painter.drawRoundedRect(shape.adjusted(1, 1, -1, -1), 1.5, 1.5)
    else:
        painter.drawEllipse(shape)
    painter.setBrush(colour)
    if state == ReadyState.OPEN:
        painter.drawEllipse(shape)
    elif state == ReadyState.CONNECTING:
        painter.drawPie(shape, 90 * 16, 180 * 16)
    elif state == ReadyState.CLOSING:
        middle = shape.center().y()
        painter.drawLine(QPointF(shape.left() + 2, middle), QPointF(shape.right() - 2, middle))
    painter.restore()


def colour_of(state: ReadyState) -> QColor:
    c = theme.colours()
    return (c.connecting, c.open, c.closing, c.closed)[state]


def icon(state: ReadyState) -> QIcon:
    return _icon(state, colour_of(state).name(), theme.icon_sizes())


@lru_cache(maxsize=16)
def _icon(state: ReadyState, colour: str, sizes: tuple[int, ...]) -> QIcon:
    built = QIcon()
    for size in sizes:
        pixmap = QPixmap(QSize(size, size))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint(painter, QRectF(0, 0, size, size), state, QColor(colour))
        painter.end()
        built.addPixmap(pixmap)
    return built


class StateBadge(QWidget):
    """The shape alone; the label beside it says name and number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = ReadyState.CLOSED
        self.setFixedSize(16, 16)

    def set_state(self, state: ReadyState) -> None:
        if state != self._state:
            self._state = state
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint(painter, QRectF(self.rect()), self._state, colour_of(self._state))
        painter.end()
