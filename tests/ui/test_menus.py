"""The menu bar, built from the table of commands."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from inspector.ui import menus, theme
from inspector.ui.actions import MENUS


@pytest.fixture
def window(qtbot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


def commands() -> list[str]:
    return [command.id for menu in MENUS.values() for command in menu if command.id]


def test_every_command_is_an_action_that_calls_its_function(window: QMainWindow) -> None:
    called = []
    functions = {
        name: lambda checked=None, name=name: called.append((name, checked)) for name in commands()
    }
    actions = menus.build(window, functions)
    assert list(actions) == commands()
    for action in actions.values():
        action.trigger()
    checkable = [name for name, action in actions.items() if action.isCheckable()]
    assert called == [(name, True if name in checkable else None) for name in commands()]


def test_the_menus_stand_as_in_the_table(window: QMainWindow) -> None:
    menus.build(window, dict.fromkeys(commands(), lambda *_: None))
    bar = {action.text(): action.menu() for action in window.menuBar().actions()}
    assert list(bar) == list(MENUS)
    for title, table in MENUS.items():
        texts = [action.text() for action in bar[title].actions()]
        assert texts == [command.text for command in table]


def test_a_command_without_a_function_is_found_at_once(window: QMainWindow) -> None:
    functions = dict.fromkeys(commands(), lambda *_: None)
    del functions["send"]
    with pytest.raises(KeyError, match="send"):
        menus.build(window, functions)


def test_icons_follow_the_colours(window: QMainWindow) -> None:
    actions = menus.build(window, dict.fromkeys(commands(), lambda *_: None))
    drawn = []
    for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light, Qt.ColorScheme.Unknown):
        theme.choose_scheme(scheme)
        window.menuBar().actions()[0].menu().aboutToShow.emit()
        drawn.append(actions["save"].icon().pixmap(16).toImage())
    assert drawn[0] != drawn[1] == drawn[2]
    assert actions["details_message"].icon().isNull()


def test_macos_finds_what_it_moves_to_its_own_menu(window: QMainWindow) -> None:
    """Left to itself, Qt would take the Options of a connection for the settings."""
    actions = menus.build(window, dict.fromkeys(commands(), lambda *_: None))
    roles = QAction.MenuRole
    moved = {name: a.menuRole() for name, a in actions.items() if a.menuRole() != roles.NoRole}
    assert moved == {
        "quit": roles.QuitRole,
        "settings": roles.PreferencesRole,
        "about": roles.AboutRole,
    }
