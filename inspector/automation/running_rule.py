"""A rule and how it is doing: whether a message matches, how often it fired, what went wrong."""

from collections import deque

from inspector.automation.actions.action import actions_of
from inspector.automation.inbox import Message
from inspector.automation.matching import Captures, Matcher, compile_match
from inspector.library import LibraryError
from inspector.library.rule import Rule
from inspector.sending.context import Context

_WINDOW_S = 10.0
"""Seconds in which `Rule.limit` counts."""

_MOST_GIVEN_UP = 10
"""Messages that a rule could not judge, after which it is stopped: each takes a while."""


class RunningRule:
    """What the window shows of a rule. Its owner is a `RuleRunner`."""

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
        """It fired too often, or could not judge too many messages, and does nothing until it is
        switched on again; `problem` says why."""
        self.actions = actions_of(rule.then)
        self._sends = any(action.sends for action in self.actions)
        self._times: deque[float] = deque(maxlen=max(1, rule.limit))
        self._matcher: Matcher | None = None
        self._version = -1
        self._unmatchable = ""
        """Why it cannot be held against messages, with the variables as they are."""
        self._given_up = 0

    @property
    def works(self) -> bool:
        return self.enabled and not self.stopped

    def restart(self) -> None:
        """As if it had not been stopped."""
        self.stopped = False
        self.problem = ""
        self._times.clear()
        self._version = -1
        self._given_up = 0

    def match(self, message: Message, context: Context) -> Captures | None:
        """None where the message does not match, or the rule cannot judge it: see `problem`."""
        if self._version != context.version:
            self._compile(context)
        matcher = self._matcher
        if matcher is None:
            return None
        captures = matcher.match(message)
        if matcher.gave_up:
            self._gave_up(matcher)
        return captures

    def fire(self, seq: int, now: float) -> bool:
        """Count a firing at `now`, in seconds; False where that is one too many, and stops it."""
        times = self._times
        if self._sends and len(times) == times.maxlen and now - times[0] < _WINDOW_S:
            self.stopped = True
            self.problem = (
                f"Stopped: it fired more than {self.rule.limit} times in {_WINDOW_S:g} s, and each"
                " time it sends. It may answer its own answers; make the match narrower, or raise"
                " the limit, then switch it on again."
            )
            return False
        times.append(now)
        self.fired += 1
        self.last_seq = seq
        return True

    def _compile(self, context: Context) -> None:
        """Again, where variables are in it that may have changed."""
        self._version = context.version
        if self._matcher is not None and not self._matcher.has_variables:
            return
        before, self._unmatchable = self._unmatchable, ""
        try:
            self._matcher = compile_match(self.rule.when, context)
        except (ValueError, LibraryError) as error:
            self._matcher = None
            self._unmatchable = self.problem = context.mask(str(error))
        else:
            if before and self.problem == before:
                self.problem = ""

    def _gave_up(self, matcher: Matcher) -> None:
        """Say so, the first time."""
        self._given_up += 1
        if self._given_up == 1:
            self.problem = f"Passed over: {matcher.gave_up}."
        elif self._given_up == _MOST_GIVEN_UP:
            self.stopped = True
            self.problem = f"Stopped, {_MOST_GIVEN_UP} messages were too much: {matcher.gave_up}."
        matcher.gave_up = ""
