"""A frame header drawn as RFC 6455 section 5.2 draws it: 32 bits a row, each field named."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from inspector.ui import theme
from inspector.ui.details.annotate import Field, header_fields, header_text
from inspector.ui.text import plain_tip

_BITS_A_ROW = 32
_MARGIN, _TOP = 8, 4
_NARROWEST, _WIDEST = 11, 21
_UNCLIPPED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip


class _Segment(NamedTuple):
    """The part of a field that lies in one row."""

    field: int
    row: int
    column: int
    bits: int
    continued: bool


class BitsView(QWidget):
    """Click a field, or move with the arrow keys, to choose it.

    Signals:
    field_chosen(int): its place in `header_fields`.
    """

    field_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bitsView")
        self.setAccessibleName("Frame header, bit by bit")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_BITS_A_ROW * _NARROWEST + 2 * _MARGIN)
        self._header = b""
        self._fields: list[Field] = []
        self._segments: list[_Segment] = []
        self._chosen = -1
        self._digits = QFont(theme.fixed_font())
        self._names = QFont(self.font())
        self._names.setPointSizeF(max(7.0, self.font().pointSizeF() * 0.8))
        self._name_height = QFontMetrics(self._names).height()
        self._tiny_height = QFontMetrics(self._names).capHeight() + 3
        self._digit_height = QFontMetrics(self._digits).height() + 4
        theme.notifier().changed.connect(self.update)

    def set_header(self, header: bytes) -> None:
        if header == self._header:
            return
        self._header = header
        self._fields = header_fields(header)
        self._segments = [s for i, f in enumerate(self._fields) for s in _segments(i, f)]
        self._chosen = -1
        self.setAccessibleDescription(header_text(header))
        self.updateGeometry()
        self.update()

    def choose(self, place: int) -> None:
        """Frame a field; -1 for none."""
        self._chosen = place if place < len(self._fields) else -1
        self.update()

    def sizeHint(self) -> QSize:
        rows = (len(self._header) + 3) // 4
        return QSize(
            _BITS_A_ROW * 17 + 2 * _MARGIN, self._row_top(rows) + 2 if rows else self._name_height
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for index, byte in enumerate(self._header):
            self._paint_byte(painter, index, byte)
        for segment in self._segments:
            self._paint_label(painter, segment)
        if self._chosen >= 0:
            painter.setPen(QPen(theme.colours().accent, 2))
            for segment in self._segments:
                if segment.field == self._chosen:
                    painter.drawRoundedRect(self._cells(segment), 2, 2)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (place := self._field_at(event.position().toPoint())) >= 0:
            self.choose(place)
            self.field_chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self._fields:
            self.choose(max(0, min(self._chosen + step, len(self._fields) - 1)))
            self.field_chosen.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._field_at(event.pos())
            field = self._fields[place] if place >= 0 else None
            tip = f"{field.name} = {field.value}: {field.meaning}" if field else ""
            QToolTip.showText(event.globalPos(), plain_tip(tip) if tip else "", self)
            return True
        return super().event(event)

    def _paint_byte(self, painter: QPainter, index: int, byte: int) -> None:
        c = theme.colours()
        row, first = divmod(index * 8, _BITS_A_ROW)
        box = self._box(row, first, 8)
        above = QRect(box.left(), box.top() - self._name_height, box.width(), self._name_height)
        painter.setFont(self._names)
        painter.setPen(c.muted)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, f"byte {index}: 0x{byte:02X}")
        painter.setFont(self._digits)
        for bit in range(8):
            cell = self._box(row, first + bit, 1)
            colour = self._colour(self._field_of_bit(index * 8 + bit))
            is_set = bool(byte << bit & 0x80)
            painter.fillRect(cell.adjusted(0, 0, -1, 0), _faint(colour, 0.26 if is_set else 0.09))
            painter.setPen(c.text if is_set else c.muted)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, "1" if is_set else "0")

    def _paint_label(self, painter: QPainter, segment: _Segment) -> None:
        field = self._fields[segment.field]
        cells = self._cells(segment)
        painter.setFont(self._names)
        painter.setPen(QPen(self._colour(field), 2))
        painter.drawLine(
            cells.left() + 1, cells.bottom() + 2, cells.right() - 1, cells.bottom() + 2
        )
        painter.setPen(self._colour(field))
        if segment.bits == 1:  # as in the RFC's own figure, letter below letter
            for number, letter in enumerate(field.name):
                top = cells.bottom() + 4 + number * self._tiny_height
                spot = QRect(cells.left(), top, cells.width(), self._tiny_height)
                painter.drawText(spot, _UNCLIPPED, letter)
            return
        metrics = QFontMetrics(self._names)
        for number, line in enumerate(_label(field, segment, cells.width(), metrics)):
            top = cells.bottom() + 4 + number * self._name_height
            spot = QRect(cells.left(), top, cells.width(), self._name_height)
            elided = metrics.elidedText(line, Qt.TextElideMode.ElideRight, spot.width())
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, elided)

    def _row_top(self, row: int) -> int:
        """Where a row begins; the first is higher, for the one-letter columns of its flags."""
        plain = self._name_height + self._digit_height + self._name_height + 8
        first = self._name_height + self._digit_height + 4 * self._tiny_height + 10
        return _TOP + (first + (row - 1) * plain if row else 0)

    def _box(self, row: int, column: int, bits: int) -> QRect:
        width = (self.width() - 2 * _MARGIN) // _BITS_A_ROW
        width = max(_NARROWEST, min(width, _WIDEST))
        top = self._row_top(row) + self._name_height
        return QRect(_MARGIN + column * width, top, bits * width, self._digit_height)

    def _cells(self, segment: _Segment) -> QRect:
        return self._box(segment.row, segment.column, segment.bits).adjusted(0, 0, -1, 0)

    def _field_of_bit(self, bit: int) -> Field | None:
        return next((f for f in self._fields if f.first_bit <= bit < f.first_bit + f.bits), None)

    def _field_at(self, spot: QPoint) -> int:
        for segment in self._segments:
            if self._cells(segment).adjusted(0, 0, 1, 4 * self._tiny_height).contains(spot):
                return segment.field
        return -1

    def _colour(self, field: Field | None) -> QColor:
        c = theme.colours()
        return {
            "flag": c.accent,
            "reserved": c.muted,
            "opcode": c.key,
            "mask": c.warning,
            "length": c.number,
            "key": c.string,
        }.get(field.kind if field else "", c.muted)


def _segments(place: int, field: Field) -> Iterator[_Segment]:
    bit, end = field.first_bit, field.first_bit + field.bits
    while bit < end:
        row, column = divmod(bit, _BITS_A_ROW)
        bits = min(end - bit, _BITS_A_ROW - column)
        yield _Segment(place, row, column, bits, bit > field.first_bit)
        bit += bits


def _label(field: Field, segment: _Segment, width: int, metrics: QFontMetrics) -> list[str]:
    """Name and value, in one line where they fit or there is room for one only."""
    if segment.continued:
        return [f"{field.name}, continued"]
    line = f"{field.name}: {field.value}"
    if segment.row or metrics.horizontalAdvance(line) < width:
        return [line]
    fits = metrics.horizontalAdvance(field.value) <= width
    return [field.name, field.value if fits else field.value.partition(" ")[0]]


def _faint(colour: QColor, opacity: float) -> QColor:
    faint = QColor(colour)
    faint.setAlphaF(opacity)
    return faint
