"""How the tabs put their widgets together."""

from PySide6.QtCore import QMargins, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QSplitter,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from inspector.ui.details.controls import hint

_WIDE = 820
"""Pixels from which two parts stand side by side."""
_BESIDE_TEXT = 28
"""Pixels of a cell that its icon and its margins take, about."""


def fill(widget: QWidget, *parts: QWidget | QLayout) -> QWidget:
    """Put `parts` into `widget`, one below the other, without gaps."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        if isinstance(part, QLayout):
            column.addLayout(part)
        else:
            column.addWidget(part)
    return widget


def bar(*widgets: QWidget, stretch: QWidget | None = None) -> QHBoxLayout:
    """A row of controls; `stretch` takes the room that is left, else the end does."""
    box = QHBoxLayout()
    box.setContentsMargins(QMargins(6, 4, 4, 4))
    box.setSpacing(2)
    for widget in widgets:
        box.addWidget(widget, 1 if widget is stretch else 0)
    if stretch is None:
        box.addStretch(1)
    return box


def split(*widgets: QWidget, sizes: list[int]) -> QSplitter:
    """Widgets side by side."""
    return _arranged(QSplitter(Qt.Orientation.Horizontal), widgets, sizes)


def turning_split(*widgets: QWidget, sizes: list[int]) -> QSplitter:
    """Widgets side by side where there is room for that, else one below the other."""
    return _arranged(_TurningSplitter(), widgets, sizes)


def _arranged(splitter: QSplitter, widgets: tuple[QWidget, ...], sizes: list[int]) -> QSplitter:
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    for widget in widgets:
        splitter.addWidget(widget)
    splitter.setSizes(sizes)
    return splitter


def pages(empty: str, name: str, content: QWidget) -> QStackedWidget:
    """Page 0 says why there is nothing, page 1 is `content`."""
    stack = QStackedWidget()
    stack.addWidget(hint(empty, name))
    stack.addWidget(content)
    return stack


def table(name: str, accessible_name: str, columns: list[str]) -> QTreeWidget:
    """Rows of plain text; as wide as they need to be, the last column takes the rest."""
    tree = QTreeWidget()
    tree.setObjectName(name)
    tree.setAccessibleName(accessible_name)
    tree.setHeaderLabels(columns)
    tree.setRootIsDecorated(False)
    tree.setAlternatingRowColors(True)
    tree.setFrameShape(QFrame.Shape.NoFrame)
    tree.setItemDelegate(_Airy(tree))
    for column in range(len(columns) - 1):
        tree.header().setSectionResizeMode(column, tree.header().ResizeMode.ResizeToContents)
    return tree


class _TurningSplitter(QSplitter):
    def minimumSizeHint(self) -> QSize:
        """As narrow as its widest part: then they stand one below the other."""
        hint = super().minimumSizeHint()
        parts = [part for n in range(self.count()) if (part := self.widget(n)) is not None]
        widest = max(max(part.minimumSizeHint().width(), part.minimumWidth()) for part in parts)
        return QSize(min(hint.width(), widest), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() >= _WIDE
        self.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        super().resizeEvent(event)


class _Airy(QStyledItemDelegate):
    """Lines with a little air, of one height whether they have an icon or not; as high as their
    text where the table wraps it, which QTreeView leaves to us."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree
        tree.header().sectionResized.connect(self._on_resized)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = super().sizeHint(option, index)
        metrics = QFontMetrics(self._tree.font())
        height = metrics.height()
        if self._tree.wordWrap():
            room = QRect(0, 0, self._tree.columnWidth(index.column()) - _BESIDE_TEXT, 10_000)
            text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            height = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()
        return QSize(size.width(), height + 6)

    def _on_resized(self) -> None:
        if self._tree.wordWrap():
            self._tree.scheduleDelayedItemsLayout()
