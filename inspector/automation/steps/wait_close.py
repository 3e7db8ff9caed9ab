"""The step that waits until the connection is closed."""

import asyncio
from collections.abc import Iterator
from typing import Annotated, ClassVar

from inspector.automation.bench import Bench
from inspector.automation.fields import told
from inspector.automation.inbox import Message
from inspector.automation.matching import compile_match
from inspector.automation.step_failed import StepFailedError
from inspector.automation.steps.step import Step
from inspector.automation.wording import cut
from inspector.events import Opcode
from inspector.library.match import Match
from inspector.library.value import CloseCode, Seconds
from inspector.payloads import visible
from inspector.recording.run import Run
from inspector.recording.schema import Kind

_NO_CLOSE = 1006
"""The code of a connection that ended without a Close frame (RFC 6455 section 7.1.5)."""
_LAST = 64
"""Events at the end of the recording, among which the Close frame is looked for."""


class WaitCloseStep(Step, frozen=True, kw_only=True, tag="wait-close"):
    """Wait until the connection is closed, by whomever, and check how. Messages that come meanwhile
    are left to the steps after this one."""

    title: ClassVar[str] = "Wait for the close"
    tip: ClassVar[str] = "Until the connection is closed; check its code and reason"

    code: Annotated[
        CloseCode | None,
        told("Code", "The code that it must close with; 1006 for one that ends without a Close"),
    ] = None
    """None: any, but there must be a Close frame."""
    reason: Annotated[
        str,
        told(
            "Reason",
            "A regular expression that must be found in the reason",
            example="any",
            form="pattern",
        ),
    ] = ""
    """A pattern; it may hold `{{variables}}`."""
    timeout: Annotated[Seconds, told("Within", "Then the step has failed")] = 10.0
    """Seconds."""

    def words(self) -> str:
        code = "" if self.code is None else f" with {self.code}"
        reason = f" and a reason that matches /{cut(self.reason)}/" if self.reason else ""
        return f"wait {self.timeout:g} s for the close{code}{reason}"

    async def run(self, bench: Bench) -> None:
        websocket = bench.websocket
        matcher = compile_match(Match(type="text", regex=self.reason), bench.context)
        try:
            async with asyncio.timeout(self.timeout):
                await websocket.wait_closed()
        except TimeoutError:
            state = websocket.ready_state.name
            raise StepFailedError(
                f"the connection was not closed within {self.timeout:g} s: it is {state}"
            ) from None
        bench.seq = await bench.find_after(max(bench.before, bench.count - _LAST), _last_close)
        code, reason = websocket.close_code, websocket.close_reason
        if code == _NO_CLOSE and self.code != _NO_CLOSE:
            raise StepFailedError(f"the connection ended without a Close: {bench.ending}")
        if self.code not in (None, code):
            raise StepFailedError(f"it was closed with {bench.ending}, not with {self.code}")
        message = Message(bench.seq or 0, 0, 0, "text", reason.encode())
        if matcher.match(message) is None:
            why = (
                matcher.gave_up
                or f"is {visible(reason)!r}, in which /{cut(self.reason)}/ is not found"
            )
            raise StepFailedError(f"it was closed with {code}, but the reason {why}")


def _last_close(runs: Iterator[Run]) -> int | None:
    """The Close that was received last."""
    closes = [
        run.seq
        for run in runs
        if run.kind is Kind.RECEIVED and run.wire and run.first & 0x0F == Opcode.CLOSE
    ]
    return closes[-1] if closes else None
