"""A session: one WebSocket, with its reconnects, and the recording of all that crossed it.

The only place where wire meets recording. A tab of the window shows one, `record` runs one.
"""

import asyncio
import contextlib
import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from inspector.events import Happening, ReadyState
from inspector.recording import Recording, RecordingError
from inspector.wire import ConnectOptions

if TYPE_CHECKING:
    from inspector.wire import WebSocket

_USERINFO = re.compile("//[^/?#]*@")
"""Name and password in a URL (RFC 3986 section 3.2.1)."""

WRITER_BEHIND = "writer behind"
"""The reason for which reading is paused while the recording catches up."""


class Session:
    """Connects, records every event, and holds the sender while the recording is behind.

    Give it a recording to continue, or let the first `connect` create one in the user's folder.
    `url`, `protocols` and `options` hold for the next `connect`; a connection that is open keeps
    those it was opened with.
    """

    def __init__(
        self,
        recording: Recording | None = None,
        *,
        url: str = "",
        protocols: tuple[str, ...] = (),
        options: ConnectOptions | None = None,
    ) -> None:
        self.recording = recording
        self.websocket: WebSocket | None = None
        self.url = url
        self.protocols = protocols
        self.options = options or ConnectOptions()
        self.before_connect: list[Callable[[], None]] = []
        """Called when the next connection is about to be opened: `recording` and `websocket` are
        there, and nothing has happened yet."""

    @property
    def ready_state(self) -> ReadyState:
        """That of the latest connection; CLOSED before the first."""
        return self.websocket.ready_state if self.websocket else ReadyState.CLOSED

    async def connect(self) -> None:
        """Open the next connection and record it; returns once it is OPEN.

        Raises ValueError where URL, subprotocols or options are not usable, RecordingError where
        there is no place to record to, or the file is gone (see `move_on`), ConnectionFailed where
        the server could not be reached or refused, and RuntimeError while the connection before is
        not CLOSED.
        """
        if self.ready_state != ReadyState.CLOSED:
            raise RuntimeError("close the connection before you open the next")
        if self.recording is not None and self.recording.is_gone:
            raise RecordingError(self.recording.failure or "")
        from inspector.wire import WebSocket  # not before it is needed: see there

        number = self.recording.connections + 1 if self.recording else 1
        websocket = WebSocket(
            self.url, self.protocols, self.options, on_events=partial(self._record, number)
        )
        if self.recording is None:
            self.recording = Recording.create()
        if number == 1:
            self.recording.title = websocket.url
        self._follow(self.recording)
        if self.recording.failure:
            self.recording.retry()
        self.recording.set_facts(number, self._facts(websocket.url))
        self.websocket = websocket
        for callback in self.before_connect:
            callback()
        await websocket.connect()

    def _facts(self, url: str) -> dict[str, str]:
        """What the next connection is to, and the options that differ from the defaults, for
        `Recording.set_facts`: without secrets."""
        from inspector.wire.options import facts

        values = {"url": _USERINFO.sub("//***@", url), "subprotocols": list(self.protocols)}
        return {name: _as_text(value) for name, value in {**values, **facts(self.options)}.items()}

    async def shutdown(self) -> None:
        """Close the connection, within its close timeout, then the recording.

        `RecordingError` where not everything could be written, or was written to another file.
        """
        if self.websocket is not None and self.ready_state != ReadyState.CLOSED:
            await self.websocket.close()
        if self.recording is not None:
            self.recording.on_drained = self.recording.on_failure = None
            await asyncio.to_thread(self._try_to_write, self.recording)
            if self.recording.is_gone:
                gone = self.recording
                moved = await self.move_on()
                await asyncio.to_thread(gone.abandon)
                await asyncio.to_thread(moved.close)
                raise RecordingError(
                    f"{gone.path} was deleted, moved or replaced while it was recorded to. "
                    f"Everything that was recorded is in {moved.path}"
                )
            await asyncio.to_thread(self.recording.close)

    async def move_on(self) -> Recording:
        """Go on in a new recording, which gets everything of one whose file `is_gone`, and is
        returned. The one before is then to be abandoned. A connection that is open stays so.

        `RecordingError` where there can be none.
        """
        gone = self.recording
        assert gone is not None
        moved = await asyncio.to_thread(gone.moved_on)
        gone.hand_over(moved)
        gone.on_drained = gone.on_failure = None
        self.recording = moved
        self._follow(moved)
        self._resume()
        return moved

    @staticmethod
    def _try_to_write(recording: Recording) -> None:
        recording.retry()
        with contextlib.suppress(RecordingError):  # `close` will tell
            recording.flush()

    def _follow(self, recording: Recording) -> None:
        """Let reading go on once `recording` is not behind any longer."""
        loop = asyncio.get_running_loop()
        recording.on_drained = partial(self._resume_soon, loop)
        # Where writing fails, what comes next must find that out, so it is let in.
        recording.on_failure = lambda _: self._resume_soon(loop)

    def _record(self, connection: int, events: list[Happening]) -> None:
        recording, websocket = self.recording, self.websocket
        assert recording is not None
        assert websocket is not None
        recording.append(connection, events)
        if recording.failure:
            raise OSError(recording.failure)
        if recording.behind:
            websocket.pause_reading(WRITER_BEHIND)

    def _resume_soon(self, loop: asyncio.AbstractEventLoop) -> None:
        """Called by the writer thread: reading goes on in the loop's own."""
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._resume)

    def _resume(self) -> None:
        if self.websocket is not None:
            self.websocket.resume_reading(WRITER_BEHIND)


def _as_text(value: object) -> str:
    """A value in the types of TOML, for a person."""
    if isinstance(value, list):
        return ", ".join(map(_as_text, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
