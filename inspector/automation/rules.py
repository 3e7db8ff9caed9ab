"""Rules at work: each received message is held against them, and what they say is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from inspector.automation.inbox import Message
from inspector.library.rule import Rule
from inspector.session import Session

if TYPE_CHECKING:
    from inspector.sending.context import Context

RULES_BEHIND = "rules behind"
"""The reason for which reading is paused while rules have messages to look at."""


class RunningRule:
    """A rule and how it is doing."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.enabled = rule.enabled
        """Switched by `RuleRunner.switch`; the rule's own is where it began."""
        self.fired = 0
        """How often, since it was given to the runner."""
        self.last_seq: int | None = None
        """The message for which it fired last."""
        self.problem = ""
        """What went wrong last, for a person: an action that failed, a pattern that gave up."""
        self.stopped = False
        """It fired too often and does nothing until it is switched on again; see `problem`."""


class RuleRunner:
    """Holds what `session` receives against `rules`, over all its connections.

    Start it before the session connects, so that no message is missed. Callbacks come in the
    loop's thread, maybe thousands of times a second: a window looks at `rules` on its tick.
    """

    def __init__(self, session: Session, context: Context, rules: Sequence[Rule] = ()) -> None:
        self.rules: list[RunningRule] = [RunningRule(rule) for rule in rules]
        self.on_change: Callable[[], None] | None = None
        """Something in `rules` changed."""
        self.on_notify: Callable[[str, Message], None] | None = None
        """A rule wants the person to be told: the text, without secrets masked, and for what."""
        self.on_mark: Callable[[int], None] | None = None
        """The row of the event `seq` was given a colour: see `Recording.marks`."""
        self.on_stop: Callable[[], None] | None = None
        """A rule stopped everything that sends by itself: whoever repeats something stops too."""

    def replace(self, rules: Sequence[Rule]) -> None:
        """Go on with these; one that is the same as before keeps its count."""
        raise NotImplementedError

    def switch(self, number: int, *, on: bool) -> None:
        """Switch a rule on or off; one that was stopped is started again."""
        raise NotImplementedError

    @property
    def stopped(self) -> bool:
        """By a rule or `stop`: no rule fires, until `resume` or the next connection."""
        raise NotImplementedError

    def stop(self) -> None:
        raise NotImplementedError

    def resume(self) -> None:
        raise NotImplementedError

    def start(self) -> None:
        """Begin; to be ended by `aclose`. Needs a running loop."""
        raise NotImplementedError

    async def aclose(self) -> None:
        """End all that was started, and let reading go on."""
        raise NotImplementedError
