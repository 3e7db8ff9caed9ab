"""Texts of the log stay where they belong."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from inspector.ui.log.text import LogText


def ink(text: LogText, words: str, left: float, right: float, *, to_right: bool) -> list[int]:
    """`[first x, last x, first y, last y]` of what is written in the row at 20."""
    image = QImage(300, 80, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setFont(text.font)
    text.write(painter, 20, left, right, words, to_right)
    painter.end()
    white = image.pixel(0, 0)
    found = [(x, y) for x in range(300) for y in range(80) if image.pixel(x, y) != white]
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return [min(xs), max(xs), min(ys), max(ys)]


def test_plain_and_foreign_text_share_one_base_line(qapp):
    text = LogText()
    plain = ink(text, "abcx", 10, 200, to_right=False)
    foreign = ink(text, "abcxä", 10, 200, to_right=False)
    assert plain[0] == foreign[0]
    assert plain[3] == foreign[3]
    assert 20 <= plain[2] < plain[3] < 20 + text.row_height


def test_what_is_too_long_ends_inside(qapp):
    text = LogText()
    for words in ("x" * 100, "é" * 100):
        first, last, *_ = ink(text, words, 50, 150, to_right=False)
        assert first >= 50
        assert 140 < last < 150


def test_numbers_end_at_the_right(qapp):
    text = LogText()
    for words in ("1,204", "µ5"):
        first, last, *_ = ink(text, words, 50, 150, to_right=True)
        assert first > 90
        assert 145 <= last <= 150


def test_high_letters_are_cut_at_their_row(qapp):
    """As piled-up accents are, where a font piles them up."""
    text = LogText()
    text.row_height = 6
    _, _, highest, lowest = ink(text, "ÉÉgg", 50, 150, to_right=False)
    assert (highest, lowest) == (20, 25)
