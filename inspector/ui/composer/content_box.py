"""What is written, in the form of its kind: an editor, or fields."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from inspector.library import LibraryError
from inspector.ui.composer.convert import NotConvertedError, converted
from inspector.ui.composer.edit import ComposerEdit
from inspector.ui.composer.fields import CloseFields, FileField
from inspector.ui.composer.json_layout import JsonError
from inspector.ui.composer.kinds import KINDS, UNTYPED
from inspector.ui.composer.recall import Recall
from inspector.ui.details.find_bar import FindBar
from inspector.ui.tab_order import follow
from inspector.variables import Rendered

_LEAST_TYPE = 84
"""Pixels; where there is room it is as wide as its longest word."""


class ContentBox(QWidget):
    """Signals:
    changed: `content()` is another one.
    failed(str): something could not be done with it; told after `changed`.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, render: Callable[[str, str], Rendered]) -> None:
        """`render`: a kind's content with variables in their places; may raise LibraryError."""
        super().__init__()
        self._render = render
        self._recall = Recall()
        self._typed = "text"
        """The kind in which the editor's text is written."""
        self._is_setting = False
        self.type = QComboBox()
        """Chooses the kind; stands elsewhere."""
        self.edit = ComposerEdit()
        self._file = FileField()
        self._close = CloseFields()
        self._pages = QStackedWidget()
        self._column = QVBoxLayout(self)
        self._build()
        self._show_kind()
        self.type.currentIndexChanged.connect(self._on_kind_chosen)
        self.edit.older_requested.connect(self._on_older)
        self.edit.newer_requested.connect(self._on_newer)
        self.edit.returned.connect(self._on_returned)
        self.edit.textChanged.connect(self._on_edited)
        self._file.changed.connect(self._on_changed)
        self._close.changed.connect(self._on_changed)

    @cached_property
    def _finder(self) -> FindBar:
        """Built when it is first wanted."""
        finder = FindBar(self.edit, self.edit.shown_text, "composer", margin=0)
        self._column.addWidget(finder)
        follow(self.edit, finder)
        return finder

    @property
    def kind(self) -> str:
        """One of `inspector.library.KINDS`."""
        return str(self.type.currentData())

    @property
    def is_typed(self) -> bool:
        """Whether it stands in the editor."""
        return self.kind not in UNTYPED

    def content(self) -> str:
        """As a template keeps it."""
        if self.kind == "binary-file":
            return self._file.content()
        return self._close.content() if self.kind == "close" else self.edit.text()

    def set_content(self, kind: str, content: str) -> None:
        """Show `content` in place of what is there; in the editor that can be undone."""
        self._is_setting = True
        self.type.setCurrentIndex(self.type.findData(kind))
        if kind == "binary-file":
            self._file.set_content(content)
        elif kind == "close":
            self._close.set_content(content)
        else:
            self._put(content, kind)
        self._is_setting = False
        self.changed.emit()

    def remember(self, kind: str, content: str) -> None:
        """It was sent: Up brings it back, unless there is nothing in it."""
        if content:
            self._recall.add((kind, content))

    def begin_find(self, by: int = 0) -> None:
        """Show the field that finds; where it is there, go on by `by`, -1 backwards."""
        if by and self._finder.isVisible():
            self._finder.step(by)
        else:
            self._finder.begin()

    def end_find(self) -> bool:
        """Take that field away; whether it was there."""
        if "_finder" not in vars(self) or not self._finder.isVisible():
            return False
        self._finder.dismiss()
        return True

    def arrange(self, arranged: Callable[[str], str]) -> None:
        """Put what `arranged` makes of the text in its place. It may raise JsonError."""
        content = self.edit.text()
        try:
            now = arranged(content)
        except JsonError as error:
            self.failed.emit(f"not JSON: {error}")
        else:
            if now != content:
                self._put(now, self._typed)
        self.edit.setFocus()

    def _build(self) -> None:
        self.type.setObjectName("payloadTypeBox")
        self.type.setAccessibleName("Type of message")
        self.type.setToolTip("What is sent, and how it is written here")
        self.type.setMinimumWidth(_LEAST_TYPE)
        for name, kind in KINDS.items():
            self.type.addItem(kind.label, name)
        for page in (self.edit, self._file, self._close):
            self._pages.addWidget(page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._pages, 1)

    def _show_kind(self) -> None:
        kind = self.kind
        page = {"binary-file": self._file, "close": self._close}.get(kind, self.edit)
        self._pages.setCurrentWidget(page)
        self.setFocusProxy(page)
        self.edit.setPlaceholderText(KINDS[kind].example)
        self.edit.highlighter.set_active(kind == "json")

    def _on_kind_chosen(self) -> None:
        """Show the same bytes in the other kind, where that can be."""
        if self._is_setting:
            self._show_kind()
            return
        self._is_setting = True
        self._show_kind()  # other colours of the text count as a change of it
        problem = self._convert() if self.is_typed else ""
        self._is_setting = False
        self.changed.emit()
        if problem:
            self.failed.emit(problem)

    def _convert(self) -> str:
        """Why the text stays as it is; empty where nothing is lost by that.

        Until a person changes it, it is then still what it was: the way back loses nothing.
        """
        content = self.edit.text()
        try:
            rendered = self._render(self._typed, content)
            now = converted(content, self._typed, self.kind, rendered)
        except (NotConvertedError, LibraryError) as error:
            return str(error)
        if now != content:
            self._put(now, self.kind)
        self._typed = self.kind
        self.edit.keep(self._typed)
        return ""

    def _put(self, content: str, kind: str) -> None:
        """Undoing it brings back what was there, as what it was."""
        self.edit.keep(self._typed)
        self.edit.set_text(content)
        self._typed = kind
        self.edit.keep(kind)

    def _on_returned(self, kind: str) -> None:
        if not self._is_setting:
            self._is_setting = True
            self.type.setCurrentIndex(self.type.findData(kind))
            self._is_setting = False

    def _on_edited(self) -> None:
        if not self._is_setting and self.is_typed:
            self._typed = self.kind
        self._on_changed()

    def _on_changed(self) -> None:
        if not self._is_setting:
            self.changed.emit()

    def _on_older(self) -> None:
        if entry := self._recall.older((self.kind, self.content())):
            self.set_content(*entry)
            self.edit.go_to_first_line()

    def _on_newer(self) -> None:
        if entry := self._recall.newer((self.kind, self.content())):
            self.set_content(*entry)
            self.edit.moveCursor(QTextCursor.MoveOperation.End)
