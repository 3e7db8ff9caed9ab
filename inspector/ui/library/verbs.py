"""What can be asked of things, folders and broken files on a shelf."""

from typing import Literal, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from inspector.ui.library.shelved import Kind

Verb = Literal[
    "take", "rename", "duplicate", "move", "details", "favourite", "delete", "open", "show",
    "folder",
]  # fmt: skip


class _Command(NamedTuple):
    verb: Verb
    text: str
    of: tuple[Kind, ...]
    keys: str = ""
    """Those that hold while the tree has the focus. The window's menu has more."""


_OURS: tuple[Kind, ...] = ("thing", "folder")
_COMMANDS = (
    _Command("take", "", ("thing",)),
    _Command("favourite", "Favourite", ("thing",)),
    _Command("rename", "Rename", _OURS, "F2"),
    _Command("duplicate", "Duplicate", ("thing",)),
    _Command("move", "Move to…", _OURS),
    _Command("details", "Edit details…", _OURS, "Alt+Return"),
    _Command("open", "Open the file", ("broken",)),
    _Command("show", "Show in its folder", (*_OURS, "broken")),
    _Command("folder", "New folder…", (*_OURS, "broken", "favourites")),
    _Command("delete", "Delete…", _OURS, "Del"),
)
_OF = {command.verb: command.of for command in _COMMANDS}


def can(verb: Verb, kind: Kind) -> bool:
    """Whether that can be asked of something of this kind."""
    return kind in _OF[verb]


class VerbMenu(QMenu):
    """The menu of a shelf, whose keys hold in `tree`.

    Signals:
    asked(str): a `Verb`.
    """

    asked = Signal(str)

    def __init__(self, tree: QWidget, take: str) -> None:
        """`take` is what taking a thing is called."""
        super().__init__(tree)
        self._actions = {command.verb: self._action(tree, command) for command in _COMMANDS}
        self._actions["take"].setText(take)
        self._actions["favourite"].setCheckable(True)

    def suit(self, kind: Kind, *, favourite: bool) -> None:
        """Offer what can be asked of something of this kind."""
        for verb, action in self._actions.items():
            action.setVisible(can(verb, kind))
        self._actions["favourite"].setChecked(favourite)

    def _action(self, tree: QWidget, command: _Command) -> QAction:
        action = self.addAction(command.text)
        action.triggered.connect(lambda: self.asked.emit(command.verb))
        if command.keys:
            action.setShortcut(QKeySequence(command.keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            tree.addAction(action)
        return action
