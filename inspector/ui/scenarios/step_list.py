"""The steps of a scenario, each with how it went: a shape, a time, an error."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTreeWidgetItem

from inspector.automation.scenario_run import StepRun, StepState
from inspector.automation.steps import Step
from inspector.ui import theme
from inspector.ui.forms.ordered_list import OrderedList
from inspector.ui.text import plain_tip

_STEP, _STATE = range(2)
_SHAPES = {
    StepState.PENDING: "",
    StepState.RUNNING: "play",
    StepState.PASSED: "check",
    StepState.FAILED: "close",
    StepState.SKIPPED: "minus",
}


class StepList(OrderedList):
    def __init__(self) -> None:
        super().__init__("stepList", "Steps, in their order", ["Step", "Result"])
        self.setToolTip("Drag, or Alt+Up and Alt+Down, to change the order")
        theme.notifier().changed.connect(self._forget)

    def show_steps(self, steps: Sequence[Step], runs: Sequence[StepRun] = ()) -> None:
        """Bring the rows up to date; `runs` tell how the steps went, where they were run."""
        self.set_count(len(steps))
        for row, step in enumerate(steps):
            self._show(self.item(row), row, step, runs[row] if row < len(runs) else None)

    def _show(self, item: QTreeWidgetItem, row: int, step: Step, run: StepRun | None) -> None:
        state = run.state if run else StepState.PENDING
        words = f"{row + 1}  {step.heading}"
        result = _result(run) if run else ""
        known = words, state, result, run.error if run else ""
        if item.data(_STEP, Qt.ItemDataRole.UserRole) == known:
            return
        item.setData(_STEP, Qt.ItemDataRole.UserRole, known)
        colour = state_colour(state)
        item.setText(_STEP, words)
        item.setText(_STATE, result)
        item.setForeground(_STATE, colour)
        faded = state is StepState.SKIPPED
        item.setForeground(_STEP, theme.colours().muted if faded else theme.colours().text)
        shape = _SHAPES[state]
        item.setData(
            _STATE, Qt.ItemDataRole.DecorationRole, theme.icon(shape, colour) if shape else None
        )
        tip = f"{step.heading}\n{run.error}" if run and run.error else step.heading
        for column in (_STEP, _STATE):
            item.setToolTip(column, plain_tip(tip))

    def _forget(self) -> None:
        """Colours changed: paint every row anew."""
        for row in range(self.topLevelItemCount()):
            self.item(row).setData(_STEP, Qt.ItemDataRole.UserRole, None)


def state_colour(state: StepState) -> QColor:
    c = theme.colours()
    return {
        StepState.RUNNING: c.accent,
        StepState.PASSED: c.open,
        StepState.FAILED: c.problem,
    }.get(state, c.muted)


def _result(run: StepRun) -> str:
    """`12 ms`, `skipped`; nothing before it began."""
    if run.state is StepState.PENDING:
        return ""
    if run.state is StepState.SKIPPED:
        return "skipped"
    seconds = run.duration
    return f"{seconds * 1000:,.0f} ms" if seconds < 1 else f"{seconds:,.1f} s"
