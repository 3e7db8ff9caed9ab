"""The rules of one tab at work, and what they tell the person."""

from collections.abc import Callable, Sequence

from inspector.automation.rules import RuleRunner
from inspector.library.rule import Rule
from inspector.sending.context import Context
from inspector.session import Session
from inspector.ui.rules.current import current_rules
from inspector.ui.rules.notices import RuleNotices


class TabRules:
    def __init__(
        self, session: Session, context: Context, stop_sending: Callable[[], None]
    ) -> None:
        """`stop_sending` ends what else sends by itself, where a rule says so."""
        self.runner = RuleRunner(session, context)
        self.notices = RuleNotices()
        self.take_typed: Callable[[], object] = lambda: None
        """Takes into the rules what a person has just typed."""
        self._marked = False
        self.runner.on_notify = self.notices.add
        self.runner.on_stop = stop_sending
        self.runner.on_mark = self._on_mark

    @property
    def rules(self) -> tuple[Rule, ...]:
        """As they are now, with what was switched and what is being typed."""
        self.take_typed()
        return current_rules(self.runner)

    def replace(self, rules: Sequence[Rule]) -> None:
        """Go by these, unless they are those."""
        if tuple(rules) != self.rules:
            self.runner.replace(rules)

    def take_marked(self) -> bool:
        """Whether rows of the log were given colours since this was last asked."""
        marked, self._marked = self._marked, False
        return marked

    def _on_mark(self, _: int) -> None:
        self._marked = True
