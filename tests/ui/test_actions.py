"""The table of commands: every one can be found by mouse, by menu key and by shortcut."""

import re
from collections import Counter

from PySide6.QtGui import QKeySequence

from inspector.ui import theme
from inspector.ui.actions import MENUS, Command

COMMANDS = [command for menu in MENUS.values() for command in menu if command.id]


def repeated(names: list[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def menu_key(text: str) -> str:
    """The letter behind the &, as the menu underlines it."""
    return re.findall("&(.)", text)[0].upper()


def keys(command: Command) -> str:
    """The shortcut, or the keys that are bound elsewhere and stand behind a tab."""
    return QKeySequence(command.keys or command.text.partition("\t")[2]).toString()


def test_ids_and_texts_name_one_command_each() -> None:
    assert not repeated([command.id for command in COMMANDS])
    assert not repeated([command.text.replace("&", "") for command in COMMANDS])


def test_every_command_has_a_shortcut_of_its_own() -> None:
    assert not [command.id for command in COMMANDS if not keys(command)]
    assert not repeated([keys(command) for command in COMMANDS])


def test_every_command_has_a_menu_key_of_its_own_within_its_menu() -> None:
    assert not repeated([menu_key(title) for title in MENUS])
    for title, menu in MENUS.items():
        repeats = repeated([menu_key(command.text) for command in menu if command.id])
        assert not repeats, f"{title}: {repeats}"


def test_every_icon_is_there() -> None:
    named = {command.icon for command in COMMANDS if command.icon}
    assert not [icon for icon in named if not theme.resource(f"icons/{icon}.svg").is_file()]
