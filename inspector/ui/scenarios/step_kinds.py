"""The kinds of steps: what they are called, one to begin with, and their forms."""

from collections.abc import Callable
from typing import NamedTuple, cast

from inspector.library import KINDS as MESSAGE_KINDS
from inspector.library.rule import SetVariable
from inspector.library.scenario import (
    AnyStep,
    AssertStep,
    CloseStep,
    ConnectStep,
    SendStep,
    SetStep,
    SleepStep,
    WaitStep,
)
from inspector.ui.composer.kinds import KINDS as MESSAGE_WORDS
from inspector.ui.composer.repeat_panel import RepeatPanel
from inspector.ui.forms.actions import Actions
from inspector.ui.forms.fields import (
    Field,
    duration,
    line,
    one_of,
    paragraph,
    path,
    scalar,
    whole,
)
from inspector.ui.forms.match_form import MatchForm
from inspector.ui.forms.optional_match import OptionalMatch
from inspector.ui.forms.sources import Paths
from inspector.ui.forms.struct_fields import StructFields


class StepKind(NamedTuple):
    title: str
    tip: str
    new: AnyStep


STEP_KINDS: dict[type[AnyStep], StepKind] = {
    ConnectStep: StepKind("Connect", "Open a connection to an endpoint", ConnectStep()),
    SendStep: StepKind("Send", "Send a template, or what is written here", SendStep()),
    WaitStep: StepKind("Wait", "For a message, and take variables from it", WaitStep()),
    AssertStep: StepKind("Assert", "Check the message or a variable", AssertStep()),
    SetStep: StepKind("Set variable", "Of the session", SetStep(name="")),
    SleepStep: StepKind("Sleep", "Let time pass", SleepStep()),
    CloseStep: StepKind("Close", "Close the connection", CloseStep()),
}


def step_fields(kind: type[AnyStep], paths: Paths) -> StructFields[AnyStep]:
    """The form of a step of that kind. Conditions are judged without values of variables: who knows
    which ones there will be in the run?"""
    fields = {**_FIELDS[kind](paths), "note": _note()}
    return cast("StructFields[AnyStep]", StructFields(kind, fields))


def _note() -> Field:
    return line("stepNoteEdit", "Note", "What the step is for: its name in the list and in reports")


def _connect(paths: Paths) -> dict[str, Field]:
    tip = "Path of the endpoint to connect to; the scenario's own where it is empty"
    return {
        "endpoint": path(
            "stepEndpointEdit", "Endpoint", tip, paths.endpoints, example="the scenario's"
        )
    }


def _send(paths: Paths) -> dict[str, Field]:
    kinds = {kind: MESSAGE_WORDS[kind].label for kind in MESSAGE_KINDS}
    repeat = RepeatPanel(None)
    tip = "What is sent where there is no template"
    template = path(
        "stepTemplateEdit",
        "Template",
        "Path of the template to send; what is below is sent where it is empty",
        paths.templates,
        example="none: what is below",
    )
    kind = one_of("stepKindBox", "Type", tip, kinds)
    content = paragraph("stepContentEdit", "Content", tip)

    def on_template(path: str) -> None:
        for field in (kind, content):
            field.widget.setEnabled(not path)

    template.changed.connect(on_template)
    return {
        "template": template,
        "kind": kind,
        "content": content,
        "repeat": Field("Repeat", repeat, repeat.value, repeat.set_value, repeat.changed),
    }


def _wait(paths: Paths) -> dict[str, Field]:
    match, taken = MatchForm(None), Actions(paths, [SetVariable])
    return {
        "match": Field("For", match, match.value, match.set_value, match.changed),
        "timeout": duration("stepTimeoutSpin", "Within", "Then the step has failed"),
        "take": Field("Take", taken, taken.value, taken.set_value, taken.changed),
    }


def _assert(_: Paths) -> dict[str, Field]:
    match = OptionalMatch()
    return {
        "match": Field("Message", match, match.value, match.set_value, match.changed),
        "variable": line(
            "stepVariableEdit", "Variable", "Name of a variable that must have a value"
        ),
        "equals": scalar("stepEqualsEdit", "Equals", "What the variable must be", optional=True),
    }


def _set(_: Paths) -> dict[str, Field]:
    return {
        "name": line("stepNameEdit", "Variable", "Name of the variable"),
        "value": scalar("stepValueEdit", "Value", "What it is set to"),
    }


def _sleep(_: Paths) -> dict[str, Field]:
    return {"seconds": duration("stepSecondsSpin", "Sleep", "How long")}


def _close(_: Paths) -> dict[str, Field]:
    tip = "1000, or 3000 to 4999; others are sent too"
    return {
        "code": whole("stepCodeSpin", "Code", tip, 0xFFFF),
        "reason": line("stepReasonEdit", "Reason", "At most 123 bytes of UTF-8"),
    }


_FIELDS: dict[type[AnyStep], Callable[[Paths], dict[str, Field]]] = {
    ConnectStep: _connect,
    SendStep: _send,
    WaitStep: _wait,
    AssertStep: _assert,
    SetStep: _set,
    SleepStep: _sleep,
    CloseStep: _close,
}
