"""The shelf on the left: saved endpoints to connect to, message templates to send."""

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSplitter,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from inspector.library import BrokenFile, Endpoint, Store, Template
from inspector.ui import theme
from inspector.ui.text import plain_tip

_NAME = Qt.ItemDataRole.UserRole
_REPAIR = "Correct it in an editor, then read the library again (F5)."


class Shelf(QWidget):
    """A titled list of saved things. Enter takes one, and a click, or a double click where a
    single one would overwrite something; F2 renames, Delete deletes.

    Signals:
    taken(str), rename_requested(str), delete_requested(str): of the thing with that name.
    add_requested: save what is there now.
    """

    taken = Signal(str)
    rename_requested = Signal(str)
    delete_requested = Signal(str)
    add_requested = Signal()

    def __init__(
        self,
        title: str,
        name: str,
        icon: str,
        *,
        take: str,
        add: str,
        empty: str,
        single_click: bool = False,
    ) -> None:
        super().__init__()
        self._icon = icon
        self._take = take
        heading = QLabel(title.upper())
        font = heading.font()
        font.setPointSizeF(font.pointSizeF() * 0.85)
        font.setBold(True)
        heading.setFont(font)
        self._heading = heading
        self._add = QToolButton()
        self._add.setAutoRaise(True)
        self._add.setToolTip(add)
        self._add.setAccessibleName(add)
        self._add.clicked.connect(self.add_requested)
        self._tree = QTreeWidget()
        self._tree.setHeaderHidden(True)
        self._tree.setRootIsDecorated(False)
        self._tree.setObjectName(name)
        self._tree.setAccessibleName(title)
        self._tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        self._tree.setUniformRowHeights(True)
        self._tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._tree.customContextMenuRequested.connect(self._on_menu)
        self._tree.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self._tree.itemActivated.connect(self._on_activated)
        if single_click:
            self._tree.itemClicked.connect(self._on_activated)
        self._since_taken = QElapsedTimer()
        self._taken: str | None = None
        heading.setBuddy(self._tree)
        self._empty = QLabel(empty)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(10, 4, 10, 4)
        self._menu = QMenu(self)
        self._action(take, QKeySequence(), self.taken)
        self._action("Rename…", QKeySequence(Qt.Key.Key_F2), self.rename_requested)
        self._action("Delete…", QKeySequence.StandardKey.Delete, self.delete_requested)
        top = QHBoxLayout()
        top.setContentsMargins(10, 6, 4, 2)
        top.addWidget(heading, 1)
        top.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._empty)
        column.addWidget(self._tree, 1)
        theme.notifier().changed.connect(self._dress)
        self._dress()

    def show_things(
        self, things: Sequence[tuple[str, str]], broken: Sequence[BrokenFile] = ()
    ) -> None:
        """List `things` as (name, tooltip), then the files that could not be read, marked."""
        current = self.current()
        self._tree.clear()
        for name, tip in things:
            item = QTreeWidgetItem([name])
            item.setData(0, _NAME, name)
            item.setToolTip(0, plain_tip(tip))
            self._tree.addTopLevelItem(item)
            if name == current:
                self._tree.setCurrentItem(item)
        for file in broken:
            item = QTreeWidgetItem([file.path.name])
            item.setToolTip(0, plain_tip(f"{file.path}\n{file.error}\n{_REPAIR}"))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._tree.addTopLevelItem(item)
        self._empty.setVisible(self._tree.topLevelItemCount() == 0)
        self._dress()

    def focus(self) -> None:
        """Go to the list, on its first entry where none is chosen yet."""
        if self._tree.currentItem() is None and (first := self._tree.topLevelItem(0)) is not None:
            self._tree.setCurrentItem(first)
        self._tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def has_focus(self) -> bool:
        return self._tree.hasFocus()

    def rename(self) -> None:
        self._emit(self.rename_requested)

    def delete(self) -> None:
        self._emit(self.delete_requested)

    def current(self) -> str | None:
        item = self._tree.currentItem()
        name = item.data(0, _NAME) if item is not None else None
        return name if isinstance(name, str) else None

    def _on_activated(self) -> None:
        """A double click is two clicks and an activation: take once."""
        pause, name = QApplication.doubleClickInterval(), self.current()
        again = self._since_taken.isValid() and self._since_taken.elapsed() <= pause
        if not again or name != self._taken:
            self._since_taken.start()
            self._taken = name
            self._emit(self.taken)

    def _action(
        self, text: str, shortcut: QKeySequence | QKeySequence.StandardKey, signal: object
    ) -> None:
        action = QAction(text, self._tree)
        action.setShortcut(shortcut)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: self._emit(signal))
        self._tree.addAction(action)
        self._menu.addAction(action)

    def _emit(self, signal: object) -> None:
        if (name := self.current()) is not None:
            signal.emit(name)  # type: ignore[attr-defined]

    def _on_menu(self, at: QPoint) -> None:
        if self._tree.itemAt(at) is not None:
            self._menu.popup(self._tree.viewport().mapToGlobal(at))

    def _dress(self) -> None:
        colours = theme.colours()
        self._add.setIcon(theme.icon("add", colours.muted))
        for label in (self._heading, self._empty):
            label.setStyleSheet(f"color: {colours.muted.name()}")
        for row in range(self._tree.topLevelItemCount()):
            item = self._tree.topLevelItem(row)
            assert item is not None
            whole = item.data(0, _NAME) is not None
            item.setIcon(
                0,
                theme.icon(self._icon, colours.muted)
                if whole
                else theme.icon("warning", colours.problem),
            )


class Sidebar(QSplitter):
    """Both shelves, above each other."""

    def __init__(self, endpoints: Store[Endpoint], templates: Store[Template]) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setObjectName("sidebar")
        self._endpoint_store = endpoints
        self._template_store = templates
        self.endpoints = Shelf(
            "Endpoints",
            "endpointTree",
            "endpoint",
            take="Connect",
            add="Save this tab's endpoint (Ctrl+D)",
            empty="No endpoint yet. Connect to one and save it with +.",
            single_click=True,
        )
        self.templates = Shelf(
            "Templates",
            "templateTree",
            "template",
            take="Insert into the composer",
            add="Save the composer's content as a template (Ctrl+Shift+S)",
            empty="No template yet. Write a message and save it with +.",
        )
        self.addWidget(self.endpoints)
        self.addWidget(self.templates)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.reload()

    @property
    def chosen_shelf(self) -> Shelf:
        """The one with the focus, else the one in which something is chosen."""
        shelves = (self.endpoints, self.templates)
        return next(
            (shelf for shelf in shelves if shelf.has_focus),
            next((shelf for shelf in shelves if shelf.current()), self.templates),
        )

    def reload(self) -> None:
        """Read both folders again: they are plain files, and others may write them."""
        endpoints = self._endpoint_store.list()
        self.endpoints.show_things(
            [(e.path, e.url) for e in endpoints], self._endpoint_store.broken
        )
        templates = self._template_store.list()
        self.templates.show_things([_listed(t) for t in templates], self._template_store.broken)


def _listed(template: Template) -> tuple[str, str]:
    start = template.content[:400]
    return template.path, f"{template.kind}\n{start}"
