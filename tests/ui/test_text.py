"""How the window writes numbers and foreign text."""

import pytest
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from inspector.ui.text import byte_count, count, plain_tip, written


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (812, "812 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (1234, "1.2 kB"),
        (99_499, "99.5 kB"),
        (99_500, "100 kB"),
        (999_499, "999 kB"),
        (999_999, "1.0 MB"),
        (1_200_000, "1.2 MB"),
        (5e15, "5000 TB"),
    ],
)
def test_bytes(size: float, text: str) -> None:
    assert byte_count(size) == text


def test_counts() -> None:
    assert [count(n, "frame") for n in (0, 1, 12345)] == ["0 frames", "1 frame", "12,345 frames"]


def test_a_tooltip_is_never_taken_for_html() -> None:
    tip = plain_tip("<img src=x>\n& more")
    assert "&lt;img src=x&gt;\n&amp; more" in tip
    assert "pre-wrap" in tip


def test_what_is_written_is_given_back(qtbot: QtBot) -> None:
    document = QTextDocument("a\u00a0b\nc\u2028d\ttail ")
    assert written(document) == "a\u00a0b\nc\nd\ttail "
