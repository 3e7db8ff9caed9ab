"""The actions of a rule: a line each, with what is done and its few fields."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol, cast

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from inspector.automation.actions import ACTIONS, Action, SetVariable
from inspector.automation.actions.action import actions_of
from inspector.library.rule import AnyAction
from inspector.ui.details.controls import IconButton
from inspector.ui.forms.declared import fields_of
from inspector.ui.forms.set_fields import SetFields
from inspector.ui.forms.sources import Paths
from inspector.ui.forms.struct_fields import StructFields


class _Fields(Protocol):
    """What edits one action; a widget."""

    @property
    def changed(self) -> SignalInstance: ...
    def value(self) -> Action: ...
    def set_value(self, value: Action) -> None: ...


_SPECIAL: dict[type[Action], Callable[[], QWidget]] = {SetVariable: SetFields}
"""Kinds whose fields hang together: what edits them."""


class Actions(QWidget):
    """Signals: changed: `value()` is another one."""

    changed = Signal()

    def __init__(self, paths: Paths, kinds: Sequence[type[Action]] = ACTIONS) -> None:
        """`kinds` are those that may be added."""
        super().__init__()
        self._paths = paths
        self._lines: list[_Line] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self._add = QPushButton("Add")
        self._add.setObjectName("addActionButton")
        self._add.setAccessibleName("Add an action")
        self._add.setToolTip("What is to be done next")
        if len(kinds) == 1:
            self._add.clicked.connect(lambda: self._append(kinds[0].new()))
        else:
            self._add.setMenu(self._menu(kinds))
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._column)
        column.addLayout(foot)
        self.setFocusProxy(self._add)

    def value(self) -> tuple[Action, ...]:
        return tuple(row.fields.value() for row in self._lines)

    def set_value(self, actions: Sequence[AnyAction]) -> None:
        for row in self._lines:
            self._drop(row)
        self._lines = []
        for action in actions_of(actions):
            self._insert(len(self._lines), action)

    def _menu(self, kinds: Sequence[type[Action]]) -> QMenu:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for kind in kinds:
            action = menu.addAction(kind.title, partial(self._append, kind.new()))
            action.setToolTip(kind.tip)
        return menu

    def _append(self, action: Action) -> None:
        line = self._insert(len(self._lines), action)
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _insert(self, place: int, action: Action) -> "_Line":
        line = _Line(action, _fields_for(type(action), self._paths))
        line.fields.changed.connect(self.changed)
        line.moved.connect(partial(self._move, line))
        line.removed.connect(partial(self._remove, line))
        self._lines.insert(place, line)
        self._column.insertWidget(place, line)
        return line

    def _move(self, line: "_Line", by: int) -> None:
        start = self._lines.index(line)
        end = start + by
        if 0 <= end < len(self._lines):
            self._lines.insert(end, self._lines.pop(start))
            self._column.removeWidget(line)
            self._column.insertWidget(end, line)
            self.changed.emit()

    def _remove(self, line: "_Line") -> None:
        self._lines.remove(line)
        self._drop(line)
        self._add.setFocus()
        self.changed.emit()

    def _drop(self, line: "_Line") -> None:
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()


class _Line(QWidget):
    """An action. Signals: moved(int): up (-1) or down (1); removed."""

    moved = Signal(int)
    removed = Signal()

    def __init__(self, action: Action, fields: _Fields) -> None:
        super().__init__()
        self.fields = fields
        fields.set_value(action)
        title = QLabel(action.title)
        title.setToolTip(action.tip)
        title.setMinimumWidth(title.fontMetrics().horizontalAdvance("Set variable") + 6)
        remove = IconButton(
            "close", f"Remove: {action.title}", "Take this action out", "removeActionButton"
        )
        remove.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(title)
        row.addWidget(cast("QWidget", fields), 1)
        row.addWidget(remove)
        self.setFocusProxy(cast("QWidget", fields))
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.moved.emit, by))


def _fields_for(kind: type[Action], paths: Paths) -> _Fields:
    if kind in _SPECIAL:
        return cast("_Fields", _SPECIAL[kind]())
    tag = str(kind.__struct_config__.tag)
    return cast("_Fields", StructFields(kind, fields_of(kind, tag, paths), in_row=True))
