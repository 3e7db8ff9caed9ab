from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from inspector.payloads import Span
from inspector.ui import theme
from inspector.ui.variables import selections
from inspector.ui.variables.marks import mark_line, places
from inspector.variables import Counters, Draw, Rendered, render
from tests.support.variables import SCOPES


def rendered(text: str) -> Rendered:
    return render(text, SCOPES, Draw(Counters()))


def test_places_are_those_of_qts_text():
    source = "😀{{host}}\r\n{{auth}}\r\n\r\n{{😀}} {{nope}} {{key}}"
    assert places(source, rendered(source).uses) == [
        Span(2, 8, "known"),
        Span(11, 8, "secret"),
        # {{😀}} is none: a name begins with a letter, a digit or _
        Span(28, 8, "problem"),
        Span(37, 7, "problem"),
    ]


def test_a_text_edit_gets_selections_that_hold_the_variables(qtbot):
    source = "😀 {{host}}\r\n{{token}} {{nope}}"
    edit = QPlainTextEdit(source.replace("\r\n", "\n"))
    qtbot.addWidget(edit)
    marks = selections(edit.document(), source, rendered(source))
    assert [mark.cursor.selectedText() for mark in marks] == ["{{host}}", "{{token}}", "{{nope}}"]
    c = theme.colours()
    assert [mark.format.foreground().color() for mark in marks] == [c.accent, c.key, c.problem]
    wavy = QTextCharFormat.UnderlineStyle.WaveUnderline
    assert [mark.format.underlineStyle() == wavy for mark in marks] == [False, False, True]


def test_a_line_edit_is_painted_and_otherwise_left_as_it_is(qtbot):
    edit = QLineEdit("ws://{{host}}/{{nope}}")
    qtbot.addWidget(edit)
    edit.setFont(theme.fixed_font())
    edit.resize(400, 30)
    edit.setSelection(0, 3)
    plain = edit.grab().toImage()
    mark_line(edit, rendered(edit.text()).uses)
    assert edit.grab().toImage() != plain
    assert (edit.text(), edit.selectedText()) == ("ws://{{host}}/{{nope}}", "ws:")
    assert not edit.isUndoAvailable()
    mark_line(edit, ())
    assert edit.grab().toImage() == plain
