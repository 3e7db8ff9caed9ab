"""The page of a tab's rules: the list on the left, the form of the chosen one on the right."""

import asyncio
from collections.abc import Callable, Sequence
from itertools import count

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from inspector.automation.inbox import Message
from inspector.automation.matching import Captures, Matcher
from inspector.automation.rules import RuleRunner, RunningRule
from inspector.library import Endpoint
from inspector.library.rule import Rule
from inspector.recording import Recording, RecordingBusyError, RecordingError
from inspector.sending.context import Context
from inspector.ui import theme
from inspector.ui.details.controls import IconButton, PlainLabel, hint
from inspector.ui.details.layouts import split
from inspector.ui.loop import spawn
from inspector.ui.rules.current import current_rules
from inspector.ui.rules.rule_form import RuleForm
from inspector.ui.rules.rule_list import RuleList
from inspector.ui.rules.trial import Trial, message_at, trial

_PAUSE_MS = 400
"""Of typing, after which a rule holds as it is then."""
_TRIAL_PAUSE_S = 0.5
"""Between two trials that differ by the values of variables only."""
_STOPPED = "All rules are stopped, by one of them: Resume lets them fire again."
_NONE = "No rule yet. A rule does something by itself when a message comes: add one with +."


class RulesPanel(QWidget):
    """Edits the rules that `runner` holds messages against. They hold at once; keeping them with
    the endpoint is another step.

    Signals:
    edited: the rules are others.
    save_requested: keep `rules` with the tab's endpoint.
    """

    edited = Signal()
    save_requested = Signal()

    def __init__(
        self, runner: RuleRunner, context: Context, endpoint: Callable[[], Endpoint | None]
    ) -> None:
        """`endpoint` gives the one that is saved, with the rules that are kept."""
        super().__init__()
        self._endpoint = endpoint
        self.setObjectName("rulesPanel")
        self._runner = runner
        self._context = context
        self._tried: tuple[object, int] | None = None
        """What the answer of the trial is for, and with which values of variables."""
        self._try_again = 0.0
        """When other values of variables are tried, by the loop's clock."""
        self.list = RuleList()
        self.form = RuleForm(context)
        self.problem = PlainLabel("ruleProblem", "problem")
        self.resume = QPushButton("Resume")
        self.save = QPushButton("Save to endpoint")
        self._pages = QStackedWidget()
        self.theirs: tuple[Rule, ...] = ()
        """What somebody else wrote to the endpoint's file, and a person was told of."""
        self._form_row = -1
        self._form_rule: Rule | None = None
        """The rule that the form shows, and in which row."""
        self._is_typed = False
        """Something in it is not yet in the rule."""
        self._typing = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build()
        self._connect_signals()
        self._on_row()
        self.refresh()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """As they are now, with what was typed last."""
        self.take_typed()
        return current_rules(self._runner)

    def refresh(self) -> None:
        """On the display tick. An endpoint may have brought other rules."""
        self.list.show_rules(self._runner.rules)
        if self.list.row < 0 and self._runner.rules:
            self.list.row = 0
        elif self._current_rule != self._form_rule:
            self._typing.stop()
            self._on_row()
        self._dress()

    def try_on(self, recording: Recording | None, seq: int | None) -> None:
        """Say what the chosen rule would do with the message of the event `seq`; on the display
        tick, for it does nothing where nothing changed."""
        rule = self.form.value()
        what = recording, seq, self.list.row, rule
        version = self._context.version if b"{{" in msgspec.json.encode(rule) else -1
        if (what, version) == self._tried:
            return
        loop = asyncio.get_running_loop()
        if self._tried is not None and self._tried[0] == what and loop.time() < self._try_again:
            return  # rules at work may set variables thousands of times a second
        self._tried, self._try_again = (what, version), loop.time() + _TRIAL_PAUSE_S
        self.form.when.judge()  # variables may have other values
        message = self._message(recording, seq)
        if message is None or self.form.when.matcher is None:
            self._show_trial(Trial())
            return
        actions = [action.trial(self._context) for action in self.form.then.value()]
        spawn(self._try(self._tried, self.form.when.matcher, message, actions), "try a rule")

    async def _try(
        self,
        tried: object,
        matcher: Matcher,
        message: Message,
        actions: Sequence[Callable[[Captures], str]],
    ) -> None:
        """In a thread: a pattern and each path may take 50 ms."""
        found = await asyncio.to_thread(trial, matcher, message, actions)
        if tried == self._tried:
            self._show_trial(found)

    def _show_trial(self, found: Trial) -> None:
        self.form.trial.set_colour("open" if found.matches else "muted")
        self.form.trial.setText(found.sentence)

    def add_switch(self, switch: QWidget) -> None:
        """Put `switch`, which leads to the other pages, at the start of the top row."""
        self._top.insertWidget(0, switch)

    def _build(self) -> None:
        self._top = QHBoxLayout()
        self._of_one: list[QWidget] = []
        """Buttons that do something to the chosen rule."""
        for button, name, text, tip, act in (
            ("add", "addRuleButton", "Add a rule", "Add a rule after this one (Ins)", self._add),
            (
                "copy",
                "copyRuleButton",
                "Duplicate",
                "The same once more (Alt+Shift+Down)",
                self._copy,
            ),
            ("close", "removeRuleButton", "Remove the rule", "Take it out (Del)", self._remove),
        ):
            icon = IconButton(button, text, tip, name)
            icon.clicked.connect(act)
            self._top.addWidget(icon)
            if act != self._add:
                self._of_one.append(icon)
        self._top.addStretch(1)
        self.problem.setAccessibleName("What is wrong with the chosen rule")
        self.resume.setObjectName("resumeRulesButton")
        self.resume.setToolTip("Let the rules that were stopped fire again")
        self.save.setObjectName("saveRulesButton")
        self._top.addWidget(self.resume)
        self._top.addWidget(self.save)
        self._pages.addWidget(hint(_NONE, "rulesHint"))
        self._pages.addWidget(self.form)
        parts = split(self.list, self._pages, sizes=[260, 640])
        parts.setStretchFactor(1, 1)
        self.setFocusProxy(self.list)
        page = QVBoxLayout(self)
        page.setContentsMargins(8, 6, 8, 6)
        page.setSpacing(6)
        page.addLayout(self._top)
        page.addWidget(parts, 1)
        page.addWidget(self.problem)

    def _connect_signals(self) -> None:
        self.list.row_changed.connect(self._on_row)
        self.list.switched.connect(self._on_switched)
        self.list.moved.connect(self._on_moved)
        self.list.remove_requested.connect(self._remove)
        self.list.add_requested.connect(self._add)
        self.list.duplicate_requested.connect(self._copy)
        self.form.changed.connect(self._on_typed)
        self._typing.timeout.connect(self._on_typing_paused)
        self.resume.clicked.connect(self._on_resume)
        self.save.clicked.connect(self.save_requested)

    # What a person does

    def _add(self) -> None:
        self._put(self.list.row + 1, Rule(name=f"rule {len(self._runner.rules) + 1}"))
        self.form.begin_name()

    def _copy(self) -> None:
        if (running := self._current()) is not None:
            taken = {rule.name for rule in self._taken()}
            name = running.rule.name.rstrip("0123456789").rstrip()
            free = next(new for n in count(2) if (new := f"{name} {n}".strip()) not in taken)
            self._put(self.list.row + 1, replace(running.rule, name=free))

    def _put(self, row: int, rule: Rule) -> None:
        rules = self._taken()
        rules.insert(row, rule)
        self._replace(rules, row)

    def _remove(self) -> None:
        if (row := self.list.row) >= 0:
            rules = self._taken()
            del rules[row]
            self._replace(rules, row)

    def _on_moved(self, start: int, end: int) -> None:
        rules = self._taken()
        rules.insert(end, rules.pop(start))
        self._replace(rules, end)

    def _on_typed(self) -> None:
        self._is_typed = True
        self._typing.start()

    def _on_typing_paused(self) -> None:
        self.take_typed()
        self.refresh()

    def _on_switched(self, row: int, on: bool) -> None:
        self._runner.switch(row, on=on)
        self.edited.emit()
        self.refresh()

    def _on_resume(self) -> None:
        self._runner.resume()
        for row, running in enumerate(self._runner.rules):
            if running.stopped:
                self._runner.switch(row, on=True)
        self.refresh()

    def take_typed(self) -> None:
        """The rule in the form is what the form says, where a person changed anything in it."""
        self._typing.stop()
        typed, self._is_typed = self._is_typed, False
        row, rules = self._form_row, self._rules()
        if not typed or self._form_rule is None or self._form_rule not in rules[row : row + 1]:
            return  # or it is there no more
        rule = replace(self.form.value(), enabled=self._form_rule.enabled)
        if rule != self._form_rule:
            rule = replace(rule, enabled=self._runner.rules[row].enabled)
            rules[row] = self._form_rule = rule
            self._runner.replace(rules)
            self.edited.emit()

    def _taken(self) -> list[Rule]:
        """All rules, with what was typed last."""
        self.take_typed()
        return self._rules()

    def _rules(self) -> list[Rule]:
        """As the runner knows them, so that those which stay keep their counts."""
        return [running.rule for running in self._runner.rules]

    def _replace(self, rules: list[Rule], row: int) -> None:
        self._form_rule = None
        self._runner.replace(rules)
        self.edited.emit()
        self.list.show_rules(self._runner.rules)
        self.list.row = row
        self._on_row()

    # What is shown

    def _current(self) -> RunningRule | None:
        row = self.list.row
        return self._runner.rules[row] if 0 <= row < len(self._runner.rules) else None

    @property
    def _current_rule(self) -> Rule | None:
        running = self._current()
        return running.rule if running else None

    def _on_row(self) -> None:
        self.take_typed()
        self._form_row, self._form_rule = self.list.row, self._current_rule
        self._pages.setCurrentIndex(0 if self._form_rule is None else 1)
        if self._form_rule is not None:
            self.form.set_value(self._form_rule)
        self._dress()

    def _message(self, recording: Recording | None, seq: int | None) -> Message | None:
        if recording is None or seq is None:
            return None
        try:
            return message_at(recording, seq)
        except RecordingBusyError:
            self._tried = None  # it is being written: at the next look
            return None
        except (RecordingError, LookupError):
            return None  # the details say what is wrong with the recording

    def _dress(self) -> None:
        running = self._current()
        runner = self._runner
        told = runner.failure or (running.problem if running else "")
        self.problem.setText(told or (_STOPPED if runner.stopped else ""))
        self.resume.setVisible(runner.stopped or any(rule.stopped for rule in runner.rules))
        endpoint = self._endpoint()
        if endpoint is None:
            self.save.setEnabled(False)
            self.save.setToolTip("Save this tab as an endpoint first (Ctrl+D)")
        else:
            self.save.setEnabled(endpoint.rules != current_rules(runner))
            self.save.setToolTip(f"Keep these rules with “{endpoint.path}”")
        self.save.setIcon(theme.icon("save"))
        for button in self._of_one:
            button.setEnabled(running is not None)
