"""Coloured text: only what is seen is coloured, and in the right places."""

from PySide6.QtGui import QTextDocument

from inspector.payloads import Decoded, Span
from inspector.ui import theme
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
