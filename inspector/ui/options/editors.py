"""The fields of the options panel: one for each kind of value that an option may have."""

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from inspector.ui.loop import spawn
from inspector.ui.options.checked_edit import CheckedEdit
from inspector.ui.options.fields import (
    OptionalNumber,
    SizeField,
    check_box,
    choice,
    number,
    seconds,
)
from inspector.ui.options.headers_table import HeadersTable
from inspector.ui.prompts import ask_open
from inspector.ui.variables import install, install_in_column
from inspector.variables import Scopes
from inspector.wire.options import Option
from inspector.wire.options.headers import Headers
from inspector.wire.options.kinds import File, Kind, Seconds, Size, Switch, Text, Whole

Marks = Callable[[], None]
"""Marks the variables in a field anew."""


class Editor(NamedTuple):
    """A field for the value of one option."""

    widget: QWidget
    value: Callable[[], Any]
    """What is chosen; the default in place of what is not allowed."""
    set_value: Callable[[Any], object]
    changed: SignalInstance
    problem: Callable[[], str] = lambda: ""
    """What keeps it from being used, as a sentence; empty if nothing does."""
    know_variables: Callable[[Callable[[], Scopes]], Marks] | None = None
    """Offers and explains variables; None where no text is written."""
    is_tall: bool = False
    """Whether it stands above the others in its group and takes the height that they leave."""


def editor(option: Option) -> Editor:
    """The field for the values of `option`."""
    return EDITORS[type(option.kind)](option)


def _switch(option: Option) -> Editor:
    kind = option.kind
    assert isinstance(kind, Switch)
    name = f"{_camel_case(option.name)}Box"
    if kind.off:
        choices = choice(name, option.label, option.help, [kind.off, kind.on])
        return Editor(
            choices,
            lambda: bool(choices.currentIndex()),
            lambda on: choices.setCurrentIndex(int(on)),
            choices.currentIndexChanged,
        )
    box = check_box(name, kind.on, option.help)
    return Editor(box, box.isChecked, box.setChecked, box.toggled)


def _whole(option: Option) -> Editor:
    kind = option.kind
    assert isinstance(kind, Whole)
    name = f"{_camel_case(option.name)}Spin"
    spin = number(name, option.label, option.help, int(kind.most), least=int(kind.least))
    if kind.unit:
        spin.setSuffix(f" {kind.unit}")
    return _number(option, kind, spin)


def _seconds(option: Option) -> Editor:
    kind = option.kind
    assert isinstance(kind, Seconds)
    spin = seconds(f"{_camel_case(option.name)}Spin", option.label, option.help)
    spin.setRange(kind.least, kind.most)
    return _number(option, kind, spin)


def _number(option: Option, kind: Whole | Seconds, spin: Any) -> Editor:
    if not option.optional:
        return Editor(spin, spin.value, spin.setValue, spin.valueChanged)
    spin.setValue(kind.usual)
    name = f"{_camel_case(option.name)}Box"
    field = OptionalNumber(name, option.label, option.help, kind.on, spin)
    return Editor(field, field.value, field.set_value, field.changed)


def _size(option: Option) -> Editor:
    field = SizeField(_camel_case(option.name), option.label, option.help)
    return Editor(
        field, lambda: field.size_in_bytes, lambda size: _set_size(field, size), field.changed
    )


def _set_size(field: SizeField, size: int) -> None:
    field.size_in_bytes = size


def _text(option: Option) -> Editor:
    edit = _edit(option)
    return _of_edit(option, edit, edit)


def _file(option: Option) -> Editor:
    kind = option.kind
    assert isinstance(kind, File)
    edit = _edit(option)
    button = QPushButton("…")
    button.setObjectName(f"{_camel_case(option.name)}Button")
    button.setAccessibleName(f"Choose {kind.what}")
    button.setMaximumWidth(3 * button.fontMetrics().horizontalAdvance("…"))
    button.setToolTip(f"Choose {kind.what}")
    field = QWidget()
    row = QHBoxLayout(field)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(edit, 1)
    row.addWidget(button)

    async def choose() -> None:
        filters = [f"{kind.metavar} ({' '.join(kind.patterns)})", "All (*)"]
        if (path := await ask_open(field, option.label, filters)) is not None:
            edit.setText(str(path))

    button.clicked.connect(lambda: spawn(choose(), f"choose a file for {option.name}"))
    return _of_edit(option, field, edit)


def _headers(option: Option) -> Editor:
    table = HeadersTable(option.label, option.help)

    def know_variables(scopes: Callable[[], Scopes]) -> Marks:
        install_in_column(table.table, 1, scopes)
        return lambda: None

    return Editor(
        table,
        table.headers,
        table.set_headers,
        table.changed,
        lambda: table.problem,
        know_variables,
        is_tall=True,
    )


EDITORS: dict[type[Kind], Callable[[Option], Editor]] = {
    Switch: _switch,
    Whole: _whole,
    Seconds: _seconds,
    Size: _size,
    Text: _text,
    File: _file,
    Headers: _headers,
}


def _edit(option: Option) -> CheckedEdit:
    def problem(text: str) -> str:
        return option.problem(text) or option.kind.obstacle(option.label, text)

    return CheckedEdit(f"{_camel_case(option.name)}Edit", option.label, option.help, problem)


def _of_edit(option: Option, widget: QWidget, edit: CheckedEdit) -> Editor:
    def value() -> str | None:
        return edit.value if edit.value and not option.problem(edit.value) else option.default

    def know_variables(scopes: Callable[[], Scopes]) -> Marks:
        return install(edit, scopes).refresh

    return Editor(
        widget,
        value,
        lambda text: edit.setText(text or ""),
        edit.textChanged,
        lambda: edit.problem,
        know_variables,
    )


def _camel_case(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))
