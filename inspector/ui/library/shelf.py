"""A shelf: a titled tree that can be folded away, and what can be asked of what is in it."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from PySide6.QtCore import QElapsedTimer, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from inspector.ui import theme
from inspector.ui.library.shelved import Key, Shelved
from inspector.ui.library.tree import ThingTree, key_of
from inspector.ui.library.verbs import Verb, VerbMenu, can

_NO_LIMIT = 16_777_215
"""Qt's QWIDGETSIZE_MAX."""


class ShelfWords(NamedTuple):
    """What tells one shelf from another."""

    noun: str
    title: str
    icon: str
    take: str
    """What taking is called, such as `Connect`."""
    add: str
    empty: str
    takes_by_click: bool = False
    """Whether a single click takes: not where that would overwrite something."""


class Shelf(QWidget):
    """Signals:
    asked(str, Key): a `Verb`, and of what; None for a folder at the top.
    renamed(Key, str), moved(Key, str): by typing in place and by dragging; see `ThingTree`.
    add_requested: save what is there now.
    arranged: the shelf was folded or unfolded, or a folder on it opened or closed.
    """

    asked = Signal(str, object)
    renamed = Signal(object, str)
    moved = Signal(object, str)
    add_requested = Signal()
    arranged = Signal()

    def __init__(self, words: ShelfWords) -> None:
        super().__init__()
        self.words = words
        self._is_read = False
        self._folded = False
        self._filtered = False
        self._favourites: Collection[str] = ()
        self._taken: Key | None = None
        self._since_taken = QElapsedTimer()
        self.tree = ThingTree(f"{words.noun}Tree", words.title, words.icon)
        self._menu = VerbMenu(self.tree, words.take)
        self._heading = _heading(words)
        self._add = _button(f"{words.noun}AddButton", words.add)
        self._folder = _button(f"{words.noun}FolderButton", "New folder")
        self._hint = QLabel()
        self._hint.setObjectName(f"{words.noun}Hint")
        self._hint.setWordWrap(True)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._hint.setContentsMargins(10, 4, 10, 4)
        self._head = QWidget()
        top = QHBoxLayout(self._head)
        top.setContentsMargins(2, 3, 4, 2)
        top.setSpacing(0)
        top.addWidget(self._heading, 1)
        top.addWidget(self._folder)
        top.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._hint)
        column.addWidget(self.tree, 1)

        self._heading.clicked.connect(self._on_heading)
        self._folder.clicked.connect(lambda: self.ask("folder"))
        self._add.clicked.connect(self.add_requested)
        self._menu.asked.connect(self.ask)
        self.tree.itemActivated.connect(self._on_activated)
        self.tree.itemClicked.connect(self._on_clicked)
        self.tree.menu_requested.connect(self._on_menu)
        self.tree.renamed.connect(self.renamed)
        self.tree.moved.connect(self.moved)
        self.tree.opened_changed.connect(self.arranged)
        theme.notifier().changed.connect(self._dress)
        self._dress()
        self._show_hint()

    def show_things(self, shelved: Sequence[Shelved], favourites: Collection[str]) -> None:
        """List `shelved`; those whose paths are in `favourites` once more on top."""
        self._is_read = True
        self._favourites = favourites
        self.tree.show_things(shelved, favourites)
        self._show_hint()

    def filter(self, text: str) -> None:
        """Show only what has all words of `text` somewhere in it."""
        self._filtered = bool(text.split())
        self.tree.filter(text)
        self._show_hint()

    @property
    def folded(self) -> bool:
        return self._folded

    @folded.setter
    def folded(self, folded: bool) -> None:
        self._folded = folded
        self.tree.setVisible(not folded)
        self._show_hint()
        self.setMaximumHeight(self._head.sizeHint().height() if folded else _NO_LIMIT)
        self._dress()

    @property
    def has_focus(self) -> bool:
        return self.tree.hasFocus()

    def focus(self) -> None:
        """Go to the tree, on its first row where none is chosen yet."""
        self.folded = False
        if self.tree.currentItem() is None and (first := self.tree.topLevelItem(0)) is not None:
            self.tree.setCurrentItem(first)
        self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def current(self) -> Key | None:
        return self.tree.current()

    def ask(self, verb: Verb) -> None:
        """Ask that of what is chosen, if it can be asked of it."""
        key = self.current()
        if verb == "folder":
            self.asked.emit(verb, key)
        elif key is not None and can(verb, key.kind):
            if verb == "rename":
                self.tree.edit_name()
            else:
                self.asked.emit(verb, key)

    def _on_clicked(self, item: QTreeWidgetItem) -> None:
        if item.childCount() or self.words.takes_by_click:
            self._on_activated(item)

    def _on_activated(self, item: QTreeWidgetItem) -> None:
        """A double click is two clicks and an activation: take, or open, once."""
        pause, key = QApplication.doubleClickInterval(), key_of(item)
        again = self._since_taken.isValid() and self._since_taken.elapsed() <= pause
        if again and key == self._taken:
            return
        self._since_taken.start()
        self._taken = key
        if item.childCount():
            item.setExpanded(not item.isExpanded())
        else:
            self.ask("take")

    def _on_menu(self, at: QPoint) -> None:
        key = self.current()
        is_favourite = key is not None and key.kind == "thing" and key.path in self._favourites
        self._menu.suit(key.kind if key else "favourites", favourite=is_favourite)
        self._menu.popup(at)

    def _on_heading(self) -> None:
        self.folded = not self.folded
        self.arranged.emit()

    def _show_hint(self) -> None:
        """Why there is nothing to see."""
        self._hint.setText("Nothing here matches." if self._filtered else self.words.empty)
        nothing = self._is_read and self.tree.topLevelItemCount() == 0
        self._hint.setVisible(nothing and not self.folded)

    def _dress(self) -> None:
        colours = theme.colours()
        self._add.setIcon(theme.icon("add", colours.muted))
        self._folder.setIcon(theme.icon("folder-add", colours.muted))
        arrow = Qt.ArrowType.RightArrow if self.folded else Qt.ArrowType.DownArrow
        self._heading.setArrowType(arrow)
        for label in (self._heading, self._hint):
            label.setStyleSheet(f"color: {colours.muted.name()}")


def _heading(words: ShelfWords) -> QToolButton:
    heading = _button(f"{words.noun}Heading", f"Show or hide the {words.title.lower()}")
    heading.setText(words.title.upper())
    heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    font = heading.font()
    font.setPointSizeF(font.pointSizeF() * 0.85)
    font.setBold(True)
    heading.setFont(font)
    return heading


def _button(name: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setAutoRaise(True)
    button.setObjectName(name)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button
