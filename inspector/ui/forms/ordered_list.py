"""A list whose order matters: moved by drag and by keyboard, its entries added and removed."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

_AIR = 8
"""Pixels above and below a row's text, together."""


class OrderedList(QTreeWidget):
    """Rows of plain text, the first column takes the room that is left. It moves nothing itself:
    who owns what is listed does, and fills the list anew.

    Signals:
    row_changed: another row is the current one, or there is none any more. Connect to this and not
        to `currentItemChanged`, which Qt emits from within the removal of a row: whatever changes
        the rows then is called inside the change, and removing one crashes.
    moved(int, int): the row from there is to stand here.
    remove_requested, duplicate_requested: of the current row (Del, Alt+Shift+Down).
    add_requested: a row after the current one (Ins).
    """

    row_changed = Signal()
    moved = Signal(int, int)
    remove_requested = Signal()
    duplicate_requested = Signal()
    add_requested = Signal()

    def __init__(self, name: str, accessible_name: str, columns: list[str]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setHeaderLabels(columns)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(columns)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setVisible(len(columns) > 1)
        self.currentItemChanged.connect(lambda: self.row_changed.emit())
        for keys, act in (
            ("Alt+Up", lambda: self._step(-1)),
            ("Alt+Down", lambda: self._step(1)),
            (QKeySequence.StandardKey.Delete, self.remove_requested.emit),
            ("Ins", self.add_requested.emit),
            ("Alt+Shift+Down", self.duplicate_requested.emit),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    @property
    def row(self) -> int:
        """The current one; -1 where there is none."""
        item = self.currentItem()
        return -1 if item is None else self.indexOfTopLevelItem(item)

    @row.setter
    def row(self, row: int) -> None:
        """Choose a row, the last where there are not so many."""
        row = min(row, self.topLevelItemCount() - 1)
        with self._changing():
            self.setCurrentItem(self.topLevelItem(row) if row >= 0 else None)  # type: ignore[arg-type]

    def set_count(self, count: int) -> None:
        """Have that many rows, to be filled in."""
        with self._changing():
            while self.topLevelItemCount() > count:
                self.takeTopLevelItem(self.topLevelItemCount() - 1)
            while self.topLevelItemCount() < count:
                item = QTreeWidgetItem()
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
                item.setSizeHint(0, QSize(0, self.fontMetrics().height() + _AIR))
                self.addTopLevelItem(item)

    def item(self, row: int) -> QTreeWidgetItem:
        item = self.topLevelItem(row)
        assert item is not None
        return item

    def dropEvent(self, event: QDropEvent) -> None:
        target = self.indexAt(event.position().toPoint())
        below = self.dropIndicatorPosition() == QAbstractItemView.DropIndicatorPosition.BelowItem
        place = target.row() + below if target.isValid() else self.topLevelItemCount()
        start = self.row
        event.setDropAction(Qt.DropAction.IgnoreAction)  # else the view takes the row away
        event.accept()
        if start >= 0:
            self._move(start, place - (place > start))

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Hold back signals while the rows or the current one change, then emit `row_changed` once
        if the current row is another one."""
        before = self.row
        blocked = self.blockSignals(True)
        try:
            yield
        finally:
            self.blockSignals(blocked)
        if self.row != before:
            self.row_changed.emit()

    def _step(self, by: int) -> None:
        if self.row >= 0:
            self._move(self.row, self.row + by)

    def _move(self, start: int, end: int) -> None:
        if start != end and 0 <= end < self.topLevelItemCount():
            self.moved.emit(start, end)
