"""The sidebar: the workspace's name, a search, the shelves, and which environment holds."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLineEdit,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspector.ui import theme
from inspector.ui.library.broken_button import BrokenButton
from inspector.ui.library.contents import Contents
from inspector.ui.library.environment_box import EnvironmentBox
from inspector.ui.library.shelf import Shelf, ShelfWords
from inspector.ui.library.state import PersonalState
from inspector.ui.library.tree import FAVOURITES

_SHELVES = (
    ShelfWords(
        "endpoint",
        "Endpoints",
        "endpoint",
        take="Connect",
        add="Save this tab's endpoint (Ctrl+D)",
        empty="No endpoint yet. Connect to one and save it with +.",
        takes_by_click=True,
    ),
    ShelfWords(
        "template",
        "Templates",
        "template",
        take="Insert into the composer",
        add="Save the composer's content as a template (Ctrl+Shift+S)",
        empty="No template yet. Write a message and save it with +.",
    ),
    ShelfWords(
        "scenario",
        "Scenarios",
        "scenario",
        take="Open",
        add="New scenario",
        empty="No scenario yet. Make one with +: steps that run one after the other.",
    ),
)

_NARROWEST = 150
"""Pixels."""


class Sidebar(QWidget):
    """Signals:
    arranged: a shelf was folded or unfolded, or a folder opened or closed.
    """

    arranged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setMinimumWidth(_NARROWEST)
        self.head = QToolButton()
        self.head.setObjectName("workspaceButton")
        self.head.setAutoRaise(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.broken = BrokenButton()
        self.search = QLineEdit()
        self.search.setObjectName("librarySearch")
        self.search.setAccessibleName("Search the library")
        self.search.setPlaceholderText("Search")
        self.search.setToolTip(
            "By name, folder, description and content; Down goes to what is found, Esc shows all"
        )
        self.search.setClearButtonEnabled(True)
        for key, do in (
            (Qt.Key.Key_Escape, self.search.clear),
            (Qt.Key.Key_Down, self._go_to_found),
        ):
            shortcut = QShortcut(QKeySequence(key), self.search)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(do)
        self.shelves = {words.noun: Shelf(words) for words in _SHELVES}
        """By noun: `endpoint`, `template`, `scenario`."""
        self.environment = EnvironmentBox()
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        for shelf in self.shelves.values():
            splitter.addWidget(shelf)
            shelf.arranged.connect(self.arranged)
        top = QVBoxLayout()
        top.setContentsMargins(6, 4, 6, 4)
        top.setSpacing(4)
        top.addWidget(self.head)
        top.addWidget(self.broken)
        top.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(splitter, 1)
        column.addStretch()  # where all shelves are folded
        column.addWidget(self.environment)
        self.search.textChanged.connect(self._on_searched)
        theme.notifier().changed.connect(self._dress)
        self._dress()

    @property
    def endpoints(self) -> Shelf:
        return self.shelves["endpoint"]

    @property
    def templates(self) -> Shelf:
        return self.shelves["template"]

    @property
    def scenarios(self) -> Shelf:
        return self.shelves["scenario"]

    @property
    def chosen_shelf(self) -> Shelf:
        """The one with the focus, else the one in which something is chosen."""
        shelves = self.shelves.values()
        return next(
            (shelf for shelf in shelves if shelf.has_focus),
            next((shelf for shelf in shelves if shelf.current()), self.templates),
        )

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_contents(self, contents: Contents, state: PersonalState) -> None:
        for noun, shelf in self.shelves.items():
            shelf.show_things(contents.of(noun).shelved, frozenset(state.favourites.paths(noun)))
        self.broken.show_files(contents.root, contents.broken)
        self.environment.show_environments(contents.environments.things.values())

    def restore(self, state: PersonalState) -> None:
        """Open and fold what was so the last time."""
        for noun, shelf in self.shelves.items():
            shelf.tree.opened = {FAVOURITES.path, *state.opened(noun)}
            shelf.folded = noun in state.folded()

    def _go_to_found(self) -> None:
        shelves = self.shelves.values()
        for shelf in [shelf for shelf in shelves if shelf.tree.topLevelItemCount()][:1]:
            shelf.focus()

    def _on_searched(self, text: str) -> None:
        for shelf in self.shelves.values():
            shelf.filter(text)

    def _dress(self) -> None:
        self.head.setIcon(theme.icon("workspace", theme.colours().muted))
