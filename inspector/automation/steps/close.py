"""The step that closes the connection."""

from typing import Annotated, ClassVar

from inspector.automation.bench import Bench
from inspector.automation.fields import told
from inspector.automation.step_failed import StepFailedError
from inspector.automation.steps.step import Step
from inspector.library.value import CloseCode
from inspector.sending import outgoing, send


class CloseStep(Step, frozen=True, kw_only=True, tag="close"):
    """Send a Close frame, and wait until the connection is closed."""

    title: ClassVar[str] = "Close"
    tip: ClassVar[str] = "Close the connection"

    code: Annotated[CloseCode, told("Code", "1000, or 3000 to 4999; others are sent too")] = 1000
    reason: Annotated[str, told("Reason", "At most 123 bytes of UTF-8")] = ""

    def words(self) -> str:
        return f"close with {self.code}"

    async def run(self, bench: Bench) -> None:
        websocket, before = bench.open_websocket, bench.count
        reason = bench.context.render_text(self.reason)
        await send(websocket, outgoing("close", f"{self.code} {reason}"))
        bench.seq = await bench.sent_after(before)
        await websocket.wait_closed()
        if not websocket.was_clean:
            raise StepFailedError(f"the connection did not close cleanly: {bench.ending}")
