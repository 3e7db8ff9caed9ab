"""Fields for one value each: what is shown, how it is read and set, and when it changes."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, SignalInstance
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from inspector.automation.matching import MatchError, compile_match
from inspector.library.match import Match
from inspector.ui import theme
from inspector.ui.forms.sources import KnownPaths
from inspector.ui.library.typed_value import RULE, to_scalar, to_text
from inspector.ui.options.checked_edit import CheckedEdit
from inspector.ui.options.fields import choice, number, seconds
from inspector.ui.text import written

_NARROW = 56
"""Pixels below which no line is squeezed."""


class Field(NamedTuple):
    """A widget for one value."""

    label: str
    widget: QWidget
    value: Callable[[], Any]
    set_value: Callable[[Any], object]
    changed: SignalInstance
    unless: str = ""
    """The field beside it that must be empty for this one to count."""


def line(
    name: str,
    label: str,
    tip: str,
    *,
    example: str = "",
    check: Callable[[str], str] = lambda _: "",
    fixed: bool = False,
) -> Field:
    """Text in one line; `fixed` in a fixed-pitch font, for patterns and the like."""
    edit = _line(name, label, tip, example, check)
    if fixed:
        edit.setFont(theme.fixed_font())
    return Field(label, edit, edit.text, edit.setText, edit.textChanged)


def scalar(name: str, label: str, tip: str, *, optional: bool = False) -> Field:
    """A variable's value; None for nothing typed, where it is `optional`."""
    edit = _line(name, label, f"{tip}; {RULE}")

    def value() -> Any:
        return None if optional and not edit.text() else to_scalar(edit.text())

    def set_value(value: Any) -> None:
        edit.setText("" if value is None else to_text(value))

    return Field(label, edit, value, set_value, edit.textChanged)


def path(name: str, label: str, tip: str, known: KnownPaths, *, example: str = "") -> Field:
    """The path of something in the workspace, completed from `known`. No key waits for the disk:
    the paths are read when the field gets the focus, or has its first text."""
    edit = _line(name, label, tip, example, lambda text: _missing(text, label, known))
    known.changed.connect(edit.check_again)
    edit.setCompleter(_PathCompleter(edit, known))
    return Field(label, edit, edit.text, edit.setText, edit.textChanged)


def paragraph(name: str, label: str, tip: str) -> Field:
    """Text in several lines, in a fixed-pitch font."""
    edit = QPlainTextEdit()
    edit.setObjectName(name)
    edit.setAccessibleName(label)
    edit.setToolTip(tip)
    edit.setFont(theme.fixed_font())
    edit.setProperty("framed", True)
    edit.setTabChangesFocus(True)
    edit.setMinimumHeight(3 * edit.fontMetrics().lineSpacing())
    return Field(label, edit, lambda: written(edit.document()), edit.setPlainText, edit.textChanged)


def one_of(name: str, label: str, tip: str, choices: Mapping[Any, str]) -> Field:
    """One of the keys of `choices`, shown by its words."""
    box = choice(name, label, tip, list(choices.values()))
    values = list(choices)
    return Field(
        label,
        box,
        lambda: values[box.currentIndex()],
        lambda value: box.setCurrentIndex(values.index(value)),
        box.currentIndexChanged,
    )


def whole(name: str, label: str, tip: str, most: int, *, least: int = 0) -> Field:
    """A number from `least` to `most`."""
    spin: QSpinBox = number(name, label, tip, most, least=least)
    return Field(label, spin, spin.value, spin.setValue, spin.valueChanged)


def maybe_whole(name: str, label: str, tip: str, most: int) -> Field:
    """A number from 0 to `most`, or None, which is shown as `any`."""
    spin: QSpinBox = number(name, label, tip, most)
    spin.setMinimum(-1)
    spin.setSpecialValueText("any")

    def set_value(value: int | None) -> None:
        spin.setValue(-1 if value is None else value)

    set_value(None)
    return Field(
        label,
        spin,
        lambda: None if spin.value() < 0 else spin.value(),
        set_value,
        spin.valueChanged,
    )


def pattern(name: str, label: str, tip: str, *, example: str = "") -> Field:
    """A regular expression, judged while it is typed."""
    return line(name, label, tip, example=example, check=_pattern_problem, fixed=True)


def duration(name: str, label: str, tip: str) -> Field:
    """Seconds."""
    spin = seconds(name, label, tip)
    spin.setRange(0, 1_000_000)
    return Field(label, spin, spin.value, spin.setValue, spin.valueChanged)


def _line(
    name: str,
    label: str,
    tip: str,
    example: str = "",
    check: Callable[[str], str] = lambda _: "",
) -> CheckedEdit:
    edit = CheckedEdit(name, label, tip, check)
    edit.setPlaceholderText(example)
    edit.setMinimumWidth(_NARROW)
    return edit


def _pattern_problem(pattern: str) -> str:
    try:
        compile_match(Match(regex=pattern))
    except (MatchError, ValueError) as error:
        return str(error)
    return ""


def _missing(text: str, label: str, known: KnownPaths) -> str:
    if known.paths is None:
        known.refresh()
        return ""
    if any(path == text or path.rpartition("/")[2] == text for path in known.paths):
        return ""
    return f"There is no {label.lower()} “{text}” in the workspace: choose one, or save one first."


class _PathCompleter(QCompleter):
    """Offers those that have what is typed somewhere in them, and all when Down is pressed."""

    def __init__(self, edit: QLineEdit, known: KnownPaths) -> None:
        self._known = known
        self._list = QStringListModel(list(known.paths or ()))
        self._offering = False
        """Whether the person wants to see all, and they were not known then."""
        super().__init__(self._list, edit)
        self._edit = edit
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self._arrow = edit.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._arrow.setToolTip("Choose one (Down)")
        self._arrow.triggered.connect(self.offer_all)
        edit.installEventFilter(self)
        known.changed.connect(self._on_known)
        theme.notifier().changed.connect(self._dress)
        self._dress()

    def offer_all(self) -> None:
        self._edit.setFocus()
        self._known.refresh()
        self._offering = self._known.paths is None
        self.setCompletionPrefix("")
        self.complete()

    def _on_known(self) -> None:
        self._list.setStringList(list(self._known.paths or ()))
        if self._offering and self._edit.hasFocus():
            self.setCompletionPrefix("")
            self.complete()
        self._offering = False

    def _dress(self) -> None:
        self._arrow.setIcon(theme.icon("expand", theme.colours().muted))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._edit and event.type() == QEvent.Type.FocusIn:
            self._known.refresh()
        elif watched is self._edit and _is_down(event):
            self.offer_all()
            return True
        return super().eventFilter(watched, event)


def _is_down(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.KeyPress
        and event.key() == Qt.Key.Key_Down
        and event.modifiers()
        in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    )
