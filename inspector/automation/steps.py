"""What each step of a scenario does."""

import asyncio
from collections.abc import Callable

from inspector.automation.documents import same
from inspector.automation.heartbeats import Heartbeats
from inspector.automation.inbox import Inbox, Message
from inspector.automation.matching import Captures, Matcher, compile_match, take
from inspector.automation.rules import RuleRunner
from inspector.automation.step_run import StepFailedError, StepRun
from inspector.automation.waiting import wait_for_match
from inspector.automation.wording import match_words
from inspector.events import ReadyState
from inspector.library import Endpoint, Template
from inspector.library.scenario import (
    AssertStep,
    CloseStep,
    ConnectStep,
    SendStep,
    SetStep,
    SleepStep,
    WaitStep,
)
from inspector.library.send_as import Repeat
from inspector.library.value import Scalar
from inspector.payloads import visible
from inspector.recording.schema import Kind
from inspector.sending import outgoing, send
from inspector.sending.context import Context
from inspector.session import Session
from inspector.variables.values import as_text
from inspector.wire import ConnectOptions, WebSocket

_PREVIEW = 200
"""Characters of a message that an error tells."""

_AT_ONCE = 1024
"""Messages that are looked through together."""


class Steps:
    """Does steps on a session, and remembers what one leaves for the next."""

    def __init__(
        self,
        context: Context,
        session: Session,
        rules: RuleRunner,
        endpoint: str,
        heartbeats: Heartbeats,
    ) -> None:
        """`endpoint`: path of the one that connect steps open which say no other."""
        self.heartbeats = heartbeats
        self._context = context
        self._session = session
        self._rules = rules
        self._endpoint = endpoint
        self._inbox: Inbox | None = None
        self._before = 0
        """The event before the latest connection's first."""
        self._passed_over = ""
        """The latest message that could not be looked at, and why."""
        self._latest: Captures | None = None
        """The message that was waited for last."""

    async def do(self, run: StepRun) -> None:
        """What the step says. StepFailedError and other errors say why it failed."""
        match run.step:
            case ConnectStep() as step:
                await self._connect(step)
            case SendStep() as step:
                await self._send(step, run)
            case WaitStep() as step:
                await self._wait(step, run)
            case AssertStep() as step:
                self._assert(step, run)
            case SetStep(name=name, value=value):
                self._context.set(name, self._context.render_value(value))
            case SleepStep(seconds=seconds):
                await _sleep(seconds)
            case CloseStep() as step:
                await self._close(step, run)

    async def aclose(self) -> None:
        """End what goes on in the background, and close the connection."""
        await self.heartbeats.aclose()
        if self._inbox is not None:
            self._inbox.close()
        if self._session.websocket is not None and self._session.ready_state != ReadyState.CLOSED:
            await self._session.websocket.close()

    # Connecting, sending, closing

    async def _connect(self, step: ConnectStep) -> None:
        session, context = self._session, self._context
        context.endpoint = self._found_endpoint(step.endpoint or self._endpoint)
        endpoint = context.render_endpoint()
        if session.websocket is not None:
            await session.websocket.close()
        session.url, session.protocols = endpoint.url, endpoint.subprotocols
        session.options = ConnectOptions.from_dict(endpoint.options)
        self._rules.replace(endpoint.rules)
        self._before = self._count()
        self._latest, self._passed_over = None, ""
        if self._inbox is not None:
            self._inbox.close()
        await session.connect()
        assert session.recording is not None
        self._inbox = Inbox(session.recording, after=self._before)
        self._inbox.on_passed_over = self._on_passed_over

    def _on_passed_over(self, seq: int, reason: str) -> None:
        self._passed_over = f"#{seq} was not looked at: {reason}"

    def _found_endpoint(self, path: str) -> Endpoint:
        if path:
            if self._context.workspace is None:
                raise StepFailedError(f"there is no workspace to find the endpoint {path!r} in")
            return self._context.workspace.endpoints.get(path)
        if self._context.endpoint is None:
            raise StepFailedError("no endpoint is chosen: choose one for the scenario")
        return self._context.endpoint

    async def _send(self, step: SendStep, run: StepRun) -> None:
        websocket, before = self._websocket(), self._count()
        template = self._template(step)

        async def once(_number: int) -> None:
            message, send_as = self._context.render_template(template)
            await send(websocket, message, send_as)

        if repeat := step.repeat or template.repeat:
            await self.heartbeats.start(once, repeat, self._has_come(repeat))
        else:
            await once(1)
        run.seq = self._sent_after(before)

    def _template(self, step: SendStep) -> Template:
        if not step.template:
            return Template(name="", kind=step.kind, content=step.content)
        return self._context.template(step.template)

    def _has_come(self, repeat: Repeat) -> Callable[[], bool] | None:
        """Whether the message came that ends `repeat`."""
        if repeat.until is None:
            return None
        assert self._session.recording is not None
        matcher = compile_match(repeat.until, self._context)
        inbox = self.heartbeats.listen(self._session.recording)
        return lambda: any(map(matcher.match, inbox.take(_AT_ONCE)))

    async def _close(self, step: CloseStep, run: StepRun) -> None:
        websocket, before = self._websocket(), self._count()
        message = outgoing("close", f"{step.code} {self._context.render_text(step.reason)}")
        await send(websocket, message)
        run.seq = self._sent_after(before)
        await websocket.wait_closed()
        if not websocket.was_clean:
            raise StepFailedError(f"the connection did not close cleanly: {self._ending()}")

    def _count(self) -> int:
        return self._session.recording.count if self._session.recording else 0

    def _sent_after(self, seq: int) -> int | None:
        """The first frame that was sent after the event `seq`."""
        assert self._session.recording is not None
        runs = self._session.recording.runs_at_hand(seq + 1)
        return next((run.seq for run in runs if run.kind is Kind.SENT), None)

    def _websocket(self) -> WebSocket:
        """The connection, which must be open."""
        websocket = self._session.websocket
        if websocket is None:
            raise StepFailedError("there is no connection: a connect step must come before")
        if websocket.ready_state == ReadyState.CLOSED:
            raise StepFailedError(f"the connection is closed: {self._ending()}")
        return websocket

    def _ending(self) -> str:
        """How the connection came to its end."""
        websocket = self._session.websocket
        assert websocket is not None
        if websocket.problem is not None:
            return websocket.problem.message
        return f"{websocket.close_code} {websocket.close_reason}".rstrip()

    # Waiting and asserting

    async def _wait(self, step: WaitStep, run: StepRun) -> None:
        self._latest = captures = await self._match(step)
        run.seq = captures.message.seq
        for what in step.take:
            self._context.set(what.name, take(what, captures, self._context))

    async def _match(self, step: WaitStep) -> Captures:
        """The first message that matches, of those that no wait step before looked at."""
        if self._inbox is None:
            raise StepFailedError("there is no connection: a connect step must come before")
        matcher = compile_match(step.match, self._context)
        captures, passed, last = await wait_for_match(
            self._inbox,
            matcher,
            step.timeout,
            lambda: self._session.ready_state == ReadyState.CLOSED,
        )
        if captures is not None:
            return captures
        if self._session.ready_state == ReadyState.CLOSED:
            told = [f"the connection was closed while waiting: {self._ending()}"]
        else:
            told = [f"no such message came within {step.timeout:g} s"]
        if last is not None:
            words = self._words(last)
            told.append(f"of {passed:,} that did not match the last was #{last.seq}: {words}")
        if matcher.gave_up:
            told.append(matcher.gave_up)
        if self._passed_over:
            told.append(self._passed_over)
        if self._latest is not None and (early := self._earlier(matcher, self._latest.message)):
            told.append(
                f"#{early.seq} matches, but came before #{self._latest.message.seq}, which an"
                " earlier step waited for: change their order"
            )
        raise StepFailedError("; ".join(said.rstrip(".") for said in told))

    def _earlier(self, matcher: Matcher, latest: Message) -> Message | None:
        """One that matches of the first messages of the connection, but came before `latest`."""
        assert self._session.recording is not None
        inbox = Inbox(self._session.recording, after=self._before)
        messages = inbox.take(_AT_ONCE)
        inbox.close()
        return next((it for it in messages if it.seq < latest.seq and matcher.match(it)), None)

    def _assert(self, step: AssertStep, run: StepRun) -> None:
        if step.match is None and not step.variable:
            raise StepFailedError("there is nothing to assert: give it a match or a variable")
        if step.match is not None:
            if self._latest is None:
                raise StepFailedError("no message was waited for: a wait step must come before")
            message = self._latest.message
            matcher = compile_match(step.match, self._context)
            if matcher.match(message) is None:
                why = matcher.gave_up or f"is not {match_words(step.match)}"
                is_ = self._words(message)
                raise StepFailedError(f"the message #{message.seq} {why}; it is {is_}")
            run.seq = message.seq
        if step.variable:
            self._assert_variable(step.variable, step.equals)

    def _assert_variable(self, name: str, equals: Scalar | None) -> None:
        value = self._context.render_value(f"{{{{{name}}}}}")
        if equals is None:
            return
        wanted = self._context.render_value(equals)
        if not (same(value, wanted) or as_text(value) == as_text(wanted)):
            raise StepFailedError(f"{name} is {as_text(value)!r}, not {as_text(wanted)!r}")

    def _words(self, message: Message) -> str:
        """The beginning of a message, for an error. Masked before it is cut, for a part of a secret
        would not be known as one."""
        text = self._context.mask(message.text)
        return visible(f"{message.type} {text[:_PREVIEW]}{'…' if len(text) > _PREVIEW else ''}")


async def _sleep(seconds: float) -> None:
    """At least so long: Qt's timers may be early."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while (left := end - loop.time()) > 0:  # noqa: ASYNC110 - what is waited for is time
        await asyncio.sleep(left)
