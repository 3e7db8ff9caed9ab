"""The table of variables: typed values, secrets under a mask, what cannot be kept."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QStyleOptionViewItem

from inspector.ui.library.variables_table import NAME, SECRET, VALUE, VariablesTable
from inspector.variables import MASK

VARIABLES = {"host": "example.com", "port": 8080, "tls": True, "version": "1.10", "id": "42"}


@pytest.fixture
def table(qtbot) -> Iterator[VariablesTable]:
    table = VariablesTable(with_secrets=True)
    qtbot.addWidget(table)
    table.resize(500, 300)
    with qtbot.waitActive(table):
        table.show()
    return table


def painted(table: VariablesTable, row: int) -> str:
    option = QStyleOptionViewItem()
    index = table.table.model().index(row, VALUE)
    table.table.itemDelegateForColumn(VALUE).initStyleOption(option, index)
    return option.text


def type_into(table: VariablesTable, row: int, column: int, text: str) -> None:
    table.table.item(row, column).setText(text)


def test_values_come_back_as_they_were(table: VariablesTable) -> None:
    given = {**VARIABLES, "limit": 1e22, "odd": float("inf")}
    table.show_variables(given, {"key": "hunter2", "token": None})
    back = table.variables()
    assert back == given
    assert [type(value) for value in back.values()] == [type(value) for value in given.values()]
    assert table.secrets() == {"key": "hunter2", "token": ""}
    assert table.problem == ""


def test_text_that_looks_like_a_number_stands_in_quotes(table: VariablesTable) -> None:
    table.show_variables(VARIABLES)
    texts = [table.table.item(row, VALUE).text() for row in range(5)]
    assert texts == ["example.com", "8080", "true", "1.10", '"42"']
    type_into(table, 0, VALUE, "17")
    type_into(table, 1, VALUE, "http")
    assert table.variables()["host"] == 17
    assert table.variables()["port"] == "http"


def test_a_variable_is_added_with_the_keyboard(table: VariablesTable, qtbot) -> None:
    changed = QSignalSpy(table.changed)
    table.findChild(QPushButton, "addVariableButton").click()
    for text in ("channel", "trades"):
        edit = table.table.findChild(QLineEdit)
        QTest.keyClicks(edit, text)
        QTest.keyClick(edit, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: table.table.findChild(QLineEdit) is None)
        table.table.setCurrentCell(0, VALUE)
        table.table.editItem(table.table.item(0, VALUE))
    assert table.variables() == {"channel": "trades"}
    assert changed.count() == 2


def test_the_chosen_ones_are_removed(table: VariablesTable) -> None:
    table.show_variables(VARIABLES)
    for row in (1, 3):
        table.table.item(row, NAME).setSelected(True)
    table.findChild(QPushButton, "removeVariableButton").click()
    assert list(table.variables()) == ["host", "tls", "id"]


def test_a_secret_is_masked_until_the_eye_is_opened(table: VariablesTable) -> None:
    table.show_variables({"host": "h"}, {"key": "hunter2", "token": None})
    assert painted(table, 0) == "h"
    assert painted(table, 1) == MASK
    assert painted(table, 2) == "asked for when it is needed"
    assert "hunter2" not in table.table.item(1, VALUE).toolTip()
    assert table.table.item(1, VALUE).data(Qt.ItemDataRole.AccessibleTextRole) == "a secret"
    eye = table.findChild(QPushButton, "showSecretsButton")
    eye.click()
    assert painted(table, 1) == "hunter2"
    eye.click()
    table.table.editItem(table.table.item(1, VALUE))
    assert table.table.findChild(QLineEdit).echoMode() == QLineEdit.EchoMode.Password


def test_the_check_box_makes_a_secret(table: VariablesTable) -> None:
    table.show_variables({"key": "hunter2", "port": 1})
    for row in (0, 1):
        table.table.item(row, SECRET).setCheckState(Qt.CheckState.Checked)
    assert painted(table, 0) == MASK
    assert table.variables() == {}
    assert table.secrets() == {"key": "hunter2", "port": "1"}
    table.table.item(1, SECRET).setCheckState(Qt.CheckState.Unchecked)
    assert table.variables() == {"port": 1}


@pytest.mark.parametrize(
    ("row", "column", "text", "problem"),
    [
        (1, NAME, "host", "two variables named host"),
        (0, NAME, "", "A value without a name"),
        (0, NAME, "$guid", "built-ins"),
        (0, NAME, 'a"b', "a name begins with"),
    ],
)
def test_what_cannot_be_kept_is_said(
    table: VariablesTable, row: int, column: int, text: str, problem: str
) -> None:
    table.show_variables({"host": "h", "port": 1})
    type_into(table, row, column, text)
    assert problem in table.problem
    marked = table.table.item(row, NAME).foreground().color()
    assert marked != table.table.item(1 - row, NAME).foreground().color()
    assert problem in table.table.item(row, NAME).toolTip().replace("&quot;", '"')


def test_a_table_without_secrets_has_no_room_for_them(qtbot) -> None:
    table = VariablesTable()
    qtbot.addWidget(table)
    table.show_variables(VARIABLES)
    assert table.table.columnCount() == 2
    assert table.variables() == VARIABLES
    assert table.secrets() == {}
    assert table.findChild(QPushButton, "showSecretsButton") is None
