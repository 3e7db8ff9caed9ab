"""A read-only text in fixed pitch with coloured spans, fast for megabytes of anything.

A text goes onto the screen in slices, so that the window stays live. Long lines are broken, since
each is laid out as a whole; copying and searching know nothing of the breaks. Colour is given to a
line when it is painted for the first time: nobody waits for the colours of a hundred thousand lines
that are never looked at.
"""

import sys
import time
from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QStringListModel, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QPaintEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from inspector.payloads import Decoded, Span
from inspector.ui import theme
from inspector.ui.details.prepared import Prepared, prepare

_AT_ONCE = 8 * 1024
"""Characters that are put on the screen before the next look at the clock: 8192 empty lines take
10 ms."""
_SLICE_S = 0.02
"""How long the window does nothing else."""


class SpanText(QPlainTextEdit):
    """Shows a `Decoded`. Selecting, copying and scrolling work as in any text field.

    Positions, of matches and of the selection, are UTF-16 code units of `text()`.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFont(theme.fixed_font())
        # Looking for the end of a word takes quadratic time in a line that has none, as base64.
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._shown = Prepared("")
        self._filled = 0
        """Characters of it that are on the screen: code points."""
        self._wanted: tuple[int, int] | None = None
        """What is to be selected once it is on the screen."""
        self._matches: Sequence[Span] = ()
        self._coloured: set[int] = set()
        self._filling = QTimer(self, interval=0)
        self._filling.timeout.connect(self._fill)
        theme.notifier().changed.connect(self._recolour)

    def show_decoded(self, decoded: Decoded) -> None:
        self.show_prepared(prepare(decoded))

    def show_prepared(self, prepared: Prepared) -> None:
        """Show a text: its beginning at once. Where it only grew, the scroll position and the
        selection stay."""
        text, before = prepared.text, self._shown.text
        self._shown = prepared
        self._matches = ()
        self._wanted = None
        self._coloured.clear()
        if not (before and text.startswith(before)):
            self._filled = 0
            self.clear()
        if self._filled < len(text):
            self._fill()
        else:
            self.viewport().update()

    def is_filled(self) -> bool:
        """Whether all of the text is on the screen."""
        return self._filled == len(self._shown.text)

    def selection_start(self) -> int:
        return self._shown.position(self.textCursor().selectionStart())

    def selected_text(self) -> str:
        """What is selected, without the breaks; all of the rest where that is not yet on the
        screen, and the selection goes to its end."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        if start == end:
            return ""
        if end == self.document().characterCount() - 1 and not self.is_filled():
            end = sys.maxsize - 1
        return self._shown.part(self._shown.position(start), self._shown.position(end))

    def select(self, start: int, length: int) -> None:
        """Select a part and bring it into sight, as soon as it is on the screen."""
        self._wanted = start, length
        self._select_wanted()

    def text(self) -> str:
        """What is shown, without the detour through the document."""
        return self._shown.text

    def set_matches(self, matches: Sequence[Span]) -> None:
        """Mark what a search found, in order."""
        self._matches = matches
        self._recolour()

    def set_wrapped(self, wrapped: bool) -> None:
        modes = QPlainTextEdit.LineWrapMode
        self.setLineWrapMode(modes.WidgetWidth if wrapped else modes.NoWrap)

    def paintEvent(self, event: QPaintEvent) -> None:
        block, bottom = self.firstVisibleBlock(), event.rect().bottom()
        while block.isValid():
            if self.blockBoundingGeometry(block).translated(self.contentOffset()).top() > bottom:
                break
            if block.blockNumber() not in self._coloured:
                self._coloured.add(block.blockNumber())
                self._colour(block)
            block = block.next()
        super().paintEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        # WORKAROUND PySide: the clipboard may outlive Python, and then destroying data that Python
        # made ends the process with SIGSEGV. A model makes it in C++.
        model = QStringListModel([""])
        data = model.mimeData([model.index(0)])
        data.clear()
        data.setText(self.selected_text())
        return data

    def _fill(self) -> None:
        """Put another slice of the text on the screen."""
        until = time.perf_counter() + _SLICE_S
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        anchor, position = self.textCursor().anchor(), self.textCursor().position()
        self._coloured.discard(cursor.blockNumber())  # it may go on
        total = len(self._shown.text)
        cursor.beginEditBlock()  # else Qt lays out the last page after each insertion
        while self._filled < total:
            end = min(self._filled + _AT_ONCE, total)
            cursor.insertText(self._shown.on_screen(self._filled, end))
            self._filled = end
            if time.perf_counter() > until:
                break
        cursor.endEditBlock()
        self._put_back_cursor(anchor, position)
        if self._filled < total:
            self._filling.start()
        else:
            self._filling.stop()
        self._select_wanted()

    def _put_back_cursor(self, anchor: int, position: int) -> None:
        """A cursor at the end went along with what was added there."""
        cursor = self.textCursor()
        if (cursor.anchor(), cursor.position()) != (anchor, position):
            bar = self.verticalScrollBar()
            scrolled = bar.value()
            cursor.setPosition(anchor)
            cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)  # which scrolls to it
            bar.setValue(scrolled)

    def _select_wanted(self) -> None:
        if self._wanted is None:
            return
        start, end = self._wanted[0], sum(self._wanted)
        place, last = self._shown.place(start), self._shown.place(end)
        if last < self.document().characterCount():
            self._wanted = None
            cursor = self.textCursor()
            cursor.setPosition(place)
            cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
            self.centerCursor()

    def _recolour(self) -> None:
        self._coloured.clear()
        self.viewport().update()

    def _colour(self, block: QTextBlock) -> None:
        """Give a line its formats, as QSyntaxHighlighter would, but only now."""
        start = self._shown.position(block.position())
        end = start + block.length()
        formats = [
            _format_range(span, start, end, _foreground(span.kind))
            for span in self._shown.within(start, end)
        ]
        for number in reversed(range(bisect_left(self._matches, end, key=_start))):
            match = self._matches[number]
            if match.start + match.length <= start:
                break
            formats.append(_format_range(match, start, end, _match_format()))
        layout = block.layout()
        if formats or layout.formats():
            layout.setFormats(formats)
            self.document().markContentsDirty(block.position(), block.length())


def _start(span: Span) -> int:
    return span.start


def _format_range(
    span: Span, start: int, end: int, shape: QTextCharFormat
) -> QTextLayout.FormatRange:
    part = QTextLayout.FormatRange()
    part.start = max(span.start, start) - start
    part.length = min(span.start + span.length, end) - start - part.start
    part.format = shape
    return part


def _foreground(kind: str) -> QTextCharFormat:
    shape = QTextCharFormat()
    shape.setForeground(_colour_of(kind))
    if kind in ("invisible", "error"):
        shape.setBackground(_faint(_colour_of(kind)))
    return shape


def _match_format() -> QTextCharFormat:
    shape = QTextCharFormat()
    shape.setBackground(_faint(theme.colours().warning, 0.35))
    return shape


def _colour_of(kind: str) -> QColor:
    c = theme.colours()
    return {
        "key": c.key,
        "string": c.string,
        "number": c.number,
        "keyword": c.keyword,
        "punctuation": c.punctuation,
        "invisible": c.invisible,
        "error": c.problem,
        "offset": c.offset,
        "ascii": c.muted,
    }.get(kind, c.text)


def _faint(colour: QColor, opacity: float = 0.14) -> QColor:
    faint = QColor(colour)
    faint.setAlphaF(opacity)
    return faint
