"""Does what the composer asks for, and tells it how that goes."""

import asyncio
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from inspector.events import Opcode, ReadyState
from inspector.library import LibraryError
from inspector.sending import MAX_CONTROL_PAYLOAD
from inspector.sending.context import Context
from inspector.sending.sources import MemorySource
from inspector.session import Session
from inspector.ui.composer.composer import Composer
from inspector.ui.composer.from_log import Recorded
from inspector.ui.composer.run import Run
from inspector.ui.composer.submission import Submission
from inspector.ui.loop import spawn
from inspector.wire import ForgedFrame

if TYPE_CHECKING:
    from inspector.wire import WebSocket

_SHOWN_EVERY_MS = 100
_WITH_CONNECTION = "ended with the connection"
_NOT_CONNECTED = "Not connected: connect first, then send."


class Sender(QObject):
    """One for a tab: sends once, paced, from a file, or again and again.

    Several things may go on beside one another: heartbeats, and what a person sends meanwhile. All
    of them end with the connection that they were begun on.

    Signals:
    told_changed: `told` is something else.
    """

    told_changed = Signal()

    def __init__(self, composer: Composer, session: Session, context: Context) -> None:
        super().__init__(composer)
        self._composer = composer
        self._session = session
        self._context = context
        self._runs: dict[Run, asyncio.Task[None]] = {}
        self._resendings: set[asyncio.Task[None]] = set()
        self.told = ""
        """What goes out, or will by itself, once that takes long enough to be told."""
        self._repeated = 0
        """How often what is repeated has gone out, as it was told last."""
        self._clock = QTimer(self, interval=_SHOWN_EVERY_MS)
        self._clock.timeout.connect(self._show)
        composer.send_requested.connect(self.submit)
        composer.stop_requested.connect(self.stop)

    @property
    def is_busy(self) -> bool:
        """Whether anything is going out, or will by itself."""
        return bool(self._runs or self._resendings)

    def submit(self, submission: Submission) -> None:
        """Send it; the composer shows what goes wrong."""
        websocket, recording = self._websocket(), self._session.recording
        if websocket is None or recording is None:
            self._composer.show_error(_NOT_CONNECTED)
            return
        try:
            run = Run(submission, websocket, self._context, recording)
        except (ValueError, LibraryError) as error:
            self._composer.show_error(str(error))
            return
        task = spawn(self._carry_out(run), f"send {submission.kind}")
        self._runs[run] = task
        task.add_done_callback(lambda _: self._forget(run))
        self._clock.start()
        self._show()

    def resend(self, message: Recorded) -> None:
        """Send the same bytes again under the same opcode, cut into frames as they were."""
        if (websocket := self._websocket()) is None:
            self._composer.show_error(_NOT_CONNECTED)
        elif message.omitted:
            self._composer.show_error(
                f"{message.omitted:,} bytes of this message were not kept: it cannot be sent again"
            )
        else:
            task = spawn(self._resend(websocket, message), "send again")
            self._resendings.add(task)
            task.add_done_callback(self._resendings.discard)

    def stop(self) -> None:
        """Stop everything that is going on."""
        for task in (*self._runs.values(), *self._resendings):
            task.cancel()

    async def shutdown(self) -> None:
        """Stop, and wait until nothing goes on any more."""
        tasks = [*self._runs.values(), *self._resendings]
        self.stop()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _carry_out(self, run: Run) -> None:
        if run.submission.repeat is not None:
            self._composer.mark_sent(run.submission)
        try:
            await run.run()
        except asyncio.CancelledError:
            how = _WITH_CONNECTION if run.has_lost_connection else "stopped"
            self._composer.show_note(run.ended(how))
            raise
        except (ValueError, OSError, LibraryError) as error:
            if run.has_lost_connection and (said := run.ended(_WITH_CONNECTION)):
                self._composer.show_note(said)  # an error would go with the next change of state
                return
            self._composer.show_error(f"{run.ended('ended')}: {error}" if run.sent else str(error))
        else:
            self._composer.mark_sent(run.submission)
            self._composer.show_note(run.ended("done"))

    def _forget(self, run: Run) -> None:
        del self._runs[run]
        if shiboken6.isValid(self):
            self._show()

    async def _resend(self, websocket: "WebSocket", message: Recorded) -> None:
        try:
            await send_again(websocket, message)
        except (ValueError, OSError) as error:
            self._composer.show_error(str(error))

    def _websocket(self) -> "WebSocket | None":
        websocket = self._session.websocket
        return websocket if websocket and websocket.ready_state == ReadyState.OPEN else None

    def _show(self) -> None:
        """Tell the composer what goes on; end what has lost its connection."""
        for run, task in self._runs.items():
            if run.has_lost_connection:
                task.cancel()
        shown = [run for run in self._runs if run.is_shown]
        words = " · ".join(run.words for run in shown)
        progress = next((run.progress for run in shown if run.progress is not None), None)
        self._composer.show_running([run.submission for run in self._runs], words, progress)
        if (repeated := sum(run.sent for run in self._runs)) != self._repeated:
            self._repeated = repeated
            self._composer.refresh_variables()  # counters went on, and chance
        if not self._runs:
            self._clock.stop()
        if (told := " · ".join(run.name for run in shown)) != self.told:
            self.told = told
            self.told_changed.emit()


async def send_again(websocket: "WebSocket", message: Recorded) -> None:
    """Send `message` as it was; what no lawful client sends goes out as raw frames.

    Stopped in the middle, a text or binary message is ended there. NotOpenError; what is closed
    by the message itself is not waited for.
    """
    opcode, payload = message.opcode, message.payload
    if opcode in (Opcode.TEXT, Opcode.BINARY):
        async with websocket.fragments(text=opcode == Opcode.TEXT) as fragments:
            source, last = MemorySource(payload), len(message.fragments) - 1
            try:
                for number, fragment in enumerate(message.fragments):
                    await fragments.send(await source.read(len(fragment)), fin=number == last)
            finally:
                fragments.finish(source.rest_of_character())
    elif opcode == Opcode.PING and len(payload) <= MAX_CONTROL_PAYLOAD:
        websocket.ping(payload)  # its pong is recorded, and nobody waits for it
    else:
        websocket.send_frame(ForgedFrame(opcode=opcode, payload=payload))
