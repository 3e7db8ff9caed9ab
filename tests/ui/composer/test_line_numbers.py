"""The numbers beside the lines: whole, with air on both sides, each beside its line."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from inspector.ui.composer.line_numbers import LineNumbers

AIR = 5
"""Pixels left and right of the digits, at least."""


def inked(image: QImage) -> tuple[list[int], list[int]]:
    """The columns and the rows in which something is painted."""
    ground = image.pixelColor(0, 0)
    columns, rows = range(image.width()), range(image.height())
    return (
        [x for x in columns if any(image.pixelColor(x, y) != ground for y in rows)],
        [y for y in rows if any(image.pixelColor(x, y) != ground for x in columns)],
    )


@pytest.mark.parametrize("lines", [1, 99, 100, 1234])
def test_the_largest_number_has_room(qtbot: QtBot, lines: int) -> None:
    editor = QPlainTextEdit("\n" * (lines - 1))
    qtbot.addWidget(editor)
    editor.resize(300, 200)
    numbers = LineNumbers(editor)
    numbers.setGeometry(0, 0, numbers.needed_width, 200)
    editor.show()
    editor.verticalScrollBar().setValue(editor.verticalScrollBar().maximum())
    columns, rows = inked(numbers.grab().toImage())
    digits = max(2, len(str(lines)))
    advance = editor.fontMetrics().horizontalAdvance("9")
    assert numbers.needed_width == digits * advance + 12
    assert columns[0] >= AIR - 1
    assert columns[-1] <= numbers.width() - 1 - AIR
    first = next(numbers._lines_in_view())
    assert first[1] <= rows[0] <= first[1] + editor.fontMetrics().height()
    if lines >= 99:
        assert columns[0] <= 6 + advance  # the largest number takes it all


def test_the_number_of_the_line_with_the_cursor_stands_out(qtbot: QtBot) -> None:
    editor = QPlainTextEdit("a\nb\nc")
    qtbot.addWidget(editor)
    editor.resize(300, 200)
    numbers = LineNumbers(editor)
    numbers.setGeometry(0, 0, numbers.needed_width, 200)
    editor.show()
    before = numbers.grab().toImage()
    cursor = editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.Down)
    editor.setTextCursor(cursor)
    after = numbers.grab().toImage()
    changed = [
        y
        for y in range(after.height())
        if any(before.pixelColor(x, y) != after.pixelColor(x, y) for x in range(after.width()))
    ]
    (_, first), (_, second), (_, third) = numbers._lines_in_view()
    assert first <= changed[0] < second <= changed[-1] < third
