"""The tree: folders that stay open, names typed in place, things dropped into folders."""

import json
from collections.abc import Iterator
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from inspector.ui import theme
from inspector.ui.library.shelved import Key, Shelved, in_order
from inspector.ui.library.tree import ThingTree, key_of
from tests.support.desk import item_of, place, rows


def thing(path: str, text: str = "", tip: str = "a tip") -> Shelved:
    folder, _, name = path.rpartition("/")
    return Shelved(Key("thing", path), name, folder, tip, f"{path}\n{text}".casefold())


def folder(path: str) -> Shelved:
    around, _, name = path.rpartition("/")
    return Shelved(Key("folder", path), name, around, path, path.casefold())


def broken(path: str, folder: str = "") -> Shelved:
    name = path.rpartition("/")[2]
    return Shelved(Key("broken", path), name, folder, "what is wrong", path.casefold())


THINGS = in_order(
    [
        thing("hello", "Hi there"),
        thing("Exchange/subscribe", '{"op": "subscribe"}'),
        thing("Exchange/Auth/sign in", '{"op": "login"}'),
        broken("/home/worse.toml", "Exchange"),
        folder("Exchange/Auth"),
        folder("Exchange"),
        folder("empty"),
    ]
)


@pytest.fixture
def tree(qtbot) -> Iterator[ThingTree]:
    tree = ThingTree("templateTree", "Templates", "template")
    qtbot.addWidget(tree)
    tree.resize(240, 400)
    tree.show_things(THINGS)
    with qtbot.waitActive(tree):
        tree.show()
    tree.setFocus()
    return tree


def drop(tree: ThingTree, path: str, kind: str, at: QPoint, name: str = "") -> bool:
    """Drop what is at `path` there, as a drag with the mouse does; whether Qt took the row away."""
    data = QMimeData()
    data.setData(name or tree.mimeTypes()[0], json.dumps([[kind, path]]).encode())
    event = QDropEvent(
        QPointF(at),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    tree.dropEvent(event)
    return event.isAccepted()


def type_return(qtbot, tree: ThingTree, edit: QLineEdit) -> None:
    """Qt takes what was typed a turn of the loop after the key."""
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tree.state() != QAbstractItemView.State.EditingState)


def told(spy: QSignalSpy) -> list[list[object]]:
    return [list(spy.at(index)) for index in range(spy.count())]


def test_folders_come_first_then_things_then_broken_files(tree: ThingTree) -> None:
    assert rows(tree) == ["empty", "Exchange", "hello"]
    item_of(tree, "Exchange", "folder").setExpanded(True)
    item_of(tree, "Exchange/Auth", "folder").setExpanded(True)
    assert rows(tree) == [
        "empty", "Exchange", "  Auth", "    sign in", "  subscribe", "  worse.toml", "hello",
    ]  # fmt: skip


def test_what_is_open_and_chosen_stays_so(tree: ThingTree) -> None:
    opened = QSignalSpy(tree.opened_changed)
    item_of(tree, "Exchange", "folder").setExpanded(True)
    tree.setCurrentItem(item_of(tree, "Exchange/subscribe"))
    tree.show_things(in_order([*THINGS, thing("Exchange/about"), thing("another")]))
    assert rows(tree)[1:5] == ["Exchange", "  Auth", "  about", "  subscribe"]
    assert tree.current() == Key("thing", "Exchange/subscribe")
    assert opened.count() == 1, "only what a person did"


def test_where_it_was_is_chosen_when_it_is_gone(tree: ThingTree) -> None:
    tree.setCurrentItem(item_of(tree, "hello"))
    tree.show_things([it for it in THINGS if it.path != "hello"])
    assert tree.current() == Key("folder", "Exchange")
    tree.show_things([])
    assert tree.current() is None


