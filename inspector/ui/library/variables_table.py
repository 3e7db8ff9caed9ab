"""A table of variables: name, value, and whether the value is a secret."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from inspector.library.value import Scalar
from inspector.ui import theme
from inspector.ui.library.typed_value import RULE, to_scalar, to_text
from inspector.ui.library.value_delegate import SECRET_ROLE, ValueDelegate
from inspector.ui.text import plain_tip
from inspector.variables import name_problem

NAME, VALUE, SECRET = range(3)
_KEPT = Qt.ItemDataRole.UserRole
"""Of a value: what it was given as, so that what nobody edits is not read anew."""


class _Row(NamedTuple):
    name: str
    value: str
    secret: bool


class VariablesTable(QWidget):
    """Signals:
    changed: a variable was added, removed or edited.
    """

    changed = Signal()

    def __init__(self, *, with_secrets: bool = False) -> None:
        super().__init__()
        self.table = QTableWidget(0, 3 if with_secrets else 2)
        self.table.setObjectName("variablesTable")
        self.table.setAccessibleName("Variables")
        self.table.setToolTip(f"Values: {RULE}")
        self.table.setHorizontalHeaderLabels(["Name", "Value", "Secret"][: 2 + with_secrets])
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(NAME, 150)
        if with_secrets:
            header.setSectionResizeMode(SECRET, QHeaderView.ResizeMode.ResizeToContents)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 9)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self._values = ValueDelegate(self.table)
        self.table.setItemDelegateForColumn(VALUE, self._values)
        self._with_secrets = with_secrets
        buttons = QHBoxLayout()
        for text, name, tip, action in (
            ("Add", "addVariableButton", "Add a variable", self._add),
            ("Remove", "removeVariableButton", "Remove the chosen variables", self._remove),
        ):
            button = QPushButton(text)
            button.setObjectName(name)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setAutoDefault(False)  # Return is for OK
            button.clicked.connect(action)
            buttons.addWidget(button)
        buttons.addStretch(1)
        if with_secrets:
            self._eye = QPushButton("Show secrets")
            self._eye.setObjectName("showSecretsButton")
            self._eye.setToolTip("Show the values that are marked secret")
            self._eye.setCheckable(True)
            self._eye.setAutoDefault(False)
            self._eye.setIcon(theme.icon("eye"))
            self._eye.toggled.connect(self._values.reveal)
            buttons.addWidget(self._eye)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        self.table.setMinimumHeight(110)
        self.table.itemChanged.connect(self._on_changed)

    def show_variables(
        self, variables: Mapping[str, Scalar], secrets: Mapping[str, str | None] | None = None
    ) -> None:
        """List `variables`, then `secrets`, whose values are None where they are not known."""
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for name, value in variables.items():
            self._append(name, value, secret=False)
        for name, known in (secrets or {}).items():
            self._append(name, known or "", secret=True)
        self.table.blockSignals(False)
        self._look()

    def variables(self) -> dict[str, Scalar]:
        """Those that are no secrets, in the order of the rows."""
        return {row.name: self._scalar(index) for index, row in self._named() if not row.secret}

    def secrets(self) -> dict[str, str]:
        """Names and values of the others; empty where none was typed."""
        return {row.name: row.value for _, row in self._named() if row.secret}

    @property
    def problem(self) -> str:
        """The first thing that is wrong, as a sentence; empty where nothing is."""
        return next(filter(None, self._problems()), "")

    def begin(self, row: int) -> None:
        """Let a person type: the value of `row` where there is one, else a new variable."""
        if (item := self.table.item(row, VALUE)) is None:
            self._add()
            return
        self.table.setCurrentItem(item)
        self.table.editItem(item)

    def _rows(self) -> list[_Row]:
        return [self._row(index) for index in range(self.table.rowCount())]

    def _row(self, index: int) -> _Row:
        name, value, secret = (self.table.item(index, column) for column in range(3))
        is_secret = secret is not None and secret.checkState() == Qt.CheckState.Checked
        return _Row(name.text().strip() if name else "", value.text() if value else "", is_secret)

    def _named(self) -> Iterator[tuple[int, _Row]]:
        """An empty row is none."""
        return ((index, row) for index, row in enumerate(self._rows()) if row.name)

    def _problems(self) -> list[str]:
        """What is wrong with each row; empty where nothing is."""
        seen: set[str] = set()
        problems = []
        for row in self._rows():
            problem = ""
            if row.name in seen:
                problem = f"There are two variables named {row.name}: remove one"
            elif row.name:
                problem = name_problem(row.name)
            elif row.value:
                problem = "A value without a name: write one"
            seen.add(row.name)
            problems.append(problem)
        return problems

    def _scalar(self, index: int) -> Scalar:
        item = self.table.item(index, VALUE)
        if item is None:
            return ""
        kept: Scalar | None = item.data(_KEPT)
        unchanged = kept is not None and to_text(kept) == item.text()
        return kept if unchanged and kept is not None else to_scalar(item.text())

    def _append(self, name: str, value: Scalar, *, secret: bool) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        self.table.setItem(row, NAME, QTableWidgetItem(name))
        cell = QTableWidgetItem(str(value) if secret else to_text(value))
        if not secret:
            cell.setData(_KEPT, value)
        self.table.setItem(row, VALUE, cell)
        if self._with_secrets:
            check = QTableWidgetItem()
            check.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            check.setCheckState(Qt.CheckState.Checked if secret else Qt.CheckState.Unchecked)
            check.setToolTip("Masked on screen, and kept in the system's keyring, never in a file")
            self.table.setItem(row, SECRET, check)

    def _add(self) -> None:
        self.table.blockSignals(True)
        self._append("", "", secret=False)
        self.table.blockSignals(False)
        row = self.table.rowCount() - 1
        self.table.setCurrentCell(row, NAME)
        if (item := self.table.item(row, NAME)) is not None:
            self.table.editItem(item)

    def _remove(self) -> None:
        rows = {index.row() for index in self.table.selectedIndexes()}
        for row in sorted(rows, reverse=True):
            self.table.removeRow(row)
        if rows:
            row = min(*rows, self.table.rowCount() - 1)
            self.table.setCurrentCell(row, self.table.currentColumn())
            self._on_changed()

    def _on_changed(self) -> None:
        self._look()
        self.changed.emit()

    def _look(self) -> None:
        """Mask secrets, and mark what cannot be kept."""
        self.table.blockSignals(True)
        colours = theme.colours()
        for index, (row, problem) in enumerate(zip(self._rows(), self._problems(), strict=True)):
            name, value = self.table.item(index, NAME), self.table.item(index, VALUE)
            assert name is not None
            assert value is not None
            name.setForeground(colours.problem if problem else colours.text)
            name.setToolTip(plain_tip(problem or row.name))
            value.setData(SECRET_ROLE, row.secret)
            value.setToolTip("A secret" if row.secret else plain_tip(row.value or RULE))
            value.setData(
                Qt.ItemDataRole.AccessibleTextRole, "a secret" if row.secret else row.value
            )
        self.table.blockSignals(False)
        self.table.viewport().update()
