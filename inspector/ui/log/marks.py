"""The small shapes of the log: told apart by their form first, by their colour second."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF


def _shape(*points: tuple[float, float]) -> QPolygonF:
    """A shape around the origin."""
    return QPolygonF([QPointF(x, y) for x, y in points])


UP = _shape(
    (0, -5.5), (4.5, -0.5), (1.1, -0.5), (1.1, 5.5), (-1.1, 5.5), (-1.1, -0.5), (-4.5, -0.5)
)
DOWN = _shape((0, 5.5), (4.5, 0.5), (1.1, 0.5), (1.1, -5.5), (-1.1, -5.5), (-1.1, 0.5), (-4.5, 0.5))
CLOSED = _shape((-2.5, -4.5), (3, 0), (-2.5, 4.5))
OPENED = _shape((-4.5, -2.5), (4.5, -2.5), (0, 3))
BOOKMARK = _shape((-3.5, -5.5), (3.5, -5.5), (3.5, 5.5), (0, 2.2), (-3.5, 5.5))
_WARNING = _shape((0, -6), (6.5, 5.5), (-6.5, 5.5))


def paint(painter: QPainter, shape: QPolygonF, centre: QPointF, colour: QColor) -> None:
    _fill(painter, colour)
    painter.drawPolygon(shape.translated(centre))


def paint_warning(painter: QPainter, centre: QPointF, colour: QColor, ground: QColor) -> None:
    """A triangle with an exclamation mark in the colour of what lies behind."""
    _fill(painter, colour)
    painter.drawPolygon(_WARNING.translated(centre))
    painter.setPen(QPen(ground, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    x, y = centre.x(), centre.y()
    painter.drawLine(QPointF(x, y - 2), QPointF(x, y + 1.4))
    painter.drawPoint(QPointF(x, y + 3.8))


def _fill(painter: QPainter, colour: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
