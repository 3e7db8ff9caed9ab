"""One submission on its way out: once, or again and again. Knows no Qt."""

import asyncio
from typing import TYPE_CHECKING

from inspector.automation.inbox import Inbox
from inspector.automation.matching import compile_match
from inspector.events import ReadyState
from inspector.library.send_as import Repeat
from inspector.recording import Recording
from inspector.sending import Repeater, send
from inspector.sending.context import Context
from inspector.ui.composer.submission import Submission
from inspector.ui.composer.words import seconds
from inspector.ui.text import byte_count, count

if TYPE_CHECKING:
    from inspector.wire import WebSocket

_SHOWN_AFTER_S = 0.3
"""What takes no longer is over before it can be read."""


class Run:
    """Sends one submission, rendered anew each time that it is repeated."""

    def __init__(
        self,
        submission: Submission,
        websocket: "WebSocket",
        context: Context,
        recording: Recording,
    ) -> None:
        """MatchError or UnknownVariable (both ValueError): a reply that cannot be waited for."""
        self.submission = submission
        self.has_replied = False
        """Whether the message came that a repetition waits for."""
        self._websocket = websocket
        self._context = context
        self._began = asyncio.get_running_loop().time()
        self._progress = 0, 0
        """Payload bytes that were sent, and all of them, of the sending under way."""
        self._inbox: Inbox | None = None
        self._repeater: Repeater | None = None
        if (repeat := submission.repeat) is not None:
            self._repeater = self._prepare(repeat, recording)

    async def run(self) -> None:
        """To the end, or until it is cancelled. ValueError, OSError, LibraryError: not sent."""
        try:
            await (self._repeater.run() if self._repeater else self._once())
        finally:
            if self._inbox is not None:
                self._inbox.close()

    @property
    def sent(self) -> int:
        """How often it went out, if it is repeated."""
        return self._repeater.sent if self._repeater else 0

    @property
    def has_lost_connection(self) -> bool:
        return self._websocket.ready_state != ReadyState.OPEN and self.submission.kind != "close"

    @property
    def is_shown(self) -> bool:
        now = asyncio.get_running_loop().time()
        return self._repeater is not None or now - self._began > _SHOWN_AFTER_S

    @property
    def progress(self) -> float | None:
        """Of a sending that is under way, from 0 to 1."""
        sent, whole = self._progress
        return sent / whole if sent < whole else None

    def ended(self, how: str) -> str:
        """What to say at the end; empty for what nobody saw begin."""
        if self._repeater is None:
            return f"{self.name} {how}{self._cut_short}" if how != "done" and self.is_shown else ""
        why = ", and the reply came" if self.has_replied else ""
        return f"{self.name} {how} after {count(self.sent, 'time')}{why}"

    @property
    def _cut_short(self) -> str:
        """What a peer has of a sending that did not come to its end."""
        sent, whole = self._progress
        if sent == whole:
            return ""
        words = f": {byte_count(sent)} of {byte_count(whole)} went out"
        is_ended = self._websocket.ready_state == ReadyState.OPEN
        is_message = self.submission.send_as.mode != "lines"
        return f"{words}, as a message that ends there" if is_message and is_ended else words

    @property
    def name(self) -> str:
        """`“sign in”`, or its kind where nothing is written."""
        return f"“{self.submission.title}”" if self.submission.title else self.submission.kind

    @property
    def words(self) -> str:
        """`“sign in” every 1 s: 12 sent, next in 0.4 s`."""
        name = self.name
        repeater, repeat = self._repeater, self.submission.repeat
        if repeater is None or repeat is None:
            sent, whole = self._progress
            return f"{name}: {byte_count(sent)} of {byte_count(whole)} sent" if whole else name
        words = f"{name} every {seconds(repeat.interval)}: {repeater.sent:,} sent"
        if repeat.count is not None:
            words += f" of {repeat.count:,}"
        if repeater.late:
            words += f", {repeater.late:,} left out for being late"
        if repeater.next_at is not None:
            left = max(0.0, repeater.next_at - asyncio.get_running_loop().time())
            words += f", next in {left:.1f} s" if repeat.interval >= 0.5 else ""
        return words

    def _prepare(self, repeat: Repeat, recording: Recording) -> Repeater:
        until = None
        if repeat.until is not None:
            matcher = compile_match(repeat.until, self._context)
            inbox = self._inbox = Inbox(recording)

            def until() -> bool:
                self.has_replied = any(matcher.match(message) for message in inbox.take())
                return self.has_replied

        return Repeater(
            lambda _: self._once(),
            interval=repeat.interval,
            jitter=repeat.jitter,
            count=repeat.count,
            until=until,
        )

    async def _once(self) -> None:
        kind, content, send_as, _, template = self.submission
        message = self._context.render(kind, content, template)
        self._progress = 0, 0
        await send(self._websocket, message, send_as, self._note)

    def _note(self, sent: int, whole: int) -> None:
        self._progress = sent, whole
