"""How variables look in what a person writes: those that are known, secret, or have a problem."""

from collections.abc import Iterable

from PySide6.QtGui import QColor, QInputMethodEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from inspector.payloads import Span, utf16_spans
from inspector.ui import theme
from inspector.variables import Rendered, Use

_MOST = 2000
"""Marks in one text; Qt looks at each of them for each line that it paints."""


def selections(
    document: QTextDocument, source: str, rendered: Rendered
) -> list[QTextEdit.ExtraSelection]:
    """The marks of `document`, which shows `source`, whose variables are `rendered`."""
    shapes = _shapes()
    marks = []
    for span in places(source, rendered.uses[:_MOST]):
        mark = QTextEdit.ExtraSelection()
        mark.cursor = QTextCursor(document)
        mark.cursor.setPosition(span.start)
        mark.cursor.setPosition(span.start + span.length, QTextCursor.MoveMode.KeepAnchor)
        mark.format = shapes[span.kind]
        marks.append(mark)
    return marks


def mark_line(edit: QLineEdit, uses: Iterable[Use]) -> None:
    """Give the variables of a line edit, in the order of its text, their looks."""
    shapes = _shapes()
    cursor = edit.cursorPosition()
    kind = QInputMethodEvent.AttributeType.TextFormat
    formats = [
        QInputMethodEvent.Attribute(kind, span.start - cursor, span.length, shapes[span.kind])
        for span in places(edit.text(), uses)
    ]
    # A line edit has no other way to give a part of its text a format.
    QApplication.sendEvent(edit, QInputMethodEvent("", formats))


def places(source: str, uses: Iterable[Use]) -> list[Span]:
    """Where the variables of `source` are in Qt's text, which has one character for CRLF, and what
    kind they are of: `known`, `secret` or `problem`."""
    spans = []
    position = breaks = 0
    for use in uses:
        breaks += source.count("\r\n", position, use.start)
        position = use.start
        kind = "problem" if use.error else "secret" if use.secret else "known"
        spans.append(Span(use.start - breaks, use.end - use.start, kind))
    return utf16_spans(source.replace("\r\n", "\n"), spans) if spans else []


def _shapes() -> dict[str, QTextCharFormat]:
    colours = theme.colours()
    return {
        "known": _shape(colours.accent, shaded=True),
        "secret": _shape(colours.key, shaded=True),
        "problem": _shape(colours.problem, shaded=False),
    }


def _shape(colour: QColor, *, shaded: bool) -> QTextCharFormat:
    shape = QTextCharFormat()
    shape.setForeground(colour)
    if shaded:
        shape.setBackground(theme.mixed(theme.colours().base, colour, 0.12))
    else:
        shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        shape.setUnderlineColor(colour)
    return shape
