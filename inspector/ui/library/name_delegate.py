"""Renaming in place: what is typed is told, and not written into the tree."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspector.library.named import MAX_NAME

Index = QModelIndex | QPersistentModelIndex


class NameDelegate(QStyledItemDelegate):
    """Signals:
    typed(str): the new name of what is chosen.
    """

    typed = Signal(str)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        edit = QLineEdit(parent)
        edit.setObjectName("renameEdit")
        edit.setAccessibleName("New name")
        edit.setMaxLength(MAX_NAME)
        return edit

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        self.typed.emit(editor.text().strip())
