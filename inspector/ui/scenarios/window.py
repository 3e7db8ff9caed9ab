"""The window of a scenario: its steps and their form, Run, Step and Stop, and how it went."""

from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspector.automation.scenario_run import StepRun
from inspector.automation.steps import STEPS, Step
from inspector.automation.steps.step import steps_of
from inspector.library import Environment, Scenario
from inspector.ui import theme
from inspector.ui.details.controls import IconButton, PlainLabel, hint
from inspector.ui.details.layouts import split
from inspector.ui.forms.fields import line, path
from inspector.ui.forms.sources import Paths
from inspector.ui.library.environment_box import swatch
from inspector.ui.scenarios.run_control import RunControl
from inspector.ui.scenarios.step_form import StepForm
from inspector.ui.scenarios.step_list import StepList

_NO_STEPS = "No step yet. Add one with +: most scenarios begin by connecting."
_NO_ENVIRONMENT = "No environment"
_FORM_WIDTH = 400
"""Pixels that the widest forms take."""


class ScenarioWindow(QWidget):
    """Edits `scenario()`; the steps of a run that goes on cannot be edited.

    Signals:
    save_requested: keep `scenario()`.
    message_requested(int): the event of this seq, of the run's tab, is to be seen.
    leave_requested: the person wants it closed.
    """

    save_requested = Signal()
    message_requested = Signal(int)
    leave_requested = Signal()

    def __init__(self, scenario: Scenario, paths: Paths, control: RunControl) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("scenarioWindow")
        self.control = control
        self._kept = scenario
        self._steps: list[Step] = steps_of(scenario.steps)
        self._form_row = -1
        """The step that the form shows."""
        self.list = StepList()
        self.form = StepForm(paths)
        self._pages = QStackedWidget()
        self.endpoint = path(
            "scenarioEndpointEdit",
            "Endpoint",
            "Path of the endpoint that its Connect steps open, where they name none",
            paths.endpoints,
            example="none yet",
        )
        self.about = line("scenarioAboutEdit", "About", "What the scenario is for")
        self.environment = QComboBox()
        self.result = PlainLabel("scenarioResult")
        self.error = PlainLabel("stepError", "problem")
        self.show_message = QPushButton("Show message")
        self._build()
        self._connect_signals()
        self.show_scenario(scenario)
        self.list.setFocus()
        self.resize(960, 620)

    # What it holds

    def scenario(self) -> Scenario:
        """As it is edited now."""
        return replace(
            self._kept,
            endpoint=self.endpoint.value(),
            description=self.about.value(),
            steps=tuple(self._steps),
        )

    @property
    def kept(self) -> Scenario:
        """As it was read or saved last."""
        return self._kept

    @property
    def is_edited(self) -> bool:
        return self.scenario() != self._kept

    def show_scenario(self, scenario: Scenario) -> None:
        """Edit this one: it is what the file has."""
        self._kept = scenario
        self._steps = steps_of(scenario.steps)
        self.endpoint.set_value(scenario.endpoint)
        self.about.set_value(scenario.description)
        self._show_steps(max(0, self.list.row))

    def note_kept(self, scenario: Scenario) -> None:
        """What is edited was saved as this, under this name and in this folder."""
        self._kept = scenario
        self.refresh()

    def show_environments(self, environments: list[Environment]) -> None:
        """Offer these, and keep what is chosen where it is among them."""
        chosen = self.environment.currentData()
        self.environment.clear()
        self.environment.addItem(_NO_ENVIRONMENT, "")
        for environment in environments:
            self.environment.addItem(swatch(environment.colour), environment.path, environment.path)
        self.choose_environment(chosen or "")

    def choose_environment(self, path: str) -> None:
        self.environment.setCurrentIndex(max(0, self.environment.findData(path)))

    def refresh(self) -> None:
        """On the display tick, and after every change."""
        edited, going = self.is_edited, self.control.is_going
        self.setWindowTitle(f"{self._kept.path}[*] — Scenario")
        self.setWindowModified(edited)
        self._save.setEnabled(edited)
        self._run.setEnabled(bool(self._steps) and not self.control.is_busy)
        self._step.setEnabled(bool(self._steps) and not self.control.is_busy)
        self._stop.setEnabled(going)
        self.form.setEnabled(not going)
        self.environment.setEnabled(not going)
        for button in self._editing:
            button.setEnabled(not going)
        self.list.show_steps(self._steps, self._runs())
        self._show_result()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.leave_requested.emit()

    # How it is put together

    def _build(self) -> None:
        self.environment.setObjectName("scenarioEnvironmentBox")
        self.environment.setAccessibleName("Environment of the run")
        self.environment.setToolTip("Its variables hold in the run")
        self.environment.setIconSize(QSize(12, 12))
        self.show_environments([])
        self.result.setAccessibleName("How the run went")
        self.error.setAccessibleName("Why the chosen step failed")
        self.show_message.setObjectName("showMessageButton")
        self.show_message.setToolTip("In the log: what the step sent, or what it waited for")
        self._pages.addWidget(hint(_NO_STEPS, "stepsHint"))
        self._pages.addWidget(self.form)
        self._pages.setMinimumWidth(_FORM_WIDTH)
        parts = split(self._left(), self._pages, sizes=[430, 530])
        parts.setStretchFactor(1, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.result, 1)
        foot.addWidget(self.show_message)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(self._head())
        column.addWidget(parts, 1)
        column.addWidget(self.error)
        column.addLayout(foot)

    def _head(self) -> QVBoxLayout:
        self._run = self._button("Run", "runScenarioButton", "play", "Run every step (F5)")
        self._run.setProperty("primary", True)
        self._step = self._button("Step", "stepScenarioButton", "down", "Run the next step (F10)")
        self._stop = self._button("Stop", "stopScenarioButton", "stop", "End the run (Shift+F5)")
        self._save = self._button("Save", "saveScenarioButton", "save", "Keep it (Ctrl+S)")
        doing, about = QHBoxLayout(), QHBoxLayout()
        for widget in (self._run, self._step, self._stop, self.environment):
            doing.addWidget(widget)
        doing.addStretch(1)
        doing.addWidget(self._save)
        for field in (self.endpoint, self.about):
            label = QLabel(field.label)
            label.setBuddy(field.widget)
            about.addWidget(label)
            about.addWidget(field.widget, 1 + (field is self.about))
        head = QVBoxLayout()
        head.addLayout(doing)
        head.addLayout(about)
        return head

    def _left(self) -> QWidget:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for kind in STEPS:
            action = menu.addAction(kind.title, partial(self._add, kind.new()))
            action.setToolTip(kind.tip)
        add = IconButton("add", "Add a step", "Add a step after this one (Ins)", "addStepButton")
        add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        add.setMenu(menu)
        copy = IconButton(
            "copy", "Duplicate", "The same once more (Alt+Shift+Down)", "copyStepButton"
        )
        copy.clicked.connect(self._copy)
        remove = IconButton("close", "Remove the step", "Take it out (Del)", "removeStepButton")
        remove.clicked.connect(self._remove)
        self._editing = (add, copy, remove)
        self.list.add_requested.connect(add.showMenu)
        bar = QHBoxLayout()
        for button in self._editing:
            bar.addWidget(button)
        bar.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(bar)
        column.addWidget(self.list, 1)
        return left

    def _button(self, text: str, name: str, icon: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setProperty("iconName", icon)
        return button

    def _connect_signals(self) -> None:
        self.list.row_changed.connect(self._on_row)
        self.list.moved.connect(self._on_moved)
        self.list.remove_requested.connect(self._remove)
        self.list.duplicate_requested.connect(self._copy)
        self.form.changed.connect(self._on_edited)
        for field in (self.endpoint, self.about):
            field.changed.connect(self.refresh)
        self.control.ended.connect(self._on_ended)
        self.show_message.clicked.connect(self._on_show_message)
        for keys, button, act in (
            ("F5", self._run, self._on_run),
            ("F10", self._step, self._on_step),
            ("Shift+F5", self._stop, self.control.stop),
            ("Ctrl+S", self._save, self.save_requested.emit),
        ):
            button.clicked.connect(act)
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)
        QShortcut(QKeySequence("Ctrl+W"), self).activated.connect(self.close)
        theme.notifier().changed.connect(self._dress)
        self._dress()

    # What a person does

    def _add(self, step: Step) -> None:
        self._put(self.list.row + 1, step)
        self.form.setFocus()

    def _copy(self) -> None:
        if (row := self.list.row) >= 0 and not self.control.is_going:
            self._put(row + 1, self._steps[row])

    def _put(self, row: int, step: Step) -> None:
        self._steps.insert(row, step)
        self._show_steps(row)

    def _remove(self) -> None:
        if (row := self.list.row) >= 0 and not self.control.is_going:
            del self._steps[row]
            self._show_steps(row)

    def _on_moved(self, start: int, end: int) -> None:
        if not self.control.is_going:
            self._steps.insert(end, self._steps.pop(start))
            self._show_steps(end)

    def _on_run(self) -> None:
        self.control.run(self.scenario(), self.environment.currentData() or "")
        self.refresh()

    def _on_step(self) -> None:
        self.control.step(self.scenario(), self.environment.currentData() or "")
        self.refresh()

    def _on_show_message(self) -> None:
        if (run := self._run_of_row()) is not None and run.seq is not None:
            self.message_requested.emit(run.seq)

    # What is shown

    def _show_steps(self, row: int) -> None:
        """List the steps, which are others now, and choose one of them."""
        self.list.show_steps(self._steps, self._runs())
        self.list.row = row
        self._on_row()
        self.refresh()

    def _on_row(self) -> None:
        """Show the chosen step. Changes no row: it may be called while the list handles a click."""
        row = self._form_row = self.list.row
        self._pages.setCurrentIndex(0 if row < 0 else 1)
        if row >= 0:
            self.form.set_value(self._steps[row])
        self._show_result()

    def _on_edited(self) -> None:
        self._steps[self._form_row] = self.form.value()
        self.refresh()

    def _on_ended(self) -> None:
        """Go to the step that failed."""
        for row, run in enumerate(self._runs()):
            if run.error:
                self.list.row = row
                break
        self.refresh()

    def _runs(self) -> list[StepRun]:
        """How the steps went, as far as they are still those that were run."""
        runs = list(self.control.steps)
        return runs if [run.step for run in runs] == self._steps else []

    def _run_of_row(self) -> StepRun | None:
        runs, row = self._runs(), self.list.row
        return runs[row] if 0 <= row < len(runs) else None

    def _show_result(self) -> None:
        run, control = self._run_of_row(), self.control
        self.error.setText(run.error if run else "")
        self.show_message.setVisible(
            run is not None and run.seq is not None and control.tab is not None
        )
        if run is not None and run.seq is not None:
            self.show_message.setText(f"Show message #{run.seq:,}")
        colour = "problem" if control.has_failed else "muted" if control.is_going else "open"
        self.result.set_colour(colour)
        self.result.setText(control.summary)

    def _dress(self) -> None:
        for button in (self._run, self._step, self._stop, self._save):
            on_accent = button is self._run
            colour = theme.colours().on_accent if on_accent else None
            button.setIcon(theme.icon(str(button.property("iconName")), colour))
        self.list.show_steps(self._steps, self._runs())
