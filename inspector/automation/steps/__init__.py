"""The steps of scenarios: a file each, with its fields, what it does and how it is told.

A new one is a file with a `Step` in it, and a line here.
"""

from inspector.automation.steps.assertion import AssertStep
from inspector.automation.steps.close import CloseStep
from inspector.automation.steps.connect import ConnectStep
from inspector.automation.steps.send import SendStep
from inspector.automation.steps.set_value import SetStep
from inspector.automation.steps.sleep import SleepStep
from inspector.automation.steps.step import Step
from inspector.automation.steps.wait import WaitStep
from inspector.automation.steps.wait_close import WaitCloseStep

STEPS: tuple[type[Step], ...] = (
    ConnectStep,
    SendStep,
    WaitStep,
    AssertStep,
    SetStep,
    SleepStep,
    CloseStep,
    WaitCloseStep,
)
"""In the order in which the window offers them."""

__all__ = [
    "STEPS",
    "AssertStep",
    "CloseStep",
    "ConnectStep",
    "SendStep",
    "SetStep",
    "SleepStep",
    "Step",
    "WaitCloseStep",
    "WaitStep",
]
