"""The peer of the log: Qt's own table, with a model that has nothing to look up."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_COLUMNS = ("#", "Time", "Delta", "Type", "Size", "Preview")
_ROW_HEIGHT = 20
_MOST = (2**31 - 1) // _ROW_HEIGHT
"""Rows whose pixels Qt can count."""


class BareModel(QAbstractTableModel):
    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = min(rows, _MOST)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return self._rows

    def columnCount(self, parent: Index = _ROOT) -> int:
        return len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return f"{_COLUMNS[index.column()]} {index.row():,}"


def bare_table(rows: int, size: QSize) -> QTableView:
    """A table on the screen, with a viewport about as large as `size`."""
    table = QTableView()
    model = BareModel(rows)
    model.setParent(table)
    table.setModel(model)
    table.setWordWrap(False)
    table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.horizontalHeader().setStretchLastSection(True)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
    table.resize(size)
    table.show()
    return table
