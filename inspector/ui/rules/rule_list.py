"""The list of rules: switched by their check boxes, with how often each fired."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidgetItem

from inspector.automation.actions.action import actions_of
from inspector.automation.rules import RunningRule
from inspector.automation.wording import match_words
from inspector.library.rule import Rule
from inspector.ui import theme
from inspector.ui.forms.ordered_list import OrderedList
from inspector.ui.text import count, plain_tip

_NAME, _FIRED = range(2)


class RuleList(OrderedList):
    """Signals:
    switched(int, bool): the rule of that row is to be on or off.
    """

    switched = Signal(int, bool)

    def __init__(self) -> None:
        super().__init__(
            "ruleList", "Rules, in the order in which they are tried", ["Rule", "Fired"]
        )
        self.setToolTip("Drag, or Alt+Up and Alt+Down, to change the order; Space switches one")
        self.itemChanged.connect(self._on_item_changed)
        theme.notifier().changed.connect(self._forget)

    def show_rules(self, rules: Sequence[RunningRule]) -> None:
        """Bring the rows up to date; costs little where nothing changed."""
        blocked = self.blockSignals(True)
        self.set_count(len(rules))
        for row, rule in enumerate(rules):
            self._show(self.item(row), rule)
        self.blockSignals(blocked)

    def _show(self, item: QTreeWidgetItem, rule: RunningRule) -> None:
        state = rule.rule, rule.enabled, rule.fired, rule.problem, rule.stopped
        if item.data(_NAME, Qt.ItemDataRole.UserRole) == state:
            return
        item.setData(_NAME, Qt.ItemDataRole.UserRole, state)
        colours = theme.colours()
        on = rule.enabled and not rule.stopped
        item.setText(_NAME, rule.rule.name or "unnamed")
        item.setCheckState(
            _NAME, Qt.CheckState.Checked if rule.enabled else Qt.CheckState.Unchecked
        )
        item.setForeground(_NAME, colours.text if on else colours.muted)
        item.setText(_FIRED, "stopped" if rule.stopped else count(rule.fired, "time"))
        item.setForeground(_FIRED, colours.problem if rule.stopped else colours.muted)
        sign = theme.icon("warning", colours.problem) if rule.problem else None
        item.setData(_FIRED, Qt.ItemDataRole.DecorationRole, sign)
        for column in (_NAME, _FIRED):
            item.setToolTip(column, plain_tip(_in_words(rule.rule, rule.problem)))

    def _on_item_changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _NAME:
            on = item.checkState(_NAME) == Qt.CheckState.Checked
            self.switched.emit(self.indexOfTopLevelItem(item), on)

    def _forget(self) -> None:
        """Colours changed: paint every row anew."""
        blocked = self.blockSignals(True)
        for row in range(self.topLevelItemCount()):
            self.item(row).setData(_NAME, Qt.ItemDataRole.UserRole, None)
        self.blockSignals(blocked)


def _in_words(rule: Rule, problem: str) -> str:
    actions = ", then ".join(action.words() for action in actions_of(rule.then))
    said = f"When {match_words(rule.when)} comes: {actions or 'nothing is done'}."
    return f"{said}\n{problem}" if problem else said
