"""What would come into the library, shown before anything is written."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from inspector.library import Named
from inspector.ui import theme
from inspector.ui.library.contents import described
from inspector.ui.library.details_dialog import FolderBox
from inspector.ui.text import plain_tip

_ICONS = {"environment": "options"}
"""Where it is not the noun."""
_SHOWN = 200
"""Characters of a content."""


class Coming(NamedTuple):
    """What is to be shown, and asked."""

    title: str
    origin: str
    """Where it comes from: `Postman collection chat.json`."""
    things: Sequence[Named]
    notes: Sequence[str] = ()
    """What is left out or changed, and why."""
    folders: Iterable[str] | None = None
    """Those to choose from, for what comes to go into; None where that is no choice."""


class ComingDialog(QDialog):
    """`coming` as a list, with what is left out; OK is called Import."""

    def __init__(self, coming: Coming, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("comingDialog")
        self.setWindowTitle(coming.title)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(_label("comingOrigin", coming.origin))
        if coming.things:
            column.addWidget(_list(coming.things), 3)
        if coming.notes:
            column.addWidget(_label("comingNotesLabel", "Left out, or not as it was:"))
            column.addWidget(_notes(coming.notes), 2)
        self._folder: FolderBox | None = None
        if coming.folders is not None and coming.things:
            self._folder = FolderBox("", coming.folders)
            form = QFormLayout()
            form.addRow("Into the &folder:", self._folder)
            column.addLayout(form)
        self._update = QCheckBox("&Update what was imported before")
        self._update.setObjectName("updateBox")
        self._update.setToolTip(
            "Things of the same kind, folder and name become what the file says.\n"
            "Rules, and variables that it does not have, stay."
        )
        self._update.setVisible(self._folder is not None)
        column.addWidget(self._update)
        column.addWidget(self._buttons(bool(coming.things)))
        self.resize(640, 480 if coming.things else 300)

    @property
    def folder(self) -> str:
        """The path that was chosen; empty for the top."""
        return self._folder.folder if self._folder is not None else ""

    @property
    def update_there(self) -> bool:
        """Whether things that are there are to become what comes."""
        return self._update.isChecked()

    def _buttons(self, anything: bool) -> QDialogButtonBox:
        roles = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        take = buttons.addButton("&Import", roles.AcceptRole)
        take.setObjectName("importButton")
        take.setProperty("primary", True)
        take.setToolTip("Write all that into the workspace, or nothing where that cannot be")
        take.setEnabled(anything)
        take.setDefault(anything)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons


def _list(things: Sequence[Named]) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setObjectName("comingList")
    tree.setAccessibleName("What comes")
    tree.setHeaderLabels(["Name", "Content"])
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setAlternatingRowColors(True)
    for thing in things:
        noun = type(thing).__name__.lower()
        content = " ".join(described(thing)[:_SHOWN].split())
        item = QTreeWidgetItem([thing.path, content or noun])
        item.setIcon(0, theme.icon(_ICONS.get(noun, noun)))
        item.setToolTip(0, plain_tip(thing.path))
        item.setToolTip(1, plain_tip(content))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{noun} {thing.path}")
        tree.addTopLevelItem(item)
    header = tree.header()
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
    header.resizeSection(0, 280)
    tree.setCurrentIndex(tree.model().index(0, 0))
    return tree


def _notes(notes: Sequence[str]) -> QPlainTextEdit:
    edit = QPlainTextEdit("\n".join(f"• {note}" for note in notes))
    edit.setObjectName("comingNotes")
    edit.setAccessibleName("Left out, or not as it was")
    edit.setReadOnly(True)
    edit.setTabChangesFocus(True)
    return edit


def _label(name: str, text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
