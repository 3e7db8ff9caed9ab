"""Fields for what a received message must be like."""

import json

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from inspector.library.match import Match
from inspector.library.value import Scalar

_TYPES = {
    "message": "Text or binary message",
    "text": "Text",
    "binary": "Binary",
    "ping": "Ping",
    "pong": "Pong",
    "close": "Close",
    "any": "Anything",
}


class MatchFields(QWidget):
    """Signals: changed: `value()` is another one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._type = QComboBox()
        self._contains, self._regex = QLineEdit(), QLineEdit()
        self._path, self._equals = QLineEdit(), QLineEdit()
        for kind, words in _TYPES.items():
            self._type.addItem(words, kind)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        for widget, name, label, example, tip in (
            (self._type, "matchTypeBox", "Type", "", "The type of the message"),
            (self._contains, "matchContainsEdit", "Contains", "", "Somewhere in its text"),
            (self._regex, "matchRegexEdit", "Regex", "", "A regular expression found in its text"),
            (
                self._path,
                "matchPathEdit",
                "JSONPath",
                "any, such as $.type",
                "RFC 9535: finds a value in it",
            ),
            (self._equals, "matchEqualsEdit", "Equals", "", _EQUALS_TIP),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(label)
            widget.setToolTip(tip)
            form.addRow(label, widget)
            if isinstance(widget, QLineEdit):
                widget.setPlaceholderText(example or "any")
                widget.textChanged.connect(self.changed)
        self._type.currentIndexChanged.connect(self.changed)
        self.setFocusProxy(self._type)

    def value(self) -> Match:
        equals = self._equals.text()
        return Match(
            type=self._type.currentData(),
            contains=self._contains.text(),
            regex=self._regex.text(),
            json_path=self._path.text(),
            equals=_scalar(equals) if equals else None,
        )

    def set_value(self, match: Match) -> None:
        self._type.setCurrentIndex(self._type.findData(match.type))
        self._contains.setText(match.contains)
        self._regex.setText(match.regex)
        self._path.setText(match.json_path)
        self._equals.setText("" if match.equals is None else _typed(match.equals))


_EQUALS_TIP = (
    'What the JSONPath finds, or the whole text: 7 is a number, true a boolean, "7" a string'
)


def _scalar(typed: str) -> Scalar:
    """As JSON where it is a scalar in JSON, else the very text."""
    try:
        value = json.loads(typed)
    except ValueError:
        return typed
    return value if isinstance(value, str | int | float | bool) else typed


def _typed(value: Scalar) -> str:
    """What `_scalar` reads as `value`."""
    if isinstance(value, str) and _scalar(value) == value:
        return value
    return json.dumps(value, ensure_ascii=False)
