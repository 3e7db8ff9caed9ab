"""What is built later comes where it is seen."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.tab_order import follow


def box(*names: str) -> QWidget:
    """A row of fields, the last of numbers: it has a field inside that is no stop."""
    parent = QWidget()
    row = QHBoxLayout(parent)
    for name in names:
        field = QSpinBox() if name == names[-1] else QLineEdit()
        field.setObjectName(name)
        row.addWidget(field)
    return parent


def walked(window: QWidget) -> str:
    """Where the Tab key leads, from the first field on and round."""
    first = QApplication.focusWidget()
    names = []
    while True:
        focused = QApplication.focusWidget()
        names.append(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is first:
            return " ".join(names)


def test_late_fields_are_visited_after_those_that_they_follow(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    early, last = box("a", "b"), box("y", "z")
    row.addWidget(early)
    row.addWidget(last)
    first = early.findChild(QLineEdit, "a")
    first.setFocus()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(first.hasFocus)
    assert walked(window) == "a b y z"

    late = box("c", "d", "e")
    row.insertWidget(1, late)
    late.show()
    assert walked(window) == "a b y z c d e"
    follow(early, late)
    assert walked(window) == "a b c d e y z"
    within = QLineEdit(objectName="x", parent=window)
    row.addWidget(within)
    within.show()
    follow(last.findChild(QLineEdit, "y"), within)
    assert walked(window) == "a b c d e y x z"
