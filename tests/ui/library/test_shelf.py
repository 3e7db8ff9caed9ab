"""A shelf: a click takes or opens, keys and a menu ask, its heading folds it away."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton

from inspector.ui.library.shelf import Shelf, ShelfWords
from inspector.ui.library.shelved import Key, Shelved
from tests.support.desk import item_of, mouse, place, rows

ENDPOINTS = ShelfWords(
    "endpoint", "Endpoints", "endpoint", "Connect", "Save it", "No endpoint yet.", True
)
TEMPLATES = ShelfWords("template", "Templates", "template", "Insert", "Save it", "None yet.")
THINGS = [
    Shelved(Key("folder", "box"), "box", "", "box", "box"),
    Shelved(Key("thing", "Alpha"), "Alpha", "", "ws://alpha/", "alpha"),
    Shelved(Key("thing", "beta"), "beta", "", "ws://beta/", "beta"),
    Shelved(Key("thing", "box/gamma"), "gamma", "box", "ws://gamma/", "box/gamma"),
    Shelved(Key("broken", "/home/bad.toml"), "bad.toml", "", "not TOML", "bad.toml"),
]


@pytest.fixture(params=[ENDPOINTS, TEMPLATES], ids=["endpoints", "templates"])
def shelf(request, qtbot) -> Iterator[Shelf]:
    shelf = Shelf(request.param)
    qtbot.addWidget(shelf)
    shelf.show_things(THINGS, frozenset())
    shelf.resize(220, 400)
    with qtbot.waitActive(shelf):
        shelf.show()
    return shelf


def asked(spy: QSignalSpy) -> list[list[object]]:
    return [list(spy.at(index)) for index in range(spy.count())]


def double_click(shelf: Shelf, path: str, kind: str = "thing") -> None:
    mouse(shelf.tree, path, kind)
    at = place(shelf.tree, item_of(shelf.tree, path, kind))
    QTest.mouseDClick(shelf.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)


def menu_at(shelf: Shelf, at: QPoint, *, by_key: bool = False) -> QMenu:
    """The menu that a right click there opens, or the keyboard's key wherever the mouse is."""
    reasons = QContextMenuEvent.Reason
    reason = reasons.Keyboard if by_key else reasons.Mouse
    viewport = shelf.tree.viewport()
    event = QContextMenuEvent(reason, at, viewport.mapToGlobal(at))
    QApplication.sendEvent(viewport, event)
    menu = shelf.findChild(QMenu)
    assert menu.isVisible()
    return menu


def test_a_click_takes_an_endpoint_and_only_chooses_a_template(shelf: Shelf) -> None:
    spy = QSignalSpy(shelf.asked)
    mouse(shelf.tree, "beta")
    mouse(shelf.tree, "Alpha")
    taken = [["take", Key("thing", "beta")], ["take", Key("thing", "Alpha")]]
    assert asked(spy) == (taken if shelf.words.takes_by_click else [])
    assert shelf.current() == Key("thing", "Alpha")


def test_a_double_click_takes_once(shelf: Shelf) -> None:
    spy = QSignalSpy(shelf.asked)
    double_click(shelf, "beta")
    assert asked(spy) == [["take", Key("thing", "beta")]]


def test_the_same_is_taken_again_later(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    spy = QSignalSpy(shelf.asked)
    double_click(shelf, "beta")
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: -1)
    QTest.keyClick(shelf.tree, Qt.Key.Key_Return)
    assert asked(spy) == [["take", Key("thing", "beta")]] * 2


def test_a_folder_is_opened_by_a_click_and_closed_by_another(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    arranged = QSignalSpy(shelf.arranged)
    mouse(shelf.tree, "box", "folder")
    assert rows(shelf.tree) == ["box", "  gamma", "Alpha", "beta", "bad.toml"]
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: -1)
    mouse(shelf.tree, "box", "folder")
    assert "  gamma" not in rows(shelf.tree)
    assert arranged.count() == 2


def test_a_double_click_opens_a_folder_once(shelf: Shelf) -> None:
    double_click(shelf, "box", "folder")
    assert "  gamma" in rows(shelf.tree)


