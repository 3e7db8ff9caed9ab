"""A scenario being run: in the window, step by step or through, or without a window."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from inspector.automation.rules import RuleRunner
from inspector.library.scenario import AnyStep
from inspector.session import Session

if TYPE_CHECKING:
    from inspector.library import Scenario
    from inspector.sending.context import Context


class StepState(enum.StrEnum):
    PENDING = "pending"
    RUNNING = "running"
    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


class StepRun:
    """A step and how it went."""

    def __init__(self, number: int, step: AnyStep) -> None:
        self.number = number
        """Counted from 1."""
        self.step = step
        self.title = ""
        """Its note, else what it does; variables by their names, so no secret is in it."""
        self.state = StepState.PENDING
        self.duration = 0.0
        """Seconds; of a step that runs, until now."""
        self.error = ""
        """Why it failed, for a person; secrets masked."""
        self.seq: int | None = None
        """The event of the recording that satisfied it, or that it sent."""


class ScenarioRun:
    """Runs `scenario` once, on `session` and its recording.

    With `rules` these hold the endpoint's rules from its connect step on, else it runs some of
    its own. The session stays the caller's: its connection is closed at the end of the run, its
    recording is not.
    """

    def __init__(
        self,
        scenario: Scenario,
        context: Context,
        session: Session,
        rules: RuleRunner | None = None,
    ) -> None:
        self.steps: Sequence[StepRun] = ()
        self.on_change: Callable[[StepRun], None] | None = None
        """Called with a step whose state changed."""
        raise NotImplementedError

    @property
    def finished(self) -> bool:
        """No step is left to run, and the connection is closed."""
        raise NotImplementedError

    @property
    def passed(self) -> bool:
        """All steps have."""
        raise NotImplementedError

    async def run(self) -> bool:
        """Run the steps that are left; whether all passed. To be cancelled in place of a stop, too:
        the connection is closed all the same."""
        raise NotImplementedError

    async def step(self) -> StepRun | None:
        """Run the next step; None where there is none left."""
        raise NotImplementedError

    def stop(self, reason: str = "stopped") -> None:
        """End the run: the step that runs fails with `reason`, the rest is skipped. `run` and
        `step` return once the connection is closed."""
        raise NotImplementedError

    async def aclose(self) -> None:
        """End the run where it is and close the connection. Again: does nothing."""
        raise NotImplementedError
