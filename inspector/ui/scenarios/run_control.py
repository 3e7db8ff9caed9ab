"""Runs a scenario in a tab of the window, step by step or through."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from inspector.automation.scenario_run import ScenarioRun, StepRun, StepState
from inspector.automation.steps import ConnectStep
from inspector.library import LibraryError, Scenario
from inspector.ui.loop import spawn
from inspector.ui.session_tab import SessionTab


class RunControl(QObject):
    """One run at a time. The tab is a tab like any other: it shows the frames as they come, and
    keeps their recording; the next run goes on in it while it is open.

    Signals:
    ended: the run is over, its connection closed.
    failed_to_begin(str): why there is no run.
    """

    ended = Signal()
    failed_to_begin = Signal(str)

    def __init__(self, new_tab: Callable[[], SessionTab], parent: QObject) -> None:
        super().__init__(parent)
        self._new_tab = new_tab
        self.tab: SessionTab | None = None
        """Where the latest run is to be seen; None where that was closed."""
        self._run: ScenarioRun | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def steps(self) -> Sequence[StepRun]:
        """Of the latest run; none before the first."""
        return self._run.steps if self._run else ()

    @property
    def is_busy(self) -> bool:
        """Whether a step runs."""
        return self._task is not None

    @property
    def is_going(self) -> bool:
        """Whether a run has begun and not ended: between two steps, too."""
        return self.is_busy or (self._run is not None and not self._run.finished)

    @property
    def summary(self) -> str:
        """`3 of 7 steps passed in 1.2 s`; empty before the first run."""
        if not self.steps:
            return ""
        passed = sum(step.state is StepState.PASSED for step in self.steps)
        seconds = sum(step.duration for step in self.steps)
        return f"{passed} of {len(self.steps)} steps passed in {seconds:,.2f} s"

    @property
    def has_failed(self) -> bool:
        return any(step.state is StepState.FAILED for step in self.steps)

    def run(self, scenario: Scenario, environment: str) -> None:
        """Run it through, or the steps that are left; in the environment at that path."""
        self._start(self._go(scenario, environment, through=True), scenario)

    def step(self, scenario: Scenario, environment: str) -> None:
        """Run the next step."""
        self._start(self._go(scenario, environment, through=False), scenario)

    def stop(self) -> None:
        """End the run and close its connection."""
        if self._run is None or self._run.finished:
            return
        self._run.stop()
        if not self.is_busy:
            self._start(self._end(), self._run.scenario)

    async def aclose(self) -> None:
        """End the run; its tab, or the window, is about to end."""
        if self._run is not None:
            self._run.stop()
        if self._task is not None:
            await asyncio.wait([self._task])
        if self._run is not None:
            await self._run.aclose()

    def _start(self, work: Coroutine[Any, Any, None], scenario: Scenario) -> None:
        if self.is_busy:
            work.close()
            return
        self._task = spawn(work, f"run {scenario.name}")
        self._task.add_done_callback(self._on_done)

    def _on_done(self, _: asyncio.Task[None]) -> None:
        self._task = None
        if not self.is_going:
            self.ended.emit()

    async def _go(self, scenario: Scenario, environment: str, *, through: bool) -> None:
        if self._run is None or self._run.finished:
            try:
                self._run = await self._begin(scenario, environment)
            except (LibraryError, OSError, ValueError) as error:
                self._run = None
                self.failed_to_begin.emit(str(error))
                return
        if through:
            await self._run.run()
        else:
            await self._run.step()

    async def _end(self) -> None:
        assert self._run is not None
        await self._run.aclose()

    async def _begin(self, scenario: Scenario, environment: str) -> ScenarioRun:
        """A run in its tab, which has the environment, and no variables of the run before."""
        if self.tab is None:
            self.tab = self._new_tab()
            self.tab.endings.append(self._tab_ends)
        tab, context = self.tab, self.tab.context.context
        await tab.context.choose(environment)
        await tab.context.ask_for_secrets(tab.window())
        for name in tuple(context.session):
            context.unset(name)
        if context.workspace is not None and (path := _first_endpoint(scenario)):
            tab.connector.use(await asyncio.to_thread(context.workspace.endpoints.get, path))
        tab.rules.runner.start()
        return ScenarioRun(scenario, context, tab.session, tab.rules.runner)

    async def _tab_ends(self) -> None:
        await self.aclose()
        self.tab = None


def _first_endpoint(scenario: Scenario) -> str:
    """Path of the one that is connected to first; empty where none is named."""
    connects = (step for step in scenario.steps if isinstance(step, ConnectStep))
    first = next(connects, None)
    return (first.endpoint if first else "") or scenario.endpoint
