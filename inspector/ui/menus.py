"""Menus and actions from the table of commands."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from inspector.ui import theme
from inspector.ui.actions import MENUS, Command


def build(window: QMainWindow, functions: Mapping[str, Callable[..., None]]) -> dict[str, QAction]:
    """Fill the window's menu bar; every command gets the function of its id."""
    actions = {}
    for title, commands in MENUS.items():
        menu = window.menuBar().addMenu(title)
        menu.setToolTipsVisible(True)
        for command in commands:
            if command.id:
                actions[command.id] = _action(window, command, functions[command.id])
                menu.addAction(actions[command.id])
            else:
                menu.addSeparator()
        menu.aboutToShow.connect(partial(_dress, actions, commands))
    return actions


def _dress(actions: Mapping[str, QAction], commands: Sequence[Command]) -> None:
    """Give the actions of a menu that opens their icons in today's colours."""
    for command in commands:
        if command.icon:
            actions[command.id].setIcon(theme.icon(command.icon))


def _action(window: QMainWindow, command: Command, function: Callable[..., None]) -> QAction:
    action = QAction(command.text, window)
    action.setObjectName(f"{command.id}Action")
    if command.keys:
        action.setShortcut(QKeySequence(command.keys))
    if command.tip:
        action.setToolTip(command.tip)
        action.setStatusTip(command.tip)
    action.setMenuRole(command.role)
    action.setCheckable(command.checkable)
    action.triggered.connect(function if command.checkable else lambda: function())
    return action
