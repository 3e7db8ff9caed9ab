"""Rules at work: each received message is held against them, and what they say is done."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from inspector.automation.firing import Firing
from inspector.automation.inbox import Inbox, Message
from inspector.automation.matching import Captures
from inspector.automation.outbox import Outbox
from inspector.automation.running_rule import RunningRule
from inspector.events import ReadyState
from inspector.library import LibraryError
from inspector.library.rule import Rule
from inspector.library.send_as import SendAs
from inspector.recording import RecordingError
from inspector.sending import Outgoing
from inspector.sending.context import Context
from inspector.session import Session
from inspector.wire.tasks import Tasks

if TYPE_CHECKING:
    from inspector.wire import WebSocket

RULES_BEHIND = "rules behind"
"""The reason for which reading is paused while rules have messages to look at."""

_MOST_BEHIND = 4 * 1024 * 1024
"""Bytes of messages that rules have not looked at, from which on reading is paused."""
_SLICE_S = 0.003
"""How long rules work before others have their turn."""
_AT_ONCE = 64
"""Messages that are taken out of the inbox together."""
_MOST_REPLIES = 10_000
"""That are remembered."""


class RuleRunner:
    """Holds what `session` receives against `rules`, over all its connections.

    Start it before the session connects, so that no message is missed. Callbacks come in the
    loop's thread, maybe thousands of times a second: a window looks at `rules` on its tick.
    """

    def __init__(self, session: Session, context: Context, rules: Sequence[Rule] = ()) -> None:
        self.rules = [RunningRule(rule) for rule in rules]
        self.on_change: Callable[[], None] | None = None
        """Something in `rules` changed, or `stopped` did."""
        self.on_notify: Callable[[str, Message], None] | None = None
        """A rule wants the person to be told: the text, secrets masked, and about which message."""
        self.on_mark: Callable[[int], None] | None = None
        """The event of this seq was given a colour: see `Recording.notes`."""
        self.on_stop: Callable[[], None] | None = None
        """A rule stopped everything that sends by itself: whoever repeats something stops too."""
        self.failure = ""
        """Which messages no rule looked at, and why, for a person: of this connection."""
        self._session = session
        self._context = context
        self._stopped = False
        self._passed_over = 0
        self._inbox: Inbox | None = None
        self._messages: deque[Message] = deque()
        self._wake = asyncio.Event()
        self._outbox = Outbox()
        self._replies: dict[int, None] = {}
        """Hashes of what was sent, the latest last."""
        self._tasks = Tasks(self._broke)
        self._running: list[asyncio.Task[None]] = []

    # What a person does

    def replace(self, rules: Sequence[Rule]) -> None:
        """Go on with these; one that is the same as before keeps its count."""
        before = {running.rule: running for running in reversed(self.rules)}
        self.rules = [before.pop(it) if it in before else RunningRule(it) for it in rules]
        self._update()

    def switch(self, number: int, *, on: bool) -> None:
        """Switch a rule, counted from 0, on or off; one that was stopped begins anew."""
        running = self.rules[number]
        running.enabled = on
        running.restart()
        self._update()

    @property
    def stopped(self) -> bool:
        """By a rule or by `stop`: no rule fires until `resume` or the next connection."""
        return self._stopped

    def stop(self) -> None:
        """Let no rule fire, and send nothing of what waits."""
        self._stopped = True
        self._outbox.clear()
        self._update()

    def resume(self) -> None:
        self._stopped = False
        self._update()

    @property
    def complaints(self) -> list[str]:
        """All that went wrong, for a person, secrets masked."""
        told = [f"rule {it.rule.name}: {it.problem}" for it in self.rules if it.problem]
        return [self.failure, *told] if self.failure else told

    def has_sent(self, payload: bytes) -> bool:
        """Whether a message like this one, among the latest, was a rule's."""
        return hash(payload) in self._replies

    def start(self) -> None:
        """Begin, unless it has; to be ended by `aclose`. Needs a running loop."""
        if self._running:
            return
        self._running = [
            self._tasks.start(self._work(), "rules"),
            self._tasks.start(self._outbox.run(), "replies of rules"),
        ]
        self._session.before_connect.append(self._before_connect)
        self._update()

    async def aclose(self) -> None:
        """End all that was started, and let reading go on. Again: does nothing."""
        if self._running:
            self._session.before_connect.remove(self._before_connect)
            self._unfollow()
            self._tasks.cancel()
            await asyncio.wait(self._running)
            self._running = []

    # Following the session

    def _before_connect(self) -> None:
        self._stopped = False
        self.failure, self._passed_over = "", 0
        self._unfollow()
        self._update()

    def _update(self) -> None:
        """Follow the session if there is a reason to."""
        works = not self._stopped and any(running.works for running in self.rules)
        if not works or not self._running:
            self._unfollow()
        elif self._inbox is None and self._session.ready_state != ReadyState.CLOSED:
            self._follow()
        self._changed()

    def _follow(self) -> None:
        recording = self._session.recording
        assert recording is not None  # there is one from the first connection on
        self._inbox = Inbox(recording)
        self._inbox.on_arrival = self._on_arrival
        self._inbox.on_passed_over = self._on_passed_over

    def _unfollow(self) -> None:
        if self._inbox is not None:
            self._inbox.close()
            self._inbox = None
        self._messages.clear()
        if self._session.websocket is not None:
            self._session.websocket.resume_reading(RULES_BEHIND)

    def _on_arrival(self) -> None:
        self._wake.set()
        websocket = self._session.websocket
        if self._inbox and websocket and self._inbox.backlog > _MOST_BEHIND:
            websocket.pause_reading(RULES_BEHIND)

    def _on_passed_over(self, seq: int, reason: str) -> None:
        self._passed_over += 1
        self.failure = f"No rule looked at the message #{seq:,}: {reason}"
        if self._passed_over > 1:
            self.failure += f" (of {self._passed_over:,} such messages the last)"
        self._changed()

    async def _work(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            if self._look():
                self._wake.set()
            await asyncio.sleep(0)  # others have their turn

    def _look(self) -> bool:
        """Look at messages for a slice of time; whether there are more."""
        deadline = time.perf_counter() + _SLICE_S
        try:
            while time.perf_counter() < deadline:
                if not self._messages and not self._take():
                    return False
                if self._messages:
                    self._hold(self._messages.popleft())
        except RecordingError as error:
            self.failure = str(error)
            self._unfollow()
            self._changed()
            return False
        return True

    def _take(self) -> bool:
        """Have more to look at; False where all was looked at."""
        inbox, websocket = self._inbox, self._session.websocket
        if inbox is None:
            return False
        self._messages += inbox.take(_AT_ONCE)
        if websocket is not None and inbox.backlog < _MOST_BEHIND // 2:
            websocket.resume_reading(RULES_BEHIND)
        return bool(self._messages) or inbox.has_more

    # Firing

    def _hold(self, message: Message) -> None:
        """Hold a message against each rule, in their order."""
        for running in tuple(self.rules):
            if running.works and not self._stopped:
                before = running.problem
                captures = running.match(message, self._context)
                if captures is not None:
                    self._fire(running, captures)
                if running.problem != before:
                    self._update()

    def _fire(self, running: RunningRule, captures: Captures) -> None:
        if running.fire(captures.message.seq, time.monotonic()):
            problems = []
            firing = self._firing(running, captures)
            for action in running.actions:
                try:
                    action.fire(firing)
                except (LibraryError, OSError, RecordingError, ValueError) as error:
                    problems.append(self._context.mask(str(error)))
            running.problem = problems[0] if problems else ""
        self._changed()

    def _firing(self, running: RunningRule, captures: Captures) -> Firing:
        recording, websocket = self._session.recording, self._session.websocket
        assert recording is not None
        assert websocket is not None
        return Firing(
            captures,
            running.rule.name,
            self._context,
            recording,
            websocket,
            partial(self._send, websocket, running),
            partial(_call, self.on_notify),
            partial(_call, self.on_mark),
            self._on_stop_action,
        )

    def _send(
        self, websocket: "WebSocket", running: RunningRule, message: Outgoing, send_as: SendAs
    ) -> None:
        self._outbox.put(websocket, message, send_as, partial(self._not_sent, running))
        self._remember(message)

    def _on_stop_action(self) -> None:
        self._stopped = True  # what the rule said to send before that goes out
        _call(self.on_stop)
        self._update()

    def _remember(self, sent: Outgoing) -> None:
        self._replies[hash(sent.payload)] = None
        if len(self._replies) > _MOST_REPLIES:
            del self._replies[next(iter(self._replies))]

    def _not_sent(self, running: RunningRule, reason: str) -> None:
        running.problem = self._context.mask(f"What it sends was not sent: {reason}")
        self._changed()

    def _changed(self) -> None:
        _call(self.on_change)

    def _broke(self, error: BaseException) -> None:
        """A task ended with an exception that nobody expects."""
        asyncio.get_running_loop().call_exception_handler(
            {"message": "the rules stopped working", "exception": error}
        )


def _call(callback: Callable[..., None] | None, *arguments: object) -> None:
    if callback is not None:
        callback(*arguments)


__all__ = ["RULES_BEHIND", "RuleRunner", "RunningRule"]
