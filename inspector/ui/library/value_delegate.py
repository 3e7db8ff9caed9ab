"""Values in a table of variables: those of secrets are masked."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspector.ui import theme
from inspector.variables import MASK

SECRET_ROLE = Qt.ItemDataRole.UserRole + 1
"""Whether the value is a secret."""
_UNKNOWN = "asked for when it is needed"

Index = QModelIndex | QPersistentModelIndex


class ValueDelegate(QStyledItemDelegate):
    """Shows secrets only once it is told to reveal them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = parent
        self._revealed = False

    def reveal(self, revealed: bool) -> None:
        self._revealed = revealed
        self._view.update()

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if not index.data(SECRET_ROLE):
            return
        if not option.text:
            option.text = _UNKNOWN
            option.font.setItalic(True)
            roles = option.palette.ColorRole
            option.palette.setColor(roles.Text, theme.colours().muted)
        elif not self._revealed:
            option.text = MASK

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        edit = QLineEdit(parent)
        if index.data(SECRET_ROLE) and not self._revealed:
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        return edit
