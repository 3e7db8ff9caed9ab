"""The library of the window without the rest of it, over real files."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QMainWindow, QMessageBox, QTreeWidgetItem

from inspector.library import SecretStore, Workspace
from inspector.ui.library import LibraryDesk
from inspector.ui.library.shelf import Shelf
from inspector.ui.library.shelved import Key
from inspector.ui.library.tree import ThingTree, key_of
from inspector.ui.loop import cancel_all
from tests.support.app import back, click, dialog, find, retype, until

D = TypeVar("D", bound=QDialog)


@contextlib.asynccontextmanager
async def running_desk(home: Path) -> AsyncIterator[LibraryDesk]:
    """A window that shows the workspace in `home`, as soon as that was read."""
    window = QMainWindow()
    settings = QSettings(str(home.parent / "settings.ini"), QSettings.Format.IniFormat)
    desk = LibraryDesk(window, Workspace(home), SecretStore(), settings)
    window.setCentralWidget(desk.sidebar)
    window.resize(300, 700)
    window.show()
    window.activateWindow()
    try:
        await until(lambda: desk.keeper.contents is not None, "the library read")
        await until(window.isActiveWindow, "the window active")
        yield desk
    finally:
        desk.keeper.stop()
        await cancel_all()
        window.close()
        window.deleteLater()
        settings.sync()


def rows(tree: ThingTree) -> list[str]:
    """What can be seen, two blanks a level, from top to bottom."""
    found: list[str] = []
    item = tree.topLevelItem(0)
    while item is not None:
        level = 0
        above = item.parent()
        while above is not None:
            level, above = level + 1, above.parent()
        found.append("  " * level + item.text(0))
        item = tree.itemBelow(item)
    return found


def item_of(tree: ThingTree, path: str, kind: str = "thing") -> QTreeWidgetItem:
    """The row of what is at `path`, in its own place."""
    found = [
        item
        for item in tree.findItems("*", Qt.MatchFlag.MatchWildcard | Qt.MatchFlag.MatchRecursive)
        if key_of(item) == Key(kind, path) and (item.parent() is None or not _is_group(item))
    ]
    assert len(found) == 1, f"{len(found)} rows for {path}: {rows(tree)}"
    return found[0]


def choose(shelf: Shelf, path: str, kind: str = "thing") -> None:
    shelf.tree.setCurrentItem(item_of(shelf.tree, path, kind))
    shelf.tree.setFocus()


def place(tree: ThingTree, item: QTreeWidgetItem) -> QPoint:
    return tree.visualItemRect(item).center()


def mouse(tree: ThingTree, path: str, kind: str = "thing") -> None:
    at = place(tree, item_of(tree, path, kind))
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)


async def press(desk: LibraryDesk, button: str) -> str:
    """Press a button of the message that is open; returns what it says."""
    box = await dialog(desk.keeper.window, QMessageBox)
    text = box.text()
    click(next(b for b in box.buttons() if b.text().replace("&", "") == button))
    await back(desk.keeper.window, box)
    return text


async def answer(desk: LibraryDesk, kind: type[D], field: str, text: str) -> None:
    """Type `text` into a field of the dialog that is open, and press Return."""
    box = await dialog(desk.keeper.window, kind)
    retype(find(box, QLineEdit, field), text)
    QTest.keyClick(find(box, QLineEdit, field), Qt.Key.Key_Return)
    await back(desk.keeper.window, box)


def _is_group(item: QTreeWidgetItem) -> bool:
    above = key_of(item.parent())
    return above is not None and above.kind == "favourites"
