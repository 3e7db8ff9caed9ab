"""The step that lets time pass."""

import asyncio
from typing import Annotated, ClassVar

from inspector.automation.bench import Bench
from inspector.automation.fields import told
from inspector.automation.steps.step import Step
from inspector.library.value import Seconds


class SleepStep(Step, frozen=True, kw_only=True, tag="sleep"):
    """Let time pass; messages are received meanwhile."""

    title: ClassVar[str] = "Sleep"
    tip: ClassVar[str] = "Let time pass"

    seconds: Annotated[Seconds, told("Sleep", "How long")] = 1.0

    def words(self) -> str:
        return f"sleep {self.seconds:g} s"

    async def run(self, bench: Bench) -> None:
        loop = asyncio.get_running_loop()
        end = loop.time() + self.seconds
        while (left := end - loop.time()) > 0:  # noqa: ASYNC110 - what is waited for is time
            await asyncio.sleep(left)  # Qt's timers may be early
