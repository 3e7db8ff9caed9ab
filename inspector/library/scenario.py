"""Scenarios: steps that are run one after the other, in the window or without it."""

from inspector.library.named import Named
from inspector.library.value import EndpointPath


class AnyStep:
    """A step of one of the kinds that `automation.steps` declares: see `declared`."""

    __slots__ = ()
    note: str
    """What it is for; the step's name in reports."""


class Scenario(Named, frozen=True, kw_only=True):
    """Steps, run until one fails."""

    endpoint: EndpointPath = ""
    """Path of the endpoint that its connect steps open, where they say no other."""
    steps: tuple[AnyStep, ...] = ()
