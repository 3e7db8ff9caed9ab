"""Coloured text: only what is seen is coloured, and in the right places."""

import subprocess
import sys

import pytest
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextDocument

from inspector.payloads import Decoded, Span
from inspector.ui import theme
from inspector.ui.details import span_text
from inspector.ui.details.prepared import LONGEST
from inspector.ui.details.span_text import SpanText


def coloured(document: QTextDocument, line: int) -> list[tuple[str, str]]:
    """The parts of a line that have a format, and its colour."""
    block = document.findBlockByNumber(line)
    units = block.text().encode("utf-16-le")
    assert all(part.start >= 0 for part in block.layout().formats())
    return [
        (
            units[2 * part.start : 2 * (part.start + part.length)].decode("utf-16-le"),
            part.format.foreground().color().name(),
        )
        for part in block.layout().formats()
    ]


def shown(qtbot, decoded: Decoded) -> SpanText:
    view = SpanText()
    qtbot.addWidget(view)
    view.resize(300, 100)
    view.show_decoded(decoded)
    view.show()
    view.grab()
    return view


def test_spans_count_code_points_and_may_lie_within_one_another(qtbot) -> None:
    text = '"🙂": "a⟨U+202E⟩b"'
    spans = [Span(0, 3, "key"), Span(5, 12, "string"), Span(7, 8, "invisible")]
    view = shown(qtbot, Decoded(text, spans))
    colours = theme.colours()
    assert coloured(view.document(), 0) == [
        ('"🙂"', colours.key.name()),
        ('"a⟨U+202E⟩b"', colours.string.name()),
        ("⟨U+202E⟩", colours.invisible.name()),
    ]


def test_a_span_over_several_lines_colours_each(qtbot) -> None:
    view = shown(qtbot, Decoded("ab\ncd\nef", [Span(1, 4, "error"), Span(6, 1, "number")]))
    colours = theme.colours()
    assert coloured(view.document(), 0)[0] == ("b", colours.problem.name())
    assert coloured(view.document(), 1)[0] == ("cd", colours.problem.name())
    assert coloured(view.document(), 2) == [("e", colours.number.name())]


def test_only_lines_that_were_seen_are_coloured(qtbot) -> None:
    lines = ["word"] * 1000
    spans = [Span(5 * line, 4, "string") for line in range(1000)]
    view = shown(qtbot, Decoded("\n".join(lines), spans))
    assert coloured(view.document(), 0)
    assert not coloured(view.document(), 999)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.grab()
    assert coloured(view.document(), 999)


def test_growing_keeps_selection_and_colours_the_new_part(qtbot) -> None:
    view = shown(qtbot, Decoded("one", [Span(0, 3, "string")]))
    view.selectAll()
    view.show_decoded(Decoded("one two", [Span(0, 3, "string"), Span(4, 3, "number")]))
    view.grab()
    assert view.textCursor().selectedText() == "one"
    assert [part for part, _ in coloured(view.document(), 0)] == ["one", "two"]


def test_matches_are_marked_and_unmarked(qtbot) -> None:
    view = shown(qtbot, Decoded("one two\none", []))
    view.set_matches([Span(0, 3, "match"), Span(8, 3, "match")])
    view.grab()
    assert [part for part, _ in coloured(view.document(), 1)] == ["one"]
    view.set_matches([])
    view.grab()
    assert coloured(view.document(), 1) == []


def test_markup_is_text(qtbot) -> None:
    assert shown(qtbot, Decoded("<b>x</b>", [])).toPlainText() == "<b>x</b>"


