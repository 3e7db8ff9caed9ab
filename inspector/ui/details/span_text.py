"""A read-only text in fixed pitch with coloured spans, fast for a megabyte.

Colour is given to a line when it is painted for the first time: nobody waits for the colours of a
hundred thousand lines that are never looked at.
"""

from bisect import bisect_left

from PySide6.QtCore import Qt
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


class SpanText(QPlainTextEdit):
    """Shows a `Decoded`. Selecting, copying and scrolling work as in any text field."""

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
        self._matches: list[Span] = []
        self._coloured: set[int] = set()
        theme.notifier().changed.connect(self._recolour)

    def show_decoded(self, decoded: Decoded) -> None:
        self.show_prepared(prepare(decoded))

    def show_prepared(self, prepared: Prepared) -> None:
        """Show a text. Where it only grew, the scroll position and the selection stay."""
        text, before = prepared.text, self._shown.text
        self._shown = prepared
        self._matches = []
        self._coloured.clear()
        if text == before:
            self.viewport().update()
        elif before and text.startswith(before):
            cursor = QTextCursor(self.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(text[len(before) :])
        else:
            self.setPlainText(text)
            cursor = self.textCursor()
            cursor.setKeepPositionOnInsert(True)
            self.setTextCursor(cursor)

    def text(self) -> str:
        """What is shown, without the detour through the document."""
        return self._shown.text

    def set_matches(self, matches: list[Span]) -> None:
        """Mark what a search found: spans in UTF-16 code units, in order."""
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

    def _recolour(self) -> None:
        self._coloured.clear()
        self.viewport().update()

    def _colour(self, block: QTextBlock) -> None:
        """Give a line its formats, as QSyntaxHighlighter would, but only now."""
        start, end = block.position(), block.position() + block.length()
        formats = [
            _format_range(span, start, end, _foreground(span.kind))
            for span in self._shown.within(start, end)
        ]
        marked = bisect_left(self._matches, end, key=lambda match: match.start)
        for match in reversed(self._matches[:marked]):
            if match.start + match.length <= start:
                break
            formats.append(_format_range(match, start, end, _match_format()))
        layout = block.layout()
        if formats or layout.formats():
            layout.setFormats(formats)
            self.document().markContentsDirty(start, block.length())


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
