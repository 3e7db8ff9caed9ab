from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QTreeWidget, QWidget

from inspector.ui.loop import spawn
from inspector.ui.variables.help_dialog import show_help
from tests.support.app import find, until


async def test_all_that_can_be_written_is_listed_and_found(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    task = spawn(show_help(window), "help")
    await until(lambda: window.findChild(QDialog, "variablesHelp"), "the dialog")
    dialog = find(window, QDialog, "variablesHelp")
    table = find(dialog, QTreeWidget, "variablesTable")
    rows = [table.topLevelItem(row) for row in range(table.topLevelItemCount())]
    assert [rows[0].text(column) for column in (0, 2)] == ["{{name}}", "Ada"]
    QTest.keyClicks(find(dialog, QLineEdit, "variablesSearchEdit"), "iso 8601")
    assert [row.text(0) for row in rows if not row.isHidden()] == ["{{$isoTimestamp}}"]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await task
