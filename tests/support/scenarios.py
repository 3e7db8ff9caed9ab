"""Steps run on a real connection."""

import asyncio
from pathlib import Path

from inspector.automation.scenario_run import ScenarioRun
from inspector.automation.steps import ConnectStep, Step
from inspector.library import Endpoint, Scenario
from inspector.recording import Recording
from inspector.sending.context import Context
from inspector.session import Session


async def run_steps(
    folder: Path,
    url: str,
    *steps: Step,
    context: Context | None = None,
    limit: float = 10,
    close_timeout: float = 1.0,
) -> ScenarioRun:
    """The run of a connect step to `url` and `steps`, which ends within `limit` seconds."""
    context = context or Context()
    context.endpoint = Endpoint(name="server", url=url, options={"close_timeout": close_timeout})
    folder.mkdir(exist_ok=True)
    with Recording.create(folder / "run.wsrec") as recording:
        scenario = Scenario(name="test", steps=(ConnectStep(), *steps))
        run = ScenarioRun(scenario, context, Session(recording))
        async with asyncio.timeout(limit):
            await run.run()
        assert recording.on_appended == set(), "somebody still follows the recording"
    return run


def text(payload: bytes) -> bytes:
    """A whole text message from the server."""
    return bytes((0x81, len(payload))) + payload