def test_keys_rename_describe_and_delete_what_is_chosen(shelf: Shelf) -> None:
    spy = QSignalSpy(shelf.asked)
    shelf.tree.setCurrentItem(item_of(shelf.tree, "beta"))
    shelf.focus()
    QTest.keyClick(shelf.tree, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(shelf.tree, Qt.Key.Key_Delete)
    assert asked(spy) == [["details", Key("thing", "beta")], ["delete", Key("thing", "beta")]]
    QTest.keyClick(shelf.tree, Qt.Key.Key_F2)
    assert shelf.tree.state() == shelf.tree.State.EditingState


@pytest.mark.parametrize(
    ("path", "kind", "texts"),
    [
        ("beta", "thing", "Favourite, Rename, Duplicate, Move to…, Edit details…"),
        ("box", "folder", "Rename, Move to…, Edit details…"),
        ("/home/bad.toml", "broken", "Open the file"),
    ],
)
def test_the_menu_offers_what_can_be_asked(shelf: Shelf, path: str, kind: str, texts: str) -> None:
    item = item_of(shelf.tree, path, kind)
    shelf.tree.setCurrentItem(item)
    menu = menu_at(shelf, place(shelf.tree, item))
    offered = [action.text() for action in menu.actions() if action.isVisible()]
    rest = ["Show in its folder", "New folder…", *(["Delete…"] if kind != "broken" else [])]
    take = [shelf.words.take] if kind == "thing" else []
    assert offered == [*take, *texts.split(", "), *rest]
    menu.close()


def test_the_keyboards_menu_is_for_what_is_chosen(shelf: Shelf) -> None:
    item = item_of(shelf.tree, "beta")
    shelf.tree.setCurrentItem(item)
    below = shelf.tree.viewport().rect().bottomLeft() - QPoint(0, 3)
    menu = menu_at(shelf, below, by_key=True)
    assert shelf.current() == Key("thing", "beta")
    at = shelf.tree.viewport().mapToGlobal(place(shelf.tree, item))
    assert (menu.pos() - at).manhattanLength() < 5
    menu.close()


def test_each_entry_of_the_menu_asks_for_what_it_says(shelf: Shelf) -> None:
    shelf.tree.setCurrentItem(item_of(shelf.tree, "beta"))
    spy = QSignalSpy(shelf.asked)
    for action in shelf.findChild(QMenu).actions():
        if action.text() != "Rename":
            action.trigger()
    verbs = [verb for verb, _ in asked(spy)]
    assert verbs == [
        "take",
        "favourite",
        "duplicate",
        "move",
        "details",
        "show",
        "folder",
        "delete",
    ]


def test_beside_everything_only_a_folder_can_be_made(shelf: Shelf) -> None:
    shelf.tree.setCurrentItem(item_of(shelf.tree, "beta"))
    below = shelf.tree.viewport().rect().bottomLeft() - QPoint(0, 3)
    menu = menu_at(shelf, below)
    assert [a.text() for a in menu.actions() if a.isVisible()] == ["New folder…"]
    spy = QSignalSpy(shelf.asked)
    menu.actions()[-2].trigger()
    menu.close()
    assert asked(spy) == [["folder", None]]


def test_a_broken_file_can_only_be_looked_at(shelf: Shelf) -> None:
    spy = QSignalSpy(shelf.asked)
    double_click(shelf, "/home/bad.toml", "broken")
    for verb in ("take", "delete", "rename", "move", "favourite", "duplicate"):
        shelf.ask(verb)
    assert asked(spy) == []
    shelf.ask("open")
    shelf.ask("show")
    key = Key("broken", "/home/bad.toml")
    assert asked(spy) == [["open", key], ["show", key]]


def test_an_empty_shelf_says_how_to_fill_it(qtbot) -> None:
    shelf = Shelf(TEMPLATES)
    qtbot.addWidget(shelf)
    shelf.show()
    hint = shelf.findChild(QLabel, "templateHint")
    assert not hint.isVisible(), "nothing is known yet"
    shelf.show_things([], frozenset())
    assert hint.isVisible()
    assert hint.text() == "None yet."
    shelf.show_things(THINGS, frozenset())
    assert not hint.isVisible()
    shelf.filter("nowhere")
    assert hint.isVisible()
    assert hint.text() == "Nothing here matches."


def test_its_heading_folds_it_away(shelf: Shelf) -> None:
    arranged = QSignalSpy(shelf.arranged)
    heading = shelf.findChild(QToolButton, f"{shelf.words.noun}Heading")
    heading.click()
    assert shelf.folded
    assert not shelf.tree.isVisible()
    assert shelf.maximumHeight() < 40
    shelf.focus()
    assert not shelf.folded, "who goes there wants to see it"
    assert shelf.tree.hasFocus()
    assert shelf.maximumHeight() > 10_000
    assert arranged.count() == 1


def test_the_buttons_save_and_make_folders(shelf: Shelf) -> None:
    added, spy = QSignalSpy(shelf.add_requested), QSignalSpy(shelf.asked)
    for name in ("AddButton", "FolderButton"):
        button = shelf.findChild(QToolButton, f"{shelf.words.noun}{name}")
        assert button.toolTip() == button.accessibleName() != ""
        button.click()
    assert added.count() == 1
    assert [verb for verb, _ in asked(spy)] == ["folder"]
