"""Variables are offered while they are typed, and no key is taken from whoever types."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from inspector.ui.variables import VariableCompleter
from inspector.ui.variables.edits import cursor_box
from tests.support.variables import SCOPES

Edit = QLineEdit | QPlainTextEdit


@pytest.fixture
def window(qtbot) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window)
    window.resize(500, 200)
    yield window
    window.close()


def put(window: QWidget, widget: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    layout.addWidget(widget)
    window.show()
    window.activateWindow()
    widget.setFocus()
    QApplication.processEvents()


@pytest.fixture(params=[QLineEdit, QPlainTextEdit])
def edit(request, window) -> Edit:
    edit = request.param()
    put(window, edit)
    VariableCompleter(edit, lambda: SCOPES)
    return edit


def offered(edit: Edit) -> list[str]:
    """The names in the list, the chosen one in brackets."""
    popup = edit.findChild(QTreeWidget, "variablePopup")
    if popup is None or not popup.isVisible():
        return []
    rows = [popup.topLevelItem(row) for row in range(popup.topLevelItemCount())]
    return [f"[{row.text(0)}]" if row is popup.currentItem() else row.text(0) for row in rows]


def text(edit: Edit) -> str:
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()


def press(edit: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(edit, key)


def test_braces_open_the_list_and_letters_narrow_it(edit):
    QTest.keyClicks(edit, "say {")
    assert offered(edit) == []
    QTest.keyClicks(edit, "{")
    assert offered(edit)[:3] == ["[answer]", "auth", "host"]
    QTest.keyClicks(edit, "to")
    assert offered(edit) == ["[token]", "$randomProtocol"]
    press(edit, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    assert offered(edit)[0] == "[answer]"
    QTest.keyClicks(edit, "nothing like it")
    assert offered(edit) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_tab_and_enter_take_what_is_chosen(edit, key):
    QTest.keyClicks(edit, "{{")
    press(edit, Qt.Key.Key_Down, Qt.Key.Key_Down, key)
    assert (text(edit), offered(edit)) == ("{{host}}", [])
    QTest.keyClicks(edit, " {{tok")
    press(edit, key)
    assert text(edit) == "{{host}} {{token}}"


def test_arrows_go_round_and_pages_end_at_the_ends(edit):
    QTest.keyClicks(edit, "{{")
    press(edit, Qt.Key.Key_Up)
    assert offered(edit)[-1] == "[env:]"
    press(edit, Qt.Key.Key_Down)
    assert offered(edit)[0] == "[answer]"
    press(edit, Qt.Key.Key_PageDown)
    assert offered(edit)[9].startswith("[")
    press(edit, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp)
    assert offered(edit)[0] == "[answer]"


def test_a_name_is_completed_from_its_middle(edit):
    QTest.keyClicks(edit, "{{hxx}}")
    press(edit, *[Qt.Key.Key_Left] * 4)
    QTest.keyClicks(edit, "o")
    press(edit, Qt.Key.Key_Tab)
    assert text(edit) == "{{host}}"


def test_the_process_is_a_list_of_its_own(edit, monkeypatch):
    monkeypatch.setenv("OF_OURS", "x")
    QTest.keyClicks(edit, "{{en")
    press(edit, Qt.Key.Key_Tab)
    assert text(edit) == "{{env:"
    assert "env:OF_OURS" in [name.strip("[]") for name in offered(edit)]
    QTest.keyClicks(edit, "of_o")
    press(edit, Qt.Key.Key_Tab)
    assert text(edit) == "{{env:OF_OURS}}"


def test_escape_closes_the_list_for_this_name(edit):
    QTest.keyClicks(edit, "{{h")
    press(edit, Qt.Key.Key_Escape)
    QTest.keyClicks(edit, "o")
    assert (text(edit), offered(edit)) == ("{{ho", [])
    QTest.keyClicks(edit, "st}} {{")
    assert offered(edit)[0] == "[answer]"


def test_who_begins_anew_after_escape_is_offered_names_anew(edit):
    QTest.keyClicks(edit, "{{")
    press(edit, Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    QTest.keyClicks(edit, "{{")
    assert offered(edit)[0] == "[answer]"


def test_a_name_that_is_ended_needs_no_list(edit):
    QTest.keyClicks(edit, "{{host}")
    assert offered(edit) == []
    QTest.keyClicks(edit, "}")
    press(edit, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Backspace)
    assert offered(edit) == ["[host]"]
    QTest.keyClicks(edit, "t")
    assert offered(edit) == []


def test_escaped_braces_offer_nothing(edit):
    QTest.keyClicks(edit, r"\{{ho")
    assert offered(edit) == []


def test_leaving_the_name_or_the_editor_closes_the_list(edit, window):
    other = QLineEdit()
    put(window, other)
    edit.setFocus()
    QTest.keyClicks(edit, "a {{")
    press(edit, Qt.Key.Key_Home)
    assert offered(edit) == []
    press(edit, Qt.Key.Key_End)
    QTest.keyClicks(edit, "h")
    assert offered(edit)
    window.resize(600, 200)
    QApplication.processEvents()
    assert offered(edit) == []
    QTest.keyClicks(edit, "o")
    edit.setFocus()
    assert offered(edit)
    other.setFocus()
    assert offered(edit) == []


def test_text_that_nobody_typed_opens_nothing(edit):
    QTest.keyClicks(edit, "x")
    (edit.setText if isinstance(edit, QLineEdit) else edit.setPlainText)("{{ho")
    press(edit, Qt.Key.Key_End)
    assert offered(edit) == []


def test_what_an_input_method_writes_is_typed(edit):
    QTest.keyClicks(edit, "{")
    commit = QInputMethodEvent()
    commit.setCommitString("{h")
    QApplication.sendEvent(edit, commit)
    assert offered(edit)[0] == "[host]"


class Keys(QObject):
    """Notes the keys that arrive at a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen: list[int] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self.seen += {event.key()} - {Qt.Key.Key_Control, Qt.Key.Key_Shift}
        return False


