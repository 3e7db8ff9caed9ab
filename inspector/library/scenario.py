"""Scenarios: steps that are run one after the other, in the window or without it."""

from inspector.library.match import Match
from inspector.library.named import Named
from inspector.library.rule import SetVariable
from inspector.library.send_as import Repeat
from inspector.library.template import TemplateKind
from inspector.library.value import CloseCode, Scalar, Seconds, Value


class Step(Value, frozen=True, kw_only=True, tag_field="do"):
    note: str = ""
    """What it is for; the step's name in reports."""


class ConnectStep(Step, frozen=True, kw_only=True, tag="connect"):
    """Open a connection; the endpoint's rules hold for it."""

    endpoint: str = ""
    """Path of the endpoint; empty for the scenario's."""


class SendStep(Step, frozen=True, kw_only=True, tag="send"):
    """Send a template, or what is written here."""

    template: str = ""
    kind: TemplateKind = "text"
    content: str = ""
    repeat: Repeat | None = None
    """Goes on in the background, until the scenario ends."""


class WaitStep(Step, frozen=True, kw_only=True, tag="wait"):
    """Wait for a message that came after the last one waited for, and take variables from it."""

    match: Match = Match()
    timeout: Seconds = 10.0
    """Seconds; then the step has failed."""
    take: tuple[SetVariable, ...] = ()


class AssertStep(Step, frozen=True, kw_only=True, tag="assert"):
    """Hold the message that was waited for last, or a variable, against what it should be."""

    match: Match | None = None
    variable: str = ""
    equals: Scalar | None = None


class SetStep(Step, frozen=True, kw_only=True, tag="set"):
    """Set a variable of the session."""

    name: str
    value: Scalar = ""


class SleepStep(Step, frozen=True, kw_only=True, tag="sleep"):
    seconds: Seconds = 1.0


class CloseStep(Step, frozen=True, kw_only=True, tag="close"):
    code: CloseCode = 1000
    reason: str = ""


AnyStep = ConnectStep | SendStep | WaitStep | AssertStep | SetStep | SleepStep | CloseStep


class Scenario(Named, frozen=True, kw_only=True):
    """Steps, run until one fails."""

    endpoint: str = ""
    """Path of the endpoint that its connect steps open, where they say no other."""
    steps: tuple[AnyStep, ...] = ()