HUGE = {
    "lines": "\n" * 100_000,
    "one line": "x" * 500_000,
    "emoji": "🙂⟨U+200D⟩" * 50_000,
    "text": "some words in a line of usual length\n" * 20_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_a_large_text_goes_onto_the_screen_in_slices(
    qtbot, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Each slice is bounded in characters, and none lays out a line that is longer."""
    slices = []
    insert = QTextCursor.insertText
    monkeypatch.setattr(span_text, "_SLICE_S", -1)  # so that each look at the clock ends a slice
    monkeypatch.setattr(
        QTextCursor, "insertText", lambda cursor, text: slices.append(text) or insert(cursor, text)
    )
    view = shown(qtbot, Decoded(HUGE[name], []))
    assert not view.is_filled()
    assert view.text() == HUGE[name]
    qtbot.waitUntil(view.is_filled, timeout=60_000)
    assert max(map(len, slices)) <= 8 * 1024 + 3
    assert max(len(line) for line in "".join(slices).split("\n")) <= LONGEST
    view.selectAll()
    assert view.createMimeDataFromSelection().text() == HUGE[name]


def test_all_of_a_text_is_copied_though_not_all_of_it_is_on_the_screen(
    qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(span_text, "_SLICE_S", -1)
    text = "0123456789" * 5000
    view = shown(qtbot, Decoded(text, []))
    assert view.selected_text() == ""
    view.selectAll()
    assert not view.is_filled()
    view.copy()
    assert QGuiApplication.clipboard().text() == text
    cursor = view.textCursor()
    cursor.setPosition(10)
    cursor.setPosition(5000, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.selected_text() == text[10:4999]  # without the break
    assert view.selection_start() == 10


def test_what_is_to_be_selected_waits_until_it_is_there(
    qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(span_text, "_SLICE_S", -1)
    text = "🙂" * 50_000 + "\n" + "needle" + "x" * 50_000
    view = shown(qtbot, Decoded(text, []))
    view.select(100_001, 6)
    assert view.selected_text() == ""
    qtbot.waitUntil(view.is_filled, timeout=60_000)
    assert view.selected_text() == "needle"
    assert view.selection_start() == 100_001
    view.select(4, 2)
    assert view.selected_text() == "🙂"


def test_another_text_takes_the_place_of_one_that_is_not_yet_there(
    qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(span_text, "_SLICE_S", -1)
    view = shown(qtbot, Decoded("x" * 100_000, []))
    view.select(90_000, 5)
    view.show_decoded(Decoded("y" * 120_000, []))
    qtbot.waitUntil(view.is_filled, timeout=60_000)
    assert view.toPlainText().replace("\n", "") == "y" * 120_000
    assert view.selected_text() == ""
    view.show_decoded(Decoded("", []))
    assert view.toPlainText() == ""
    assert view.is_filled()


def test_a_text_that_grows_while_it_is_filled_in_is_whole(
    qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(span_text, "_SLICE_S", -1)
    view = shown(qtbot, Decoded("x" * 3 * LONGEST, [Span(0, 3 * LONGEST, "string")]))
    view.show_decoded(Decoded("x" * 4 * LONGEST + "!", [Span(0, 4 * LONGEST, "string")]))
    qtbot.waitUntil(view.is_filled, timeout=60_000)
    view.grab()
    assert view.toPlainText() == "\n".join(["x" * LONGEST] * 4 + ["!"])
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.grab()
    assert coloured(view.document(), 3) == [("x" * LONGEST, theme.colours().string.name())]
    assert coloured(view.document(), 4) == []


def test_a_line_that_was_painted_in_part_is_coloured_to_its_end(
    qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(span_text, "_SLICE_S", -1)
    monkeypatch.setattr(span_text, "_AT_ONCE", 10)
    view = shown(qtbot, Decoded("0123456789abcdefghij", [Span(5, 10, "number")]))
    view.grab()
    qtbot.waitUntil(view.is_filled, timeout=60_000)
    view.grab()
    assert [part for part, _ in coloured(view.document(), 0)] == ["56789abcde"]


def test_matches_and_colours_count_without_the_breaks(qtbot) -> None:
    text = "🙂" * LONGEST + "ab" + "x" * LONGEST
    view = shown(qtbot, Decoded(text, [Span(LONGEST, 2, "number")]))
    view.set_matches([Span(2 * LONGEST + 1, 1, "match")])
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.select(2 * LONGEST, 2)
    view.grab()
    assert view.selected_text() == "ab"
    assert [part for part, _ in coloured(view.document(), 1)] == ["ab", "b"]


def test_what_was_copied_does_not_harm_the_end_of_the_process() -> None:
    """The clipboard outlives Python there."""
    program = (
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "from inspector.payloads import Decoded\n"
        "from inspector.ui.details.span_text import SpanText\n"
        "view = SpanText()\n"
        "view.show_decoded(Decoded('copied', []))\n"
        "view.selectAll()\n"
        "view.copy()\n"
        "assert QApplication.clipboard().text() == 'copied'\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_a_text_that_grows_at_the_cursor_does_not_scroll(qtbot) -> None:
    text = "line\n" * 200
    view = shown(qtbot, Decoded(text, []))
    view.moveCursor(QTextCursor.MoveOperation.End)
    view.verticalScrollBar().setValue(3)
    view.show_decoded(Decoded(text + "more\n" * 200, []))
    assert view.verticalScrollBar().value() == 3
    assert view.selected_text() == ""
    assert view.selection_start() == len(text)
