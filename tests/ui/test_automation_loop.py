"""Rules and scenarios work on Qt's event loop as they do on asyncio's own."""

from pathlib import Path

from inspector.automation.actions import Reply, SetVariable
from inspector.automation.scenario_run import ScenarioRun
from inspector.automation.steps import ConnectStep, SendStep, SleepStep, WaitStep
from inspector.demo import DemoServer
from inspector.demo.exchange import KEY
from inspector.library import Endpoint, Scenario, Template
from inspector.library.match import Match
from inspector.library.rule import Rule
from inspector.library.send_as import Repeat
from inspector.recording import Recording
from inspector.sending.context import Context
from inspector.session import Session
from tests.support.workspaces import workspace


def event(name: str) -> Match:
    return Match(json_path="$.event", equals=name)


async def test_a_scenario_with_rules_and_heartbeats(tmp_path: Path) -> None:
    answer = Rule(
        name="answer",
        when=event("challenge"),
        then=(SetVariable(name="nonce", json_path="$.nonce"), Reply(template="answer")),
    )
    template = Template(name="answer", kind="json", content='{"op":"answer","nonce":"{{nonce}}"}')
    steps = (
        ConnectStep(),
        WaitStep(match=event("hello")),
        SendStep(kind="json", content=f'{{"op":"sign-in","key":"{KEY}"}}'),
        WaitStep(match=event("answered")),
        SendStep(kind="json", content='{"op":"heartbeat","id":2}', repeat=Repeat(interval=0.01)),
        WaitStep(match=Match(json_path="$.id", equals=2)),
        SleepStep(seconds=0.05),
        WaitStep(match=Match(json_path="$.id", equals=2)),
    )
    async with DemoServer() as server:
        endpoint = Endpoint(name="exchange", url=server.url("/exchange"), rules=(answer,))
        context = Context(workspace(tmp_path / "ws", endpoint, template))
        with Recording.create(tmp_path / "a.wsrec") as recording:
            scenario = Scenario(name="s", endpoint="exchange", steps=steps)
            run = ScenarioRun(scenario, context, Session(recording))
            await run.run()
    assert [step.error for step in run.steps] == [""] * len(steps)
    assert run.steps[6].duration >= 0.05
