"""Paints a whole row of the log in one go: one call a row is what keeps a flood on the screen."""

from typing import get_args

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspector.events import Direction
from inspector.library.colour import Colour
from inspector.ui import state_badge, theme
from inspector.ui.log import marks
from inspector.ui.log.columns import ABOUT, PADDING, Column, ColumnLayout
from inspector.ui.log.line import Line, Tone, one_line
from inspector.ui.log.model import LogModel
from inspector.ui.log.text import LogText

_GUTTER = 16
"""Pixels left of every preview, for the disclosure of a message of more than one frame."""
_GAP = 12
"""Pixels between the parts of a preview."""
_BADGE = 13
_STRIP = 5
"""Pixels at the left of a row that was marked."""
_COMMENT = 40
"""Characters of a comment that are shown in the row; its tooltip has all."""
_TO_RIGHT = {column: about.align == Qt.AlignmentFlag.AlignRight for column, about in ABOUT.items()}


class LogDelegate(QStyledItemDelegate):
    """`columns` says where each cell lies, `model` what is in it."""

    def __init__(self, model: LogModel, columns: ColumnLayout) -> None:
        super().__init__(model)
        self._model = model
        self._columns = columns
        self._text = LogText()
        self.recolour()
        theme.notifier().changed.connect(self.recolour)

    def row_height(self) -> int:
        return self._text.row_height

    def disclosure_rect(self, row: QRect) -> QRect:
        """Where a click opens or closes the message that is painted in `row`."""
        left = self._columns.left(Column.PREVIEW)
        return QRect(left, row.top(), PADDING + _GUTTER, row.height())

    def recolour(self) -> None:
        c = self._colours = theme.colours()
        self._tones = {
            Tone.DATA: c.text,
            Tone.QUIET: c.control,
            Tone.STATE: c.text,
            Tone.WARNING: c.warning,
            Tone.PROBLEM: c.problem,
        }
        self._hovered = theme.mixed(c.base, c.accent, 0.08)
        self._alarming = theme.mixed(c.base, c.problem, 0.09)
        self._tints = {
            colour: theme.mixed(c.base, theme.named(colour), 0.12) for colour in get_args(Colour)
        }

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        number = index.row()
        line = self._model.line(number)
        painter.setFont(self._text.font)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # whatever the payload's is
        note = self._model.note(number)
        ground = self._paint_ground(painter, box, state, line, number, note.colour)

        c = self._colours
        if state & QStyle.StateFlag.State_Selected:
            strong = quiet = c.on_selection
        else:
            strong, quiet = self._tones[line.tone], c.muted
        painter.setPen(quiet)
        self._cell(painter, box, Column.NUMBER, line.number)
        self._cell(painter, box, Column.TIME, line.time)
        self._cell(painter, box, Column.DELTA, line.delta)
        self._cell(painter, box, Column.SIZE, line.size)
        if line.state is not None:
            painter.setPen(state_badge.colour_of(line.state))
        elif not line.is_part:
            painter.setPen(strong)
        self._cell(painter, box, Column.TYPE, line.type)
        self._paint_mark(painter, box, line, ground)
        right = float(box.right() - PADDING)
        if note.bookmark and not line.is_part:
            painter.setPen(quiet)
            marks.paint(
                painter, marks.BOOKMARK, QPointF(box.left() + 12, box.center().y()), c.accent
            )
        if note.comment and not line.is_part:
            comment = one_line(note.comment)
            short = comment if len(comment) <= _COMMENT else f"{comment[: _COMMENT - 1]}…"
            right = self._paint_chip(painter, box, right, short, quiet)
        self._paint_preview(painter, box, line, number, right, (strong, quiet, ground))

    def _paint_ground(
        self,
        painter: QPainter,
        box: QRect,
        state: QStyle.StateFlag,
        line: Line,
        number: int,
        mark: str,
    ) -> QColor:
        c = self._colours
        left = box.left()
        if state & QStyle.StateFlag.State_Selected:
            ground = c.selection
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = self._hovered
        elif mark:
            ground = self._tints[mark]
        elif line.tone == Tone.PROBLEM:
            ground = self._alarming
        else:
            ground = c.alternate if number % 2 else c.base
        painter.fillRect(box, ground)
        if mark:
            painter.fillRect(left, box.top(), _STRIP, box.height(), theme.named(mark))
            left += _STRIP
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(left, box.top(), 3, box.height(), c.accent)
        return ground

    def _cell(self, painter: QPainter, box: QRect, column: Column, text: str) -> None:
        if text:
            left = self._columns.left(column)
            right = left + self._columns.width(column) - PADDING
            self._text.write(painter, box.top(), left + PADDING, right, text, _TO_RIGHT[column])

    def _paint_mark(self, painter: QPainter, box: QRect, line: Line, ground: QColor) -> None:
        """The direction of a frame, the shape of a ready state, the sign of a problem."""
        middle = self._columns.left(Column.DIRECTION) + self._columns.width(Column.DIRECTION) / 2
        centre = QPointF(middle, box.top() + box.height() / 2)
        c = self._colours
        if line.state is not None:
            corner = centre - QPointF(_BADGE / 2, _BADGE / 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            badge = QRectF(corner.x(), corner.y(), _BADGE, _BADGE)
            state_badge.paint(painter, badge, line.state, state_badge.colour_of(line.state))
        elif line.tone == Tone.PROBLEM:
            marks.paint_warning(painter, centre, c.problem, ground)
        elif line.direction == Direction.SENT:
            marks.paint(painter, marks.UP, centre, c.sent)
        elif line.direction == Direction.RECEIVED:
            marks.paint(painter, marks.DOWN, centre, c.received)

    def _paint_preview(
        self,
        painter: QPainter,
        box: QRect,
        line: Line,
        number: int,
        right: float,
        colours: tuple[QColor, QColor, QColor],
    ) -> None:
        strong, quiet, ground = colours
        left = self._columns.left(Column.PREVIEW) + PADDING
        middle = box.top() + box.height() / 2
        if line.is_part:
            painter.setPen(self._colours.muted)
            elbow, height = left + _GUTTER // 2 - 2, round(middle)
            painter.drawLine(elbow, box.top(), elbow, height)
            painter.drawLine(elbow, height, elbow + 8, height)
        elif line.frames > 1:
            shape = marks.OPENED if self._model.is_open(number) else marks.CLOSED
            marks.paint(painter, shape, QPointF(left + _GUTTER / 2 - 2, middle), strong)
            right = self._paint_chip(painter, box, right, f"{line.frames:,} fr", quiet)
        x = float(left + _GUTTER * (2 if line.is_part else 1))
        if line.warning:
            mark = QPointF(x + 7, middle)
            marks.paint_warning(painter, mark, self._colours.warning, ground)
            x = self._part(painter, box, x + 20, right, line.warning, self._colours.warning)
        x = self._part(painter, box, x, right, line.bits, quiet)
        self._part(painter, box, x, right, line.text, strong)

    def _paint_chip(
        self, painter: QPainter, box: QRect, right: float, text: str, colour: QColor
    ) -> float:
        """A rounded label at the right end; returns where it begins."""
        left = right - self._text.width(text) - 12
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(colour)
        painter.drawRoundedRect(QRectF(left, box.top() + 2.5, right - left, box.height() - 5), 4, 4)
        self._text.write(painter, box.top(), left + 6, right, text, False)
        return left - _GAP

    def _part(
        self, painter: QPainter, box: QRect, x: float, right: float, text: str, colour: QColor
    ) -> float:
        """Write `text` from `x` on; returns where the next part begins."""
        if not text or x >= right:
            return x
        painter.setPen(colour)
        return x + self._text.write(painter, box.top(), x, right, text, False) + _GAP
