"""Variables of the session by hand: from the message that lacks one to the bytes on the wire."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QPushButton

from inspector.demo import DemoServer
from inspector.events import ReadyState
from inspector.sending.context import Context
from inspector.ui.library.variables_table import NAME, VALUE
from inspector.ui.variables.session_dialog import SessionDialog
from tests.support.app import back, click, dialog, find, running_window, until


def cell(box: SessionDialog, row: int, column: int) -> str:
    item = box._table.table.item(row, column)
    return item.text() if item else ""


async def test_a_variable_that_a_message_lacks_is_given_a_value_and_goes_out(
    tmp_path: Path,
) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        tab = window.connect_to(server.url("/echo"))
        await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")
        tab.composer.set_content("json", '{"channel": "{{channel}}", "limit": {{limit}}}')
        await until(lambda: tab.composer.missing == ("channel", "limit"), "what is missing")
        click(find(tab, QPushButton, "defineButton"))
        box = await dialog(window, SessionDialog)
        assert [cell(box, row, NAME) for row in (0, 1, 2)] == ["channel", "limit", ""]
        editor = box._table.table.findChild(QLineEdit)
        assert editor is not None, "the first value is waited for"
        QTest.keyClicks(editor, "trades")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        await until(lambda: cell(box, 0, VALUE) == "trades", "the value")
        box._table.table.item(1, VALUE).setText("7")
        click(box.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok))
        await back(window, box)
        given = {"channel": "trades", "limit": 7}
        await until(lambda: tab.context.context.session == given, "the variables")
        await until(lambda: not tab.composer.missing, "the verdict")
        tab.composer.send()
        received = tab.session.recording
        await until(lambda: received.totals.messages_received, "the echo")
        assert received.entry(received.count).event.payload == b'{"channel": "trades", "limit": 7}'


def test_what_was_taken_out_is_forgotten_and_what_was_not_given_is_not_set(qtbot) -> None:
    context = Context()
    for name in ("gone", "kept", "changed"):
        context.set(name, name)
    parent = QPushButton()
    qtbot.addWidget(parent)
    box = SessionDialog(parent, context, ["missing", "kept"])
    table = box._table.table
    assert [cell(box, row, NAME) for row in range(4)] == ["gone", "kept", "changed", "missing"]
    table.item(2, VALUE).setText("other")
    table.selectRow(0)
    box._table._remove()
    context.set("kept", "by a rule meanwhile")
    box.apply()
    assert context.session == {"kept": "by a rule meanwhile", "changed": "other"}
