"""The shelves: a click takes, keys rename and delete, broken files are seen."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton, QTreeWidget

from inspector.library import BrokenFile, Endpoint, Template, Workspace
from inspector.ui.sidebar import Shelf, Sidebar


@pytest.fixture
def sidebar(qtbot, tmp_path: Path) -> Sidebar:
    workspace = Workspace(tmp_path)
    endpoints = workspace.endpoints
    for name in ("Alpha", "beta"):
        endpoints.save(Endpoint(name=name, url=f"ws://{name}/"))
    templates = workspace.templates
    templates.save(Template(name="hello", kind="json", content='{"a": "<b>bold</b>"}'))
    sidebar = Sidebar(endpoints, templates)
    qtbot.addWidget(sidebar)
    sidebar.resize(220, 500)
    with qtbot.waitActive(sidebar):
        sidebar.show()
    return sidebar


def tree(shelf: Shelf) -> QTreeWidget:
    return shelf.findChild(QTreeWidget)


def names(shelf: Shelf) -> list[str]:
    items = tree(shelf)
    return [items.topLevelItem(row).text(0) for row in range(items.topLevelItemCount())]


def place(shelf: Shelf, row: int) -> QPoint:
    return tree(shelf).visualItemRect(tree(shelf).topLevelItem(row)).center()


def click(shelf: Shelf, row: int, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    QTest.mouseClick(tree(shelf).viewport(), button, pos=place(shelf, row))


def double_click(shelf: Shelf, row: int) -> None:
    click(shelf, row)
    QTest.mouseDClick(tree(shelf).viewport(), Qt.MouseButton.LeftButton, pos=place(shelf, row))


def told(spy: QSignalSpy) -> list[str]:
    return [spy.at(index)[0] for index in range(spy.count())]


def test_both_shelves_list_what_is_saved_by_name(sidebar: Sidebar) -> None:
    assert names(sidebar.endpoints) == ["Alpha", "beta"]
    assert names(sidebar.templates) == ["hello"]
    assert "ws://beta/" in tree(sidebar.endpoints).topLevelItem(1).toolTip(0)
    assert "&lt;b&gt;bold" in tree(sidebar.templates).topLevelItem(0).toolTip(0)


def test_an_endpoint_is_taken_by_one_click(sidebar: Sidebar) -> None:
    taken = QSignalSpy(sidebar.endpoints.taken)
    click(sidebar.endpoints, 1)
    assert told(taken) == ["beta"]
    click(sidebar.endpoints, 0)
    assert told(taken) == ["beta", "Alpha"], "another one, however soon"


def test_a_double_click_takes_once(sidebar: Sidebar) -> None:
    for shelf in (sidebar.endpoints, sidebar.templates):
        taken = QSignalSpy(shelf.taken)
        double_click(shelf, 0)
        assert told(taken) == [names(shelf)[0]]


def test_the_same_endpoint_is_taken_again_later(
    sidebar: Sidebar, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = QSignalSpy(sidebar.endpoints.taken)
    click(sidebar.endpoints, 0)
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: -1)
    click(sidebar.endpoints, 0)
    assert told(taken) == ["Alpha", "Alpha"]


def test_a_template_is_not_taken_by_a_click_that_only_chooses(sidebar: Sidebar) -> None:
    taken = QSignalSpy(sidebar.templates.taken)
    click(sidebar.templates, 0)
    assert told(taken) == []
    QTest.keyClick(tree(sidebar.templates), Qt.Key.Key_Return)
    assert told(taken) == ["hello"]


def test_keys_rename_and_delete_what_is_chosen(sidebar: Sidebar) -> None:
    shelf = sidebar.endpoints
    renames, deletes = QSignalSpy(shelf.rename_requested), QSignalSpy(shelf.delete_requested)
    shelf.focus()
    QTest.keyClick(tree(shelf), Qt.Key.Key_F2)
    QTest.keyClick(tree(shelf), Qt.Key.Key_Down)
    QTest.keyClick(tree(shelf), Qt.Key.Key_Delete)
    assert (told(renames), told(deletes)) == (["Alpha"], ["beta"])


def test_the_menu_of_a_thing_offers_the_same(sidebar: Sidebar) -> None:
    shelf = sidebar.endpoints
    tree(shelf).setCurrentItem(tree(shelf).topLevelItem(1))
    tree(shelf).customContextMenuRequested.emit(place(shelf, 1))
    menu = shelf.findChild(QMenu)
    assert menu.isVisible()
    spies = [
        QSignalSpy(signal)
        for signal in (shelf.taken, shelf.rename_requested, shelf.delete_requested)
    ]
    for action in menu.actions():
        action.trigger()
    menu.close()
    assert [told(spy) for spy in spies] == [["beta"]] * 3
    tree(shelf).customContextMenuRequested.emit(tree(shelf).viewport().rect().bottomLeft())
    assert not menu.isVisible()


def test_a_broken_file_is_listed_and_can_only_be_looked_at(
    sidebar: Sidebar, tmp_path: Path
) -> None:
    (tmp_path / "endpoints" / "broken.toml").write_text("name = ")
    sidebar.reload()
    shelf = sidebar.endpoints
    assert names(shelf) == ["Alpha", "beta", "broken.toml"]
    broken = tree(shelf).topLevelItem(2)
    assert "Invalid value" in broken.toolTip(0)
    assert str(tmp_path / "endpoints" / "broken.toml") in broken.toolTip(0)
    spies = [QSignalSpy(signal) for signal in (shelf.taken, shelf.delete_requested)]
    double_click(shelf, 2)
    QTest.keyClick(tree(shelf), Qt.Key.Key_Delete)
    assert [told(spy) for spy in spies] == [[], []]
    assert shelf.current() is None


def test_the_choice_survives_reading_the_folder_again(sidebar: Sidebar) -> None:
    tree(sidebar.endpoints).setCurrentItem(tree(sidebar.endpoints).topLevelItem(1))
    sidebar.reload()
    assert sidebar.endpoints.current() == "beta"


def test_an_empty_shelf_says_how_to_fill_it(sidebar: Sidebar) -> None:
    shelf = sidebar.templates
    hint = next(label for label in shelf.findChildren(QLabel) if "No template yet" in label.text())
    assert not hint.isVisible()
    shelf.show_things([])
    assert hint.isVisible()
    shelf.show_things([], [BrokenFile(Path("a.toml"), "not TOML")])
    assert not hint.isVisible()


def test_the_plus_asks_to_save(sidebar: Sidebar) -> None:
    for shelf in (sidebar.endpoints, sidebar.templates):
        asked = QSignalSpy(shelf.add_requested)
        button = shelf.findChild(QToolButton)
        assert button.toolTip() == button.accessibleName() != ""
        button.click()
        assert asked.count() == 1


def test_the_chosen_shelf_is_that_with_the_focus(sidebar: Sidebar) -> None:
    sidebar.endpoints.focus()
    sidebar.templates.focus()
    assert sidebar.chosen_shelf is sidebar.templates
    sidebar.endpoints.focus()
    assert sidebar.chosen_shelf is sidebar.endpoints