KEYS = [Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Up,
        Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown]  # fmt: skip


def test_closed_it_takes_no_key_and_open_only_its_own(window):
    edit = QLineEdit("{{host}}")
    keys = Keys(edit)  # the filter that was installed first is asked last
    put(window, edit)
    VariableCompleter(edit, lambda: SCOPES)
    press(edit, *KEYS)
    assert keys.seen == KEYS
    edit.setFocus()
    QTest.keyClicks(edit, " {{")
    keys.seen.clear()
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(edit, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert keys.seen == [Qt.Key.Key_Return, Qt.Key.Key_Tab]


def test_a_shortcut_of_the_window_does_not_go_before_an_open_list(edit):
    taken = []
    for written in ("x", "{{"):
        QTest.keyClicks(edit, written)
        key = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier(0))
        key.ignore()
        QApplication.sendEvent(edit, key)
        taken.append(key.isAccepted())
    assert taken == [False, True]


def test_the_mouse_takes_one_too(edit):
    QTest.keyClicks(edit, "{{")
    popup = edit.findChild(QTreeWidget, "variablePopup")
    place = popup.visualItemRect(popup.topLevelItem(2)).center()
    QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert text(edit) == "{{host}}"
    assert edit.hasFocus()


def test_the_list_stands_beside_the_cursor_within_the_screen(edit, window):
    QTest.keyClicks(edit, "{{")
    popup = edit.findChild(QTreeWidget, "variablePopup")
    assert popup.y() > cursor_box(edit).bottom()
    width = popup.width()
    QTest.keyClicks(edit, "ans")
    assert popup.width() < width
    press(edit, *[Qt.Key.Key_Backspace] * 3)
    assert popup.width() == width
    room = window.screen().availableGeometry()
    window.move(room.right() - 100, room.bottom() - 100)
    QApplication.processEvents()
    QTest.keyClicks(edit, "a")
    assert room.contains(popup.geometry())
    assert popup.geometry().bottom() < cursor_box(edit).top()


def test_in_an_editable_box_the_list_goes_before_that_of_whole_lines(window):
    box = QComboBox()
    box.setEditable(True)
    box.addItems(["ws://{{host}}/feed", "ws://{{hostile}}/feed"])
    edit = box.lineEdit()
    put(window, box)
    VariableCompleter(edit, lambda: SCOPES)
    entered = QSignalSpy(edit.returnPressed)
    box.clearEditText()
    QTest.keyClicks(box, "ws://{{ho")
    assert edit.text() == "ws://{{host}}/feed"  # the box suggests the rest
    assert offered(edit)[0] == "[host]"
    press(box, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert (edit.text(), entered.count()) == ("ws://{{host}}", 0)
    press(box, Qt.Key.Key_Return)
    assert entered.count() == 1


def test_undo_takes_the_completion_back(edit):
    QTest.keyClicks(edit, "{{ho")
    press(edit, Qt.Key.Key_Tab)
    edit.undo()
    assert text(edit) == "{{ho"
