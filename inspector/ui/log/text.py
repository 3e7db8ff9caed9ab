"""One-line texts of the log: plain ones written fast, foreign ones kept in their place."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from inspector.ui import theme

_ONE_LINE = int(
    Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
)


class LogText:
    """Writes with the fixed-pitch font, in rows of one height.

    Nearly all that is written is ASCII, whose width is a multiplication and whose place needs no
    layout. Everything else is measured and clipped, so that piled-up accents stay in their row.
    The painter has the font and the pen already.
    """

    def __init__(self) -> None:
        self.font = theme.fixed_font()
        self._metrics = QFontMetricsF(self.font)
        self._advance = self._metrics.horizontalAdvance("0")
        self._is_fixed = self._metrics.horizontalAdvance("iW") == 2 * self._advance
        self.row_height = max(round(self._metrics.height()) + 7, 20)
        spare = self.row_height - self._metrics.height()
        self._baseline = round(spare / 2 + self._metrics.ascent())

    def width(self, text: str) -> float:
        if self._is_fixed and text.isascii():
            return len(text) * self._advance
        return self._metrics.horizontalAdvance(text)

    def write(
        self, painter: QPainter, top: int, left: float, right: float, text: str, to_right: bool
    ) -> float:
        """Write `text` between `left` and `right` in the row at `top`; returns the width it took.

        What does not fit ends in `…`. `to_right` puts it at the right end.
        """
        width = self.width(text)
        if self._is_fixed and text.isascii() and width <= right - left:
            x = right - width if to_right else left
            painter.drawText(QPointF(x, top + self._baseline), text)
            return width
        text = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, right - left)
        width = self.width(text)
        x = right - width if to_right else left
        painter.drawText(QRectF(x, top, width + 1, self.row_height), _ONE_LINE, text)
        return width
