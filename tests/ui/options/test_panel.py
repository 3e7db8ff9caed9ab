"""The options panel: every field there and back, mistakes marked, nothing in the way."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QWidget,
)

from inspector.ui.options.panel import OptionsPanel
from inspector.wire import ConnectOptions
from tests.support.app import back, click, dialog, find, retype, until
from tests.support.variables import SCOPES


@pytest.fixture
def panel(qtbot) -> OptionsPanel:
    panel = OptionsPanel()
    qtbot.addWidget(panel)
    panel.resize(1060, 300)
    panel.show()
    return panel


def everything(ca_file: str) -> ConnectOptions:
    return ConnectOptions(
        headers=(("Authorization", "Bearer x"), ("X-Trace", "1")),
        origin="https://example.com",
        compression=False,
        verify_tls=False,
        ca_file=ca_file,
        proxy="http://host:3128",
        open_timeout=0.25,
        close_timeout=7200,
        max_redirects=0,
        max_message_size=3_000_000_001,
        keepalive_interval=15,
        keepalive_timeout=3.5,
        auto_pong=False,
        lenient=True,
    )


def test_it_starts_with_the_defaults(panel: OptionsPanel) -> None:
    assert panel.options() == ConnectOptions()
    assert panel.subprotocols() == ()
    assert (panel.summary(), panel.error()) == ("", "")


def test_every_option_there_and_back(panel: OptionsPanel, tmp_path: Path) -> None:
    pem = tmp_path / "ca.pem"
    pem.touch()
    changed = QSignalSpy(panel.changed)
    panel.set_options(everything(str(pem)), ("chat", "superchat"))
    assert panel.options() == everything(str(pem))
    assert panel.subprotocols() == ("chat", "superchat")
    assert panel.error() == ""
    assert changed.count() == 1
    click(find(panel, QPushButton, "resetOptionsButton"))
    assert panel.options() == ConnectOptions()
    assert panel.subprotocols() == ()


def test_fields_are_edited_and_tell_so(panel: OptionsPanel) -> None:
    changed = QSignalSpy(panel.changed)
    retype(find(panel, QLineEdit, "subprotocolsEdit"), "chat, mqtt")
    retype(find(panel, QLineEdit, "originEdit"), "https://a")
    click(find(panel, QCheckBox, "compressionBox"))
    click(find(panel, QCheckBox, "keepaliveIntervalBox"))
    find(panel, QComboBox, "lenientBox").setCurrentIndex(1)
    find(panel, QDoubleSpinBox, "maxMessageSizeSpin").setValue(2)
    find(panel, QComboBox, "maxMessageSizeUnitBox").setCurrentText("KiB")
    assert panel.subprotocols() == ("chat", "mqtt")
    assert panel.options() == ConnectOptions(
        origin="https://a",
        compression=False,
        keepalive_interval=20,
        max_message_size=2048,
        lenient=True,
    )
    assert changed.count() > 5


def test_tls_without_verification_warns(panel: OptionsPanel) -> None:
    warning = panel.findChild(QLabel, "optionsWarning")
    assert not warning.isVisible()
    click(find(panel, QCheckBox, "verifyTlsBox"))
    assert warning.isVisible()
    assert "not checked" in warning.text()


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("subprotocolsEdit", "two words", "is not a token"),
        ("subprotocolsEdit", "chat, chat", "twice"),
        ("originEdit", "https://gr\u00fc\u00dfe.\u4e2d", "Origin"),
        ("proxyEdit", "squid:3128", "write http://host:port"),
        ("caFileEdit", "/no/such.pem", "is not there"),
    ],
)
def test_a_mistake_is_marked_and_explained(
    panel: OptionsPanel, field: str, text: str, words: str
) -> None:
    edit = find(panel, QLineEdit, field)
    edit.setText(text)
    assert words in panel.error()
    assert find(panel, QLabel, "optionsError").text() == panel.error()
    assert edit.actions()[0].isVisible()
    assert words in edit.accessibleDescription()
    panel.options()  # what is not usable stays at its default, and raises nothing
    edit.clear()
    assert panel.error() == ""
    assert not edit.actions()[0].isVisible()


def cells(panel: OptionsPanel) -> list[tuple[str, str]]:
    table = find(panel, QTableWidget, "headersTable")
    return [(table.item(r, 0).text(), table.item(r, 1).text()) for r in range(table.rowCount())]


async def type_into_cell(table: QTableWidget, column: int, text: str) -> None:
    await until(lambda: isinstance(QApplication.focusWidget(), QLineEdit), "the cell's editor")
    editor = QApplication.focusWidget()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    await until(lambda: table.item(0, column).text() == text, "the cell's text")
    await until(lambda: table.state() == table.State.NoState, "the editor's end")


async def test_a_header_is_typed_and_removed(panel: OptionsPanel) -> None:
    panel.activateWindow()
    table = find(panel, QTableWidget, "headersTable")
    click(find(panel, QPushButton, "addHeaderButton"))
    await type_into_cell(table, 0, "X-Trace")
    table.editItem(table.item(0, 1))
    await type_into_cell(table, 1, "42")
    assert panel.options().headers == (("X-Trace", "42"),)
    assert panel.summary() == "1 header"
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert panel.options().headers == ()


def test_an_empty_line_is_no_header_and_no_mistake(panel: OptionsPanel) -> None:
    click(find(panel, QPushButton, "addHeaderButton"))
    assert panel.options().headers == ()
    assert panel.error() == ""


def test_headers_are_pasted_as_lines(panel: OptionsPanel) -> None:
    QGuiApplication.clipboard().setText("Cookie: a=1\nX-B: 2\n")
    click(find(panel, QPushButton, "pasteHeadersButton"))
    QGuiApplication.clipboard().setText("X-C: 3")
    table = find(panel, QTableWidget, "headersTable")
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert cells(panel) == [("Cookie", "a=1"), ("X-B", "2"), ("X-C", "3")]
    assert len(panel.options().headers) == 3


def test_a_header_that_http_does_not_allow_is_marked_and_not_sent(panel: OptionsPanel) -> None:
    QGuiApplication.clipboard().setText("Bad Name: 1\nGood: 2")
    click(find(panel, QPushButton, "pasteHeadersButton"))
    assert "'Bad Name' is not allowed" in panel.error()
    assert panel.options().headers == (("Good", "2"),)
    table = find(panel, QTableWidget, "headersTable")
    assert table.item(0, 0).icon().isNull() is False
    assert table.item(1, 0).icon().isNull() is True


def test_the_wheel_scrolls_the_panel_and_changes_no_field(panel: OptionsPanel) -> None:
    spin = find(panel, QDoubleSpinBox, "openTimeoutSpin")
    find(panel, QLineEdit, "originEdit").setFocus()
    turn(spin)
    assert panel.options() == ConnectOptions()


def turn(widget: QWidget) -> None:
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("width", [700, 1060])
def test_it_fits_in_narrow_and_wide_windows(panel: OptionsPanel, width: int) -> None:
    panel.resize(width, panel.height())
    panel.grab()
    assert panel.horizontalScrollBar().maximum() == 0


async def test_the_ca_file_is_chosen(panel: OptionsPanel, tmp_path: Path) -> None:
    pem = tmp_path / "ca.pem"
    pem.touch()
    click(find(panel, QPushButton, "caFileButton"))
    box = await dialog(panel, QFileDialog)
    retype(find(box, QLineEdit, "fileNameEdit"), str(pem))
    box.accept()
    await back(panel, box)
    await until(lambda: panel.options().ca_file == str(pem), "the file's name")


async def test_variables_are_offered_where_values_are_put_in(panel: OptionsPanel) -> None:
    panel.know_variables(lambda: SCOPES)
    panel.activateWindow()
    table = find(panel, QTableWidget, "headersTable")
    panel.set_options(ConnectOptions(headers=(("Authorization", ""),)))
    table.editItem(table.item(0, 1))
    await until(lambda: isinstance(QApplication.focusWidget(), QLineEdit), "the cell's editor")
    editor = QApplication.focusWidget()
    QTest.keyClicks(editor, "Bearer {{hos")
    QTest.keyClick(editor, Qt.Key.Key_Return)  # the list's, and not the cell's
    assert editor.text() == "Bearer {{host}}"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    await until(lambda: cells(panel) == [("Authorization", "Bearer {{host}}")], "the cell's text")
    await until(lambda: table.state() == table.State.NoState, "the editor's end")
    for name in ("subprotocolsEdit", "originEdit"):
        edit = find(panel, QLineEdit, name)
        edit.setFocus()
        QTest.keyClicks(edit, "{{hos")
        QTest.keyClick(edit, Qt.Key.Key_Tab)
        assert edit.text() == "{{host}}"
    assert panel.error() == "", "what they stand for may be a subprotocol"
    assert panel.subprotocols() == ("{{host}}",)
