"""The form of one rule: its name, when it fires, and what it does then."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from inspector.library.rule import Rule
from inspector.sending.context import Context
from inspector.ui.details.controls import PlainLabel
from inspector.ui.forms.actions import Actions
from inspector.ui.forms.fields import line, whole
from inspector.ui.forms.match_form import MatchForm
from inspector.ui.forms.sources import paths_of

_WIDE = 620
"""Pixels from which When and Then stand side by side."""


class RuleForm(QScrollArea):
    """Signals: changed: `value()` is another one."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("ruleForm")
        self.setAccessibleName("The chosen rule")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._rule = Rule(name="")
        self.name = line("ruleNameEdit", "Name", "What the rule is called in the list")
        self.limit = whole(
            "ruleLimitSpin",
            "Limit",
            "Times in any ten seconds that a rule that sends may fire; then it is stopped",
            1_000_000,
            least=1,
        )
        self.when = MatchForm(context)
        self.then = Actions(paths_of(lambda: context.workspace))
        self.trial = PlainLabel("ruleTrial", "muted")
        self.trial.setAccessibleName("Whether the chosen message of the log matches")
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        for signal in (self.name.changed, self.limit.changed, self.when.changed, self.then.changed):
            signal.connect(self._on_changed)
        self.setFocusProxy(self.name.widget)

    def value(self) -> Rule:
        return msgspec.structs.replace(
            self._rule,
            name=self.name.value(),
            when=self.when.value(),
            then=self.then.value(),
            limit=self.limit.value(),
        )

    def set_value(self, rule: Rule) -> None:
        """Show `rule`; that is no change."""
        blocked = self.blockSignals(True)
        self._rule = rule
        self.name.set_value(rule.name)
        self.limit.set_value(rule.limit)
        self.when.set_value(rule.when)
        self.then.set_value(rule.then)
        self.blockSignals(blocked)

    def begin_name(self) -> None:
        """Let what is typed next be the name."""
        assert isinstance(self.name.widget, QLineEdit)
        self.name.widget.setFocus()
        self.name.widget.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = event.size().width() >= _WIDE
        directions = QBoxLayout.Direction
        self._sides.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for field in (self.name, self.limit):
            label = QLabel(field.label)
            label.setBuddy(field.widget)
            top.addWidget(label)
            top.addWidget(field.widget)
        top.addWidget(QLabel("times in 10 s"))
        for title, *parts in (("When", self.when, self.trial), ("Then", self.then)):
            side = QVBoxLayout()
            heading = QLabel(str(title))
            font = heading.font()
            font.setBold(True)
            heading.setFont(font)
            side.addWidget(heading)
            for part in parts:
                assert isinstance(part, QWidget)
                side.addWidget(part)
            side.addStretch(1)
            self._sides.addLayout(side, 1)
        self._sides.setSpacing(16)
        content = QWidget()
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(content)
        column.setContentsMargins(8, 0, 4, 4)
        column.addLayout(top)
        column.addLayout(self._sides, 1)
        self.setWidget(content)

    def _on_changed(self) -> None:
        self.changed.emit()
