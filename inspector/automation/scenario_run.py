"""A scenario being run: in the window, step by step or through, or without a window."""

import asyncio
from collections.abc import Callable, Sequence

from inspector.automation.bench import Bench
from inspector.automation.heartbeats import Heartbeats
from inspector.automation.rules import RuleRunner
from inspector.automation.step_failed import StepFailedError
from inspector.automation.step_run import StepRun, StepState
from inspector.automation.steps.step import steps_of
from inspector.library import LibraryError, Scenario
from inspector.recording import RecordingError
from inspector.sending.context import Context
from inspector.session import Session
from inspector.wire import ConnectionFailed
from inspector.wire.tasks import Tasks

FAILURES = (
    ConnectionFailed,
    LibraryError,
    OSError,
    RecordingError,
    StepFailedError,
    TimeoutError,
    ValueError,
)
"""What a step may raise whose text is for a person."""


class ScenarioRun:
    """Runs `scenario` once, on `session` and its recording.

    With `rules`, which have been started, these hold the endpoint's rules from its connect step on;
    else it runs some of its own. The session stays the caller's: its connection is closed at the
    end of the run, its recording is not.
    """

    def __init__(
        self,
        scenario: Scenario,
        context: Context,
        session: Session,
        rules: RuleRunner | None = None,
    ) -> None:
        self.scenario = scenario
        self.steps: Sequence[StepRun] = [
            StepRun(*it) for it in enumerate(steps_of(scenario.steps), 1)
        ]
        self.on_change: Callable[[StepRun], None] | None = None
        """Called with a step whose state changed."""
        self.rules = rules or RuleRunner(session, context)
        """Those that hold while it runs."""
        self.finished = False
        """No step is left to run, and the connection is closed."""
        self._owns_rules = rules is None
        self._context = context
        self._heartbeats = Heartbeats(self.stop)
        self._bench = Bench(context, session, self.rules, scenario.endpoint, self._heartbeats)
        self._tasks = Tasks(lambda _: None)  # who awaits a step sees its exception
        self._closing = asyncio.Lock()
        self._reason = ""
        """Why it ends, or has ended."""
        if self._owns_rules:
            self.rules.on_stop = self.stop_repeating

    @property
    def passed(self) -> bool:
        """All steps have."""
        return all(step.state is StepState.PASSED for step in self.steps)

    async def run(self) -> bool:
        """Run the steps that are left; whether all passed. To cancel it is a `stop` too: the
        connection is closed all the same."""
        try:
            while await self.step() is not None:
                pass
        finally:
            await self.aclose()
        return self.passed

    async def step(self) -> StepRun | None:
        """Run the next step; None where there is none left. After the last one, and after one that
        failed, the connection is closed and the run has `finished`."""
        step = next((it for it in self.steps if it.state is StepState.PENDING), None)
        if step is None or self.finished:
            await self.aclose()
            return None
        if self._reason:  # between two steps, such as a heartbeat that could not be sent
            step.begin()
            step.end(self._context.mask(self._reason))
            self._changed(step)
            await self.aclose()
            return step
        if self._owns_rules:
            self.rules.start()
        step.begin()
        self._changed(step)
        error = "it was interrupted"
        try:
            error = await self._outcome(step)
        finally:
            step.end(self._context.mask(error))
            self._changed(step)
            if error or step is self.steps[-1]:
                await self.aclose()
        return step

    def stop(self, reason: str = "stopped") -> None:
        """End the run: the step that runs fails with `reason`, the rest is skipped. `run` and
        `step` return once the connection is closed."""
        self._reason = self._reason or reason
        self._tasks.cancel()

    def stop_repeating(self) -> None:
        """Send no more heartbeats; the steps go on."""
        self._heartbeats.stop()

    async def aclose(self) -> None:
        """End the run where it is and close the connection. Again: does nothing."""
        self.stop()
        async with self._closing:
            if self.finished:
                return
            for step in self.steps:
                if step.state is StepState.PENDING:
                    step.skip()
                    self._changed(step)
            try:
                await self._bench.aclose()
            finally:
                if self._owns_rules:
                    await self.rules.aclose()
                self.finished = True

    async def _outcome(self, step: StepRun) -> str:
        """Do the step; why it failed, empty where it passed."""
        self._bench.seq = None
        task = self._tasks.start(step.step.run(self._bench), step.title)
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            task.cancel()
            await asyncio.wait([task])
            raise
        finally:
            step.seq = self._bench.seq
        if task.cancelled():
            return self._reason
        try:
            task.result()
        except FAILURES as error:
            return str(error) or type(error).__name__
        return ""

    def _changed(self, step: StepRun) -> None:
        if self.on_change is not None:
            self.on_change(step)


__all__ = ["ScenarioRun", "StepRun", "StepState"]
