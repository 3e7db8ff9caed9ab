"""A tree of things in folders: chosen, opened, renamed in place, dragged into other folders."""

import json
from collections.abc import Collection, Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QIcon, QPalette
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from inspector.ui import theme
from inspector.ui.library.name_delegate import NameDelegate
from inspector.ui.library.shelved import Key, Kind, Shelved, fits, may_move
from inspector.ui.text import plain_tip

_KEY = Qt.ItemDataRole.UserRole
_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_THING = _PLAIN | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
_FLAGS: dict[Kind, Qt.ItemFlag] = {
    "thing": _THING,
    "folder": _THING | Qt.ItemFlag.ItemIsDropEnabled,
    "broken": _PLAIN,
}
FAVOURITES = Key("favourites", "Favourites")


class ThingTree(QTreeWidget):
    """Folders that are open and what is chosen stay so whenever everything is shown anew.

    Signals:
    renamed(Key, str): a name was typed in place; nothing has changed yet.
    moved(Key, str): dropped into the folder of that path, empty for the top; nothing has changed.
    opened_changed: a person opened or closed a folder.
    menu_requested(QPoint): for what is chosen, at that place of the screen.
    """

    renamed = Signal(object, str)
    moved = Signal(object, str)
    opened_changed = Signal()
    menu_requested = Signal(QPoint)

    def __init__(self, name: str, title: str, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self._mime = f"application/x-websocket-inspector-{name}"
        self._shelved: Sequence[Shelved] = ()
        self._favourites: Collection[str] = ()
        self._words: list[str] = []
        self._icons: dict[Kind, QIcon] = {}
        self._items: dict[Key, QTreeWidgetItem] = {}
        """Where each is; its shortcut among the favourites is not here."""
        self._wanted: Key | None = None
        """What is chosen as soon as it is listed."""
        self._is_building = False
        self._has_news = False
        """Whether something waits to be shown until the person has typed a name."""
        self.opened = {FAVOURITES.path}
        """Paths of the folders that are open."""
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(True)  # into a folder, not between two
        self.setAutoExpandDelay(600)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        names = NameDelegate(self)
        names.typed.connect(self._on_typed)
        self.setItemDelegate(names)
        self.itemExpanded.connect(self._on_opened)
        self.itemCollapsed.connect(self._on_opened)
        self.currentItemChanged.connect(self._on_current_changed)
        theme.notifier().changed.connect(self._build)

    def show_things(self, shelved: Sequence[Shelved], favourites: Collection[str] = ()) -> None:
        """List `shelved` as they are ordered, folders before what is in them; things of the paths
        `favourites` once more on top."""
        self._shelved = shelved
        self._favourites = favourites
        self._build()

    def filter(self, text: str) -> None:
        """Show only what has all words of `text`, and the folders around, open."""
        self._words = text.casefold().split()
        self._build()

    def current(self) -> Key | None:
        return key_of(self.currentItem())

    def choose(self, key: Key) -> None:
        """Go to `key`: now, or as soon as it is listed."""
        self._wanted = key
        if key.kind != "broken":
            folder = key.path.rpartition("/")[0]
            while folder:
                self.opened.add(folder)
                folder = folder.rpartition("/")[0]
        if key in self._items:
            self._build()

    def edit_name(self) -> None:
        item = self.currentItem()
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsEditable:
            self.scrollToItem(item)
            self.editItem(item)

    # Drag and drop: files are moved by who hears of it, and what they are then is shown

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [self._mime]

    def mimeData(self, items: Sequence[QTreeWidgetItem]) -> QMimeData:
        data = QMimeData()
        data.setData(self._mime, json.dumps([key_of(item) for item in items]).encode())
        return data

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt would move a row of this tree by itself, and tell nobody."""
        item = self.itemAt(event.position().toPoint())
        if item is not None and not item.flags() & Qt.ItemFlag.ItemIsDropEnabled:
            item = item.parent()  # beside a thing is in its folder
        self.dropMimeData(item, 0, event.mimeData(), event.dropAction())
        event.ignore()  # or Qt would take the row away where the drag began

    def dropMimeData(
        self, parent: QTreeWidgetItem | None, index: int, data: QMimeData, action: Qt.DropAction
    ) -> bool:
        """False in any case: what becomes of the row is not for Qt to decide."""
        target = key_of(parent)
        folder = target.path if target is not None and target.kind == "folder" else ""
        dragged = [Key(*key) for key in json.loads(bytes(data.data(self._mime).data()) or b"[]")]
        for shelved in self._shelved:
            if shelved.key in dragged and may_move(shelved, folder):
                self.moved.emit(shelved.key, folder)
        return False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A click beside everything chooses nothing; the keyboard's key is for what is chosen."""
        place = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).center()
        elif self.itemAt(place) is None:
            self.setCurrentIndex(QModelIndex())
        self.menu_requested.emit(self.viewport().mapToGlobal(place))

    def closeEditor(self, editor: QWidget, hint: object) -> None:
        super().closeEditor(editor, hint)  # type: ignore[arg-type]
        if self._has_news:
            self._build()

    def _build(self) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            self._has_news = True
            return
        self._has_news = False
        self._is_building = True
        candidates = self._candidates()
        scrolled = self.verticalScrollBar().value()
        was_shortcut = _is_shortcut(self.currentItem())
        self.clear()
        self._items = {}
        self._icons = self._make_icons()
        shortcuts = self._add_favourites()
        for shelved in self._shelved:
            if fits(shelved, self._words):
                self._add(shelved)
        self._open_folders()
        places = {**self._items, **shortcuts} if was_shortcut else self._items
        chosen = next((key for key in candidates if key in places), None)
        self.verticalScrollBar().setValue(scrolled)
        if chosen is not None:
            self.setCurrentItem(places[chosen])
        if self._wanted in self._items:
            self._wanted = None
        elif candidates and self._words:
            self._wanted = candidates[0]  # it comes back with what is hidden now
        self._is_building = False

    def _candidates(self) -> list[Key]:
        """What to choose, the best first: what is wanted, what is chosen, what is beside it."""
        item = self.currentItem()
        near = [] if item is None else [item, self.itemBelow(item), self.itemAbove(item)]
        keys = [self._wanted, *map(key_of, near)]
        return [key for key in keys if key is not None]

    def _add_favourites(self) -> dict[Key, QTreeWidgetItem]:
        chosen = [s for s in self._shelved if s.key.kind == "thing" and s.path in self._favourites]
        if self._words or not chosen:
            return {}
        group = _item(Shelved(FAVOURITES, FAVOURITES.path, "", "Things with a star"), _PLAIN)
        group.setIcon(0, self._icons["favourites"])
        self.addTopLevelItem(group)
        self._items[FAVOURITES] = group
        shortcuts = {}
        for shelved in chosen:
            item = _item(shelved, _PLAIN | Qt.ItemFlag.ItemIsEditable)
            item.setIcon(0, self._icons["thing"])
            group.addChild(item)
            shortcuts[shelved.key] = item
        return shortcuts

    def _add(self, shelved: Shelved) -> None:
        if shelved.key in self._items:  # a folder that was needed before its turn
            return
        kind = shelved.key.kind
        has_star = kind == "thing" and shelved.path in self._favourites
        item = _item(shelved, _FLAGS[kind])
        item.setIcon(0, self._icons["favourites" if has_star else kind])
        self._folder_item(shelved.folder).addChild(item)
        self._items[shelved.key] = item

    def _make_icons(self) -> dict[Kind, QIcon]:
        colours = theme.colours()
        return {
            "thing": theme.icon(self._icon, colours.muted),
            "folder": theme.icon("folder", colours.muted),
            "broken": theme.icon("warning", colours.problem),
            "favourites": theme.icon("star", colours.warning),
        }

    def _folder_item(self, path: str) -> QTreeWidgetItem:
        if not path:
            return self.invisibleRootItem()
        key = Key("folder", path)
        if key not in self._items:
            around, _, name = path.rpartition("/")
            known = next((s for s in self._shelved if s.key == key), None)
            self._add(known or Shelved(key, name, around, path))
        return self._items[key]

    def _open_folders(self) -> None:
        for key, item in self._items.items():
            if key.kind in ("folder", "favourites"):
                item.setExpanded(bool(self._words) or key.path in self.opened)

    def _on_opened(self, item: QTreeWidgetItem) -> None:
        key = key_of(item)
        if key is None or self._is_building or self._words:
            return
        (self.opened.add if item.isExpanded() else self.opened.discard)(key.path)
        self.opened_changed.emit()

    def _on_current_changed(self) -> None:
        if not self._is_building:  # the person chose otherwise
            self._wanted = None

    def _on_typed(self, name: str) -> None:
        item = self.currentItem()
        if item is None or (key := key_of(item)) is None:
            return
        if name not in ("", item.text(0)):
            self.renamed.emit(key, name)


def key_of(item: QTreeWidgetItem | None) -> Key | None:
    """Of what stands in the tree; None for nothing."""
    key = item.data(0, _KEY) if item is not None else None
    return Key(*key) if key is not None else None


def _item(shelved: Shelved, flags: Qt.ItemFlag) -> QTreeWidgetItem:
    item = QTreeWidgetItem([shelved.name])
    item.setData(0, _KEY, tuple(shelved.key))
    item.setToolTip(0, plain_tip(shelved.tip))
    item.setFlags(flags)
    return item


def _is_shortcut(item: QTreeWidgetItem | None) -> bool:
    return item is not None and key_of(item.parent()) == FAVOURITES
