"""A step of a scenario and how it went."""

import enum
import time

from inspector.automation.steps.step import Step


class StepState(enum.StrEnum):
    PENDING = "pending"
    RUNNING = "running"
    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


class StepRun:
    """What the window and reports show of a step. Its owner is a `ScenarioRun`."""

    def __init__(self, number: int, step: Step) -> None:
        self.number = number
        """Counted from 1."""
        self.step = step
        self.title = step.heading
        """Variables are in it by their names, so no secret is."""
        self.state = StepState.PENDING
        self.error = ""
        """Why it failed, for a person; secrets masked."""
        self.seq: int | None = None
        """The event of the recording that satisfied it, or that it sent."""
        self._begun = 0.0
        self._took = 0.0

    @property
    def duration(self) -> float:
        """Seconds; of a step that runs, until now."""
        if self.state is StepState.RUNNING:
            return time.perf_counter() - self._begun
        return self._took

    def begin(self) -> None:
        self.state = StepState.RUNNING
        self._begun = time.perf_counter()

    def end(self, error: str = "") -> None:
        """It passed, or failed with `error`."""
        self._took = self.duration
        self.state = StepState.FAILED if error else StepState.PASSED
        self.error = error

    def skip(self) -> None:
        self.state = StepState.SKIPPED
