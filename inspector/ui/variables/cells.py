"""Cells of a table that know variables while they are edited."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QTableWidget, QWidget

from inspector.ui.variables.install import Installed, install
from inspector.variables import Scopes


def install_in_column(table: QTableWidget, column: int, scopes: Callable[[], Scopes]) -> None:
    """Let the editors of that column offer variables, explain and mark them; see `install`."""
    table.setItemDelegateForColumn(column, _Cells(table, scopes))


class _Cells(QStyledItemDelegate):
    def __init__(self, table: QTableWidget, scopes: Callable[[], Scopes]) -> None:
        super().__init__(table)
        self._scopes = scopes

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Not earlier: the table's own filter for the keys of its editor would come first, and
        Return close it with the list open."""
        super().setEditorData(editor, index)
        if isinstance(editor, QLineEdit) and editor.findChild(Installed) is None:
            install(editor, self._scopes)
