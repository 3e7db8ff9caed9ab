"""The fields of a variable that is set from a message."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from inspector.automation.actions import SetVariable
from inspector.automation.errors import MatchError
from inspector.ui.forms.fields import line, one_of, scalar
from inspector.variables import name_problem

_SOURCES = {
    "json_path": "JSONPath",
    "group": "regex group",
    "value": "value",
    "": "whole text",
}


class SetFields(QWidget):
    """Name, and where the value comes from.

    Signals: changed: `value()` is another one.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name = line(
            "setNameEdit", "Variable", "Name of the variable", example="name", check=name_problem
        )
        self._source = one_of("setSourceBox", "Source", "Where its value comes from", _SOURCES)
        self._parts = {
            "json_path": line(
                "setPathEdit",
                "JSONPath of the value",
                "RFC 9535: the first value that it finds in the message",
                example="$.token",
                check=_path_problem,
                fixed=True,
            ),
            "group": line(
                "setGroupEdit",
                "Group of the value",
                "Number or name of a group in the regex above; 0 is all that it found",
                example="1",
            ),
            "value": scalar("setValueEdit", "Value", "What it is set to"),
        }
        # Where a person goes to one of these, it takes something at once.
        self._parts["json_path"].set_value("$")
        self._parts["group"].set_value("1")
        self._pages = QStackedWidget()
        for part in self._parts.values():
            self._pages.addWidget(part.widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._name.widget, 2)
        row.addWidget(self._source.widget)
        row.addWidget(self._pages, 3)
        self.setFocusProxy(self._name.widget)
        self._source.changed.connect(self._on_source)
        for field in (self._name, *self._parts.values()):
            field.changed.connect(lambda: self.changed.emit())

    def value(self) -> SetVariable:
        name, source = self._name.value(), self._source.value()
        given = {source: self._parts[source].value()} if source else {}
        return SetVariable(name=name, **given)

    def set_value(self, value: SetVariable) -> None:
        source = next((s for s in ("json_path", "group") if getattr(value, s)), "")
        if value.value is not None:
            source = "value"
        self._name.set_value(value.name)
        self._source.set_value(source)
        if source:
            self._parts[source].set_value(getattr(value, source))
        self._on_source()

    def _on_source(self) -> None:
        part = self._parts.get(self._source.value())
        self._pages.setVisible(part is not None)
        if part is not None:
            self._pages.setCurrentWidget(part.widget)
        self.changed.emit()


def _path_problem(path: str) -> str:
    try:
        SetVariable(name="", json_path=path).check()
    except MatchError as error:
        return str(error)
    return ""
