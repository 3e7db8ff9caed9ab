"""Fields made from declarations that no option of ours has."""

import pytest
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QSpinBox
from pytestqt.qtbot import QtBot

from inspector.ui.options.editors import EDITORS, editor
from inspector.wire.options import Option
from inspector.wire.options.kinds import Kind, Seconds, Whole


def declared(default: object, kind: Kind) -> Option:
    return Option(
        name="an_option", default=default, kind=kind, group="G", label="L", help="H", told="t"
    )


@pytest.mark.parametrize("kind", [Whole(least=3, most=5), Seconds(least=3, most=5)])
def test_a_number_keeps_to_its_range(qtbot: QtBot, kind: Kind) -> None:
    field = editor(declared(kind.type(4), kind))
    qtbot.addWidget(field.widget)
    for value, kept in ((0, 3), (9, 5), (4, 4)):
        field.set_value(value)
        assert field.value() == kept


@pytest.mark.parametrize(
    "kind",
    [
        Whole(least=1, most=9, on="at most", usual=5),
        Seconds(least=1, most=9, on="at most", usual=5),
    ],
)
def test_a_number_that_may_be_left_out(qtbot: QtBot, kind: Kind) -> None:
    field = editor(declared(None, kind))
    qtbot.addWidget(field.widget)
    box = field.widget.findChild(QCheckBox, "anOptionBox")
    spin = field.widget.findChild(QSpinBox) or field.widget.findChild(QDoubleSpinBox)
    assert isinstance(box, QCheckBox)
    assert isinstance(spin, QSpinBox | QDoubleSpinBox)
    assert (field.value(), box.isChecked(), spin.isEnabled()) == (None, False, False)
    box.click()
    assert (field.value(), spin.isEnabled()) == (5, True)
    spin.setValue(7)
    assert field.value() == 7
    field.set_value(None)
    assert (field.value(), box.isChecked(), spin.isEnabled()) == (None, False, False)
    field.set_value(2)
    assert (field.value(), box.isChecked(), spin.isEnabled()) == (2, True, True)


def test_every_kind_of_value_has_a_field() -> None:
    def kinds(kind: type[Kind]) -> set[type[Kind]]:
        below = {each for inner in kind.__subclasses__() for each in kinds(inner)}
        return below or {kind}

    names = {kind.__name__ for kind in kinds(Kind)}
    assert {name for name in names if not name.startswith("_")} == {
        kind.__name__ for kind in EDITORS
    }
