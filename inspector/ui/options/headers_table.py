"""The headers that are sent with the opening handshake: a table to type or to paste into."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from inspector.ui import theme
from inspector.ui.options.text import parse_headers
from inspector.ui.text import plain_tip
from inspector.wire import ConnectOptions

Headers = tuple[tuple[str, str], ...]


class HeadersTable(QWidget):
    """Signals:
    changed: a header was added, removed or edited.
    """

    changed = Signal()

    def __init__(self, label: str, tip: str) -> None:
        super().__init__()
        self.table = _Table(0, 2)
        self.table.setObjectName("headersTable")
        self.table.setAccessibleName(label)
        self.table.setToolTip(f"{tip}; paste lines such as Name: value")
        self.table.setHorizontalHeaderLabels(["Header", "Value"])
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().resizeSection(0, 130)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 9)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.itemChanged.connect(self._on_changed)
        self.table.pasted.connect(self.add_lines)
        self.table.removed.connect(self._remove)
        buttons = QHBoxLayout()
        for text, name, tip, action in (
            ("Add", "addHeaderButton", "Add a header", self._add),
            ("Remove", "removeHeaderButton", "Remove the selected headers (Del)", self._remove),
            ("Paste", "pasteHeadersButton", "Add the headers in the clipboard", self._paste),
        ):
            button = QPushButton(text)
            button.setObjectName(name)
            button.setAccessibleName(tip)
            button.setToolTip(tip)
            button.clicked.connect(action)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        # As high as the fields beside it, however high a table would like to be.
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(120)
        theme.notifier().changed.connect(self._look)

    def headers(self) -> Headers:
        """Those that can be sent."""
        return tuple(header for header in self._rows() if any(header) and not _problem(header))

    def set_headers(self, headers: Headers) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for name, value in headers:
            self._append(name, value)
        self.table.blockSignals(False)
        self._look()

    @property
    def problem(self) -> str:
        """The first thing that is wrong, as a sentence; empty where nothing is."""
        return next(filter(None, map(_problem, self._rows())), "")

    def add_lines(self, text: str) -> None:
        """Add the headers of lines such as `Name: value`."""
        self.set_headers((*self._rows(), *parse_headers(text)))
        self.changed.emit()

    def _rows(self) -> Headers:
        return tuple((self._cell(row, 0), self._cell(row, 1)) for row in range(self._count))

    @property
    def _count(self) -> int:
        return self.table.rowCount()

    def _cell(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item else ""

    def _append(self, name: str, value: str) -> None:
        row = self._count
        self.table.insertRow(row)
        self.table.setItem(row, 0, QTableWidgetItem(name))
        self.table.setItem(row, 1, QTableWidgetItem(value))

    def _add(self) -> None:
        self.table.blockSignals(True)
        self._append("", "")
        self.table.blockSignals(False)
        self.table.setCurrentCell(self._count - 1, 0)
        if (item := self.table.item(self._count - 1, 0)) is not None:
            self.table.editItem(item)

    def _remove(self) -> None:
        rows = {index.row() for index in self.table.selectedIndexes()}
        if not rows:
            return
        for row in sorted(rows, reverse=True):
            self.table.removeRow(row)
        self.table.setCurrentCell(min(*rows, self._count - 1), self.table.currentColumn())
        self.changed.emit()

    def _paste(self) -> None:
        self.add_lines(QGuiApplication.clipboard().text())

    def _on_changed(self) -> None:
        self._look()
        self.changed.emit()

    def _look(self) -> None:
        """Mark what cannot be sent."""
        self.table.blockSignals(True)
        colours = theme.colours()
        for row, header in enumerate(self._rows()):
            problem = _problem(header)
            for column in range(2):
                if (item := self.table.item(row, column)) is not None:
                    item.setForeground(colours.problem if problem else colours.text)
                    item.setToolTip(plain_tip(problem or item.text()))
            if (item := self.table.item(row, 0)) is not None:
                sign = theme.icon("warning", colours.problem) if problem else None
                item.setData(Qt.ItemDataRole.DecorationRole, sign)
        self.table.blockSignals(False)


class _Table(QTableWidget):
    pasted = Signal(str)
    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.removed.emit()
        else:
            super().keyPressEvent(event)


def _problem(header: tuple[str, str]) -> str:
    """Why a header cannot be sent; empty for one that can, and for an empty line."""
    if not any(header):
        return ""
    try:
        ConnectOptions(headers=(header,))
    except ValueError as error:
        return str(error)
    return ""
