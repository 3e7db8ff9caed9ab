"""What the steps of a run work on: the connection, its messages, and what one step leaves for the
next."""

import asyncio
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from inspector.automation.heartbeats import Heartbeats
from inspector.automation.inbox import Inbox, Message
from inspector.automation.matching import Captures
from inspector.automation.rules import RuleRunner
from inspector.automation.step_failed import StepFailedError
from inspector.events import ReadyState
from inspector.library import Endpoint
from inspector.payloads import visible
from inspector.recording import Recording, RecordingBusyError
from inspector.recording.run import Run
from inspector.recording.schema import Kind
from inspector.sending.context import Context
from inspector.session import Session
from inspector.wire import ConnectOptions

if TYPE_CHECKING:
    from inspector.wire import WebSocket

_PREVIEW = 200
"""Characters of a message that an error tells."""

_RETRY_S = 0.05
"""Seconds until the recording is looked into again, after it could not be read at once."""


class Bench:
    """The state of one run. Its owner is a `ScenarioRun`."""

    def __init__(
        self,
        context: Context,
        session: Session,
        rules: RuleRunner,
        endpoint: str,
        heartbeats: Heartbeats,
    ) -> None:
        """`endpoint`: path of the one that connect steps open which say no other."""
        self.context = context
        self.session = session
        self.heartbeats = heartbeats
        self.seq: int | None = None
        """The event that satisfied the step that runs, or that it sent."""
        self.latest: Captures | None = None
        """The message that was waited for last, on this connection."""
        self.passed_over = ""
        """The latest message that could not be looked at, and why."""
        self.before = 0
        """The event before the latest connection's first."""
        self._rules = rules
        self._endpoint = endpoint
        self._inbox: Inbox | None = None

    async def connect(self, path: str) -> None:
        """Open a connection to the endpoint at `path`, else to the run's own. The connection before
        is closed first."""
        session, context = self.session, self.context
        context.endpoint = self._found_endpoint(path or self._endpoint)
        endpoint = context.render_endpoint()
        if session.websocket is not None:
            await session.websocket.close()
        session.url, session.protocols = endpoint.url, endpoint.subprotocols
        session.options = ConnectOptions.from_dict(endpoint.options)
        self._rules.replace(endpoint.rules)
        self.before = self.count
        self.latest, self.passed_over = None, ""
        if self._inbox is not None:
            self._inbox.close()
            self._inbox = None
        await session.connect()
        self._inbox = Inbox(self.recording, after=self.before)
        self._inbox.on_passed_over = self._on_passed_over

    async def aclose(self) -> None:
        """End what goes on in the background, and close the connection."""
        await self.heartbeats.aclose()
        if self._inbox is not None:
            self._inbox.close()
        if self.session.websocket is not None and not self.is_closed:
            await self.session.websocket.close()

    @property
    def recording(self) -> Recording:
        assert self.session.recording is not None  # from the first connection on
        return self.session.recording

    @property
    def inbox(self) -> Inbox:
        """The messages of this connection that no step waited for yet."""
        if self._inbox is None:
            raise StepFailedError("there is no connection: a connect step must come before")
        return self._inbox

    @property
    def websocket(self) -> "WebSocket":
        """The latest connection, which may be closed."""
        if self.session.websocket is None:
            raise StepFailedError("there is no connection: a connect step must come before")
        return self.session.websocket

    @property
    def open_websocket(self) -> "WebSocket":
        """The connection, which must be open."""
        websocket = self.websocket
        if self.is_closed:
            raise StepFailedError(f"the connection is closed: {self.ending}")
        return websocket

    @property
    def is_closed(self) -> bool:
        return self.session.ready_state == ReadyState.CLOSED

    @property
    def ending(self) -> str:
        """How the connection came to its end."""
        if self.websocket.problem is not None:
            return self.websocket.problem.message
        return f"{self.websocket.close_code} {self.websocket.close_reason}".rstrip()

    @property
    def count(self) -> int:
        """The last event that was recorded."""
        return self.session.recording.count if self.session.recording else 0

    async def find_after(self, seq: int, find: Callable[[Iterator[Run]], int | None]) -> int | None:
        """What `find` finds in the runs after the event `seq`, as soon as they can be read."""
        while True:
            try:
                return find(self.recording.runs_at_hand(seq + 1))
            except RecordingBusyError:  # it is being written, and the disk is slow
                await asyncio.sleep(_RETRY_S)

    async def sent_after(self, seq: int) -> int | None:
        """The first frame that was sent after the event `seq`."""
        return await self.find_after(seq, _first_sent)

    def words(self, message: Message) -> str:
        """The beginning of a message, for an error. Masked before it is cut, for a part of a secret
        would not be known as one."""
        return f"{message.type} {self.text(message)}"

    def text(self, message: Message) -> str:
        """The same, without the message's type."""
        text = self.context.mask(message.text)
        return visible(f"{text[:_PREVIEW]}{'…' if len(text) > _PREVIEW else ''}")

    def _on_passed_over(self, seq: int, reason: str) -> None:
        self.passed_over = f"#{seq} was not looked at: {reason}"

    def _found_endpoint(self, path: str) -> Endpoint:
        if path:
            if self.context.workspace is None:
                raise StepFailedError(f"there is no workspace to find the endpoint {path!r} in")
            return self.context.workspace.endpoints.get(path)
        if self.context.endpoint is None:
            raise StepFailedError("no endpoint is chosen: choose one for the scenario")
        return self.context.endpoint


def _first_sent(runs: Iterator[Run]) -> int | None:
    return next((run.seq for run in runs if run.kind is Kind.SENT), None)