def test_what_is_to_come_is_chosen_once_it_is_there(tree: ThingTree) -> None:
    tree.choose(Key("thing", "Exchange/new/thing"))
    assert tree.current() == Key("folder", "empty")
    tree.show_things([*THINGS, thing("Exchange/new/thing")])
    assert tree.current() == Key("thing", "Exchange/new/thing")
    assert "    thing" in rows(tree), "its folders are opened"


def test_a_search_shows_what_fits_and_its_folders(tree: ThingTree) -> None:
    tree.setCurrentItem(item_of(tree, "hello"))
    tree.filter("LOGIN")
    assert rows(tree) == ["Exchange", "  Auth", "    sign in"]
    tree.filter("sub exchange")
    assert rows(tree) == ["Exchange", "  subscribe"]
    tree.filter("worse")
    assert rows(tree) == ["Exchange", "  worse.toml"]
    tree.filter("nothing at all")
    assert rows(tree) == []
    tree.filter("")
    assert rows(tree) == ["empty", "Exchange", "hello"], "folders are as open as before"
    assert tree.current() == Key("thing", "hello")


def test_what_is_chosen_among_what_was_found_stays_chosen(tree: ThingTree) -> None:
    tree.setCurrentItem(item_of(tree, "hello"))
    tree.filter("sign")
    tree.setCurrentItem(item_of(tree, "Exchange/Auth/sign in"))
    tree.filter("")
    assert tree.current() == Key("thing", "Exchange/Auth/sign in")


def test_favourites_stand_on_top_and_where_they_are(tree: ThingTree) -> None:
    tree.show_things(THINGS, {"Exchange/Auth/sign in", "gone"})
    assert rows(tree) == ["Favourites", "  sign in", "empty", "Exchange", "hello"]
    shortcut = tree.topLevelItem(0).child(0)
    assert key_of(shortcut) == Key("thing", "Exchange/Auth/sign in")
    assert not shortcut.flags() & Qt.ItemFlag.ItemIsDragEnabled
    tree.setCurrentItem(shortcut)
    tree.show_things(THINGS, {"Exchange/Auth/sign in"})
    assert tree.currentItem().parent().text(0) == "Favourites", "not the one in its folder"
    tree.filter("sign")
    assert rows(tree) == ["Exchange", "  Auth", "    sign in"]


def test_a_name_is_typed_in_place(tree: ThingTree, qtbot) -> None:
    renamed = QSignalSpy(tree.renamed)
    tree.setCurrentItem(item_of(tree, "hello"))
    tree.edit_name()
    edit = tree.findChild(QLineEdit, "renameEdit")
    assert edit.text() == "hello"
    assert edit.selectedText() == "hello"
    QTest.keyClicks(edit, " good bye ")
    type_return(qtbot, tree, edit)
    assert told(renamed) == [[Key("thing", "hello"), "good bye"]]
    assert rows(tree)[-1] == "hello", "nothing changes before the file does"


@pytest.mark.parametrize("typed", ["", "   ", "hello"])
def test_no_name_and_the_same_name_rename_nothing(tree: ThingTree, qtbot, typed: str) -> None:
    renamed = QSignalSpy(tree.renamed)
    tree.setCurrentItem(item_of(tree, "hello"))
    tree.edit_name()
    edit = tree.findChild(QLineEdit, "renameEdit")
    edit.setText(typed)
    type_return(qtbot, tree, edit)
    assert told(renamed) == []


def test_nothing_is_shown_anew_while_a_name_is_typed(tree: ThingTree) -> None:
    tree.setCurrentItem(item_of(tree, "hello"))
    tree.edit_name()
    edit = tree.findChild(QLineEdit, "renameEdit")
    QTest.keyClicks(edit, "half a na")
    tree.show_things([*THINGS, thing("news")])
    assert tree.state() == QAbstractItemView.State.EditingState
    assert edit.text() == "half a na"
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert rows(tree) == ["empty", "Exchange", "hello", "news"]


