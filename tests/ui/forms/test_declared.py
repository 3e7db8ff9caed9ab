"""Forms are made of what steps and actions declare: every kind has one, or the test fails."""

from typing import Annotated

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from inspector.automation.actions import ACTIONS, Action, CloseConnection, Reply
from inspector.automation.fields import told
from inspector.automation.steps import STEPS, SendStep, Step, WaitCloseStep, WaitStep
from inspector.library.value import CloseCode, Seconds
from inspector.ui.forms.actions import Actions
from inspector.ui.forms.declared import declared, fields_of
from inspector.ui.forms.sources import KnownPaths, Paths
from inspector.ui.forms.struct_fields import StructFields

PATHS = Paths(KnownPaths(None, ["Auth/answer"]), KnownPaths(None, ["demo"]))


@pytest.mark.parametrize("kind", STEPS, ids=lambda kind: kind.__name__)
def test_every_step_has_a_form_that_gives_back_what_it_shows(
    qtbot: QtBot, kind: type[Step]
) -> None:
    form = StructFields(kind, fields_of(kind, "step", PATHS))
    qtbot.addWidget(form)
    form.set_value(kind.new())
    assert form.value() == kind.new()
    for field in fields_of(kind, "step", PATHS).values():
        qtbot.addWidget(field.widget)
        assert field.label
        assert field.unless in ("", *kind.__struct_fields__)


@pytest.mark.parametrize("kind", ACTIONS, ids=lambda kind: kind.__name__)
def test_every_action_has_a_line_that_gives_back_what_it_shows(
    qtbot: QtBot, kind: type[Action]
) -> None:
    lines = Actions(PATHS)
    qtbot.addWidget(lines)
    lines.set_value([kind.new()])
    assert lines.value() == (kind.new(),)


def test_the_note_comes_last() -> None:
    assert list(declared(SendStep, "step")) == ["template", "kind", "content", "repeat", "note"]
    assert list(declared(WaitStep, "step")) == ["match", "timeout", "fail", "take", "note"]


def test_what_is_declared_is_in_the_widgets(qtbot: QtBot) -> None:
    fields = fields_of(WaitCloseStep, "step", PATHS)
    for field in fields.values():
        qtbot.addWidget(field.widget)
    code, reason = fields["code"].widget, fields["reason"].widget
    assert isinstance(code, QSpinBox)
    assert (code.objectName(), code.minimum(), code.maximum()) == ("stepCodeSpin", -1, 65535)
    assert (code.text(), fields["code"].value()) == ("any", None)
    assert code.accessibleName() == "Code"
    assert "1006" in code.toolTip()
    assert isinstance(reason, QLineEdit)
    assert reason.placeholderText() == "any"
    close = fields_of(CloseConnection, "close", PATHS)["code"].widget
    qtbot.addWidget(close)
    assert isinstance(close, QSpinBox)
    assert (close.minimum(), close.maximum()) == (0, 65535)
    template = fields_of(Reply, "reply", PATHS)["template"]
    qtbot.addWidget(template.widget)
    template.set_value("gone")
    assert "no template “gone”" in template.widget.accessibleDescription()
    kinds = fields_of(SendStep, "step", PATHS)
    for field in kinds.values():
        qtbot.addWidget(field.widget)
    box = kinds["kind"].widget
    assert isinstance(box, QComboBox)
    assert box.itemText(0) == "Text", "in the composer's words"


class Odd(Step, frozen=True, kw_only=True, tag="odd"):
    """Of a type that nothing edits."""

    parts: Annotated[tuple[int, ...], told("Parts", "Which")] = ()


class Mute(Step, frozen=True, kw_only=True, tag="mute"):
    """A field without a label."""

    seconds: Seconds = 1


class Bounded(Step, frozen=True, kw_only=True, tag="bounded"):
    code: Annotated[CloseCode, told("Code", "A tip")] = 1000


def test_what_cannot_be_edited_or_called_by_a_name_is_an_error(qtbot: QtBot) -> None:
    with pytest.raises(TypeError, match="no field for stepParts"):
        fields_of(Odd, "step", PATHS)
    with pytest.raises(TypeError, match="stepSeconds does not say what it is called"):
        fields_of(Mute, "step", PATHS)
    found = declared(Bounded, "step")["code"]
    assert (found.type, found.least, found.most) == (int, 0, 65535)
