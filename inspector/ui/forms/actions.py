"""The actions of a rule: a line each, with what is done and its few fields."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple, Protocol, cast, get_args

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from inspector.library.rule import (
    AnyAction,
    CloseConnection,
    Colour,
    Mark,
    Notify,
    Pause,
    Ping,
    Reply,
    SetVariable,
    Stop,
)
from inspector.ui.details.controls import IconButton
from inspector.ui.forms.fields import line, one_of, path, whole
from inspector.ui.forms.set_fields import SetFields
from inspector.ui.forms.sources import Paths
from inspector.ui.forms.struct_fields import StructFields


class _Fields(Protocol):
    """What edits one action; a widget."""

    @property
    def changed(self) -> SignalInstance: ...
    def value(self) -> AnyAction: ...
    def set_value(self, value: AnyAction) -> None: ...


class _Kind(NamedTuple):
    """A kind of action: what it is called, and one to begin with."""

    title: str
    tip: str
    new: AnyAction


_TAKEN = SetVariable(name="", json_path="$")
"""All of a JSON message: most go on from there."""

KINDS: dict[type[AnyAction], _Kind] = {
    SetVariable: _Kind("Set variable", "Of the session, from the message", _TAKEN),
    Reply: _Kind("Reply with", "Send a template", Reply(template="")),
    Ping: _Kind("Send ping", "With this payload", Ping()),
    Mark: _Kind("Mark row", "Give the message's row a colour", Mark()),
    Notify: _Kind("Notify", "Tell you, in the window and through the system", Notify()),
    Pause: _Kind(
        "Pause reading", "So that TCP holds the sender, until Ctrl+Shift+R reads on", Pause()
    ),
    Stop: _Kind("Stop sending", "Stop repeats, and all rules", Stop()),
    CloseConnection: _Kind("Close", "With this code and reason", CloseConnection()),
}


class Actions(QWidget):
    """Signals: changed: `value()` is another one."""

    changed = Signal()

    def __init__(self, paths: Paths, kinds: Sequence[type[AnyAction]] = tuple(KINDS)) -> None:
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
            self._add.clicked.connect(lambda: self._append(KINDS[kinds[0]].new))
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

    def value(self) -> tuple[AnyAction, ...]:
        return tuple(row.fields.value() for row in self._lines)

    def set_value(self, actions: Sequence[AnyAction]) -> None:
        for row in self._lines:
            self._drop(row)
        self._lines = []
        for action in actions:
            self._insert(len(self._lines), action)

    def _menu(self, kinds: Sequence[type[AnyAction]]) -> QMenu:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for kind in kinds:
            about = KINDS[kind]
            action = menu.addAction(about.title, partial(self._append, about.new))
            action.setToolTip(about.tip)
        return menu

    def _append(self, action: AnyAction) -> None:
        line = self._insert(len(self._lines), action)
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _insert(self, place: int, action: AnyAction) -> "_Line":
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

    def __init__(self, action: AnyAction, fields: _Fields) -> None:
        super().__init__()
        about = KINDS[type(action)]
        self.fields = fields
        fields.set_value(action)
        title = QLabel(about.title)
        title.setToolTip(about.tip)
        title.setMinimumWidth(title.fontMetrics().horizontalAdvance("Set variable") + 6)
        remove = IconButton(
            "close", f"Remove: {about.title}", "Take this action out", "removeActionButton"
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


def _fields_for(kind: type[AnyAction], paths: Paths) -> _Fields:
    if kind is SetVariable:
        return cast("_Fields", SetFields())
    fields = {
        Reply: {
            "template": path(
                "replyTemplateEdit",
                "Template",
                "Path of the template to send",
                paths.templates,
                example="Auth/answer",
            )
        },
        Ping: {"payload": line("pingPayloadEdit", "Payload", "At most 125 bytes of UTF-8")},
        Mark: {
            "colour": one_of(
                "markColourBox",
                "Colour",
                "Of the message's row in the log",
                {colour: colour for colour in get_args(Colour)},
            )
        },
        Notify: {
            "text": line(
                "notifyTextEdit", "Text", "What to tell; the rule's name where it is empty"
            )
        },
        Pause: {},
        Stop: {},
        CloseConnection: {
            "code": whole(
                "closeCodeSpin", "Close code", "1000, or 3000 to 4999; others are sent too", 0xFFFF
            ),
            "reason": line("closeReasonEdit", "Reason", "At most 123 bytes of UTF-8"),
        },
    }[kind]
    return cast("_Fields", StructFields(kind, fields, in_row=True))