def test_broken_files_cannot_be_renamed(tree: ThingTree) -> None:
    tree.opened.add("Exchange")
    tree.show_things(THINGS)
    tree.setCurrentItem(item_of(tree, "/home/worse.toml", "broken"))
    tree.edit_name()
    assert tree.findChild(QLineEdit, "renameEdit") is None


def test_things_and_folders_are_dropped_into_folders(tree: ThingTree) -> None:
    moved = QSignalSpy(tree.moved)
    into = place(tree, item_of(tree, "empty", "folder"))
    assert not drop(tree, "hello", "thing", into), "Qt leaves the row where it is"
    assert not drop(tree, "Exchange", "folder", into)
    assert told(moved) == [
        [Key("thing", "hello"), "empty"],
        [Key("folder", "Exchange"), "empty"],
    ]


def test_what_is_dropped_below_everything_goes_to_the_top(tree: ThingTree) -> None:
    moved = QSignalSpy(tree.moved)
    drop(tree, "Exchange/subscribe", "thing", tree.viewport().rect().bottomLeft() - QPoint(0, 5))
    assert told(moved) == [[Key("thing", "Exchange/subscribe"), ""]]


def test_a_row_of_the_tree_itself_is_moved_by_who_hears_of_it(tree: ThingTree) -> None:
    """As in a drag with the mouse, where Qt knows whose row it is: it would move that by itself."""
    moved, before = QSignalSpy(tree.moved), rows(tree)
    data = tree.model().mimeData([tree.indexFromItem(item_of(tree, "hello"))])
    event = Mock(
        source=lambda: tree,
        mimeData=lambda: data,
        position=lambda: QPointF(place(tree, item_of(tree, "empty", "folder"))),
    )
    tree.dropEvent(event)
    assert told(moved) == [[Key("thing", "hello"), "empty"]]
    assert rows(tree) == before
    event.ignore.assert_called_once()


def test_beside_a_thing_is_in_its_folder(tree: ThingTree) -> None:
    tree.opened.add("Exchange")
    tree.show_things(THINGS)
    moved = QSignalSpy(tree.moved)
    drop(tree, "hello", "thing", place(tree, item_of(tree, "Exchange/subscribe")))
    drop(tree, "Exchange/subscribe", "thing", place(tree, item_of(tree, "hello")))
    assert told(moved) == [
        [Key("thing", "hello"), "Exchange"],
        [Key("thing", "Exchange/subscribe"), ""],
    ]


def test_nothing_moves_to_where_it_is_or_into_itself(tree: ThingTree) -> None:
    tree.opened.add("Exchange")
    tree.show_things(THINGS)
    moved = QSignalSpy(tree.moved)
    for path, kind, into in (
        ("Exchange/subscribe", "thing", "Exchange"),
        ("Exchange", "folder", "Exchange"),
        ("Exchange", "folder", "Exchange/Auth"),
        ("gone", "thing", "empty"),
    ):
        drop(tree, path, kind, place(tree, item_of(tree, into, "folder")))
    at = place(tree, item_of(tree, "empty", "folder"))
    drop(tree, "hello", "thing", at, "application/x-websocket-inspector-endpointTree")
    assert told(moved) == []


def test_a_drag_carries_what_is_dragged(tree: ThingTree) -> None:
    data = tree.model().mimeData([tree.indexFromItem(item_of(tree, "hello"))])
    assert json.loads(bytes(data.data(tree.mimeTypes()[0]).data())) == [["thing", "hello"]]
    assert tree.model().supportedDropActions() == Qt.DropAction.MoveAction


def test_icons_and_tips(tree: ThingTree) -> None:
    tree.show_things([thing("bold", tip="<b>bold</b>")])
    assert "&lt;b&gt;bold" in item_of(tree, "bold").toolTip(0)
    before = item_of(tree, "bold").icon(0).pixmap(16).toImage()
    theme.choose_scheme(Qt.ColorScheme.Dark)
    after = item_of(tree, "bold").icon(0).pixmap(16).toImage()
    theme.choose_scheme(Qt.ColorScheme.Unknown)
    assert before != after
