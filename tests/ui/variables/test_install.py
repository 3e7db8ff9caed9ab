from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QToolTip

from inspector.library import LibraryError, UrlHistory
from inspector.ui.address_bar import AddressBar
from inspector.ui.variables import install
from inspector.ui.variables.edits import canvas, cursor_box
from inspector.variables import Scope, Scopes
from tests.support.variables import SCOPES


def hover(edit: QLineEdit | QPlainTextEdit) -> str:
    """The tooltip where the cursor is; "" if there is none but the editor's own."""
    place = cursor_box(edit).center()
    event = QHelpEvent(QEvent.Type.ToolTip, canvas(edit).mapFromGlobal(place), place)
    QApplication.sendEvent(canvas(edit), event)
    return QToolTip.text() if event.isAccepted() else ""


@pytest.fixture(params=[QLineEdit, QPlainTextEdit])
def edit(request, qtbot) -> QLineEdit | QPlainTextEdit:
    edit = request.param()
    qtbot.addWidget(edit)
    edit.resize(400, 60)
    edit.show()
    edit.activateWindow()
    edit.setFocus()
    return edit


def test_the_variable_under_the_mouse_is_explained(edit):
    install(edit, lambda: SCOPES)
    write = edit.insert if isinstance(edit, QLineEdit) else edit.insertPlainText
    write("😀 {{host}} ")
    for _ in range(5):
        QTest.keyClick(edit, Qt.Key.Key_Left)
    assert "exchange.example" in hover(edit)
    QTest.keyClick(edit, Qt.Key.Key_Home)
    assert "exchange.example" not in hover(edit)


def test_a_value_that_looks_like_markup_is_shown_as_it_is(edit):
    scopes = Scopes([Scope("session", {"a": "<b>bold</b>"}, literal=True)])
    install(edit, lambda: scopes)
    QTest.keyClicks(edit, "{{a}}")
    QTest.keyClick(edit, Qt.Key.Key_Left)
    assert "&lt;b&gt;bold" in hover(edit)


def test_variables_that_cannot_be_read_are_told_where_the_mouse_asks(edit):
    def scopes() -> Scopes:
        raise LibraryError("folder.toml is broken")

    install(edit, scopes)
    QTest.keyClicks(edit, "{{gu")
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert (edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()) == "{{$guid}}"
    assert "folder.toml is broken" in hover(edit)


def test_a_line_edit_is_marked_anew_when_the_text_or_the_variables_change(qtbot):
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.resize(300, 30)
    scopes = Scopes()
    installed = install(edit, lambda: scopes)
    edit.setText("{{host}}")
    unknown = edit.grab().toImage()
    scopes = SCOPES
    installed.refresh()
    known = edit.grab().toImage()
    assert known != unknown
    edit.setText("ws://{{host}}")
    changed = edit.grab().toImage()
    installed.refresh()
    assert edit.grab().toImage() == changed != known


def test_what_an_input_method_composes_is_not_disturbed(qtbot):
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.show()
    installed = install(edit, lambda: SCOPES)
    plain = edit.grab().toImage()
    QApplication.sendEvent(edit, QInputMethodEvent("ab", []))
    composed = edit.grab().toImage()
    installed.refresh()
    assert plain != edit.grab().toImage() == composed
    commit = QInputMethodEvent()
    commit.setCommitString("仮名")
    QApplication.sendEvent(edit, commit)
    assert edit.text() == "仮名"


def test_the_address_bar_knows_variables(qtbot, tmp_path: Path):
    bar = AddressBar(UrlHistory(tmp_path / "history.txt"))
    qtbot.addWidget(bar)
    bar.resize(700, 40)
    bar.show()
    install(bar.edit, lambda: SCOPES)
    box = bar.findChild(QComboBox, "urlBox")
    box.setFocus()
    with qtbot.assertNotEmitted(bar.connect_requested):
        QTest.keyClicks(box, "ws://{{ho")
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert bar.url == "ws://{{host}}"
    with qtbot.waitSignal(bar.connect_requested):
        QTest.keyClick(box, Qt.Key.Key_Return)
