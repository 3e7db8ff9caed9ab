"""Scenarios on real connections, to the end and to every way of not getting there."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from inspector.automation.actions import Mark, Reply, SetVariable, Stop
from inspector.automation.scenario_run import ScenarioRun, StepRun, StepState
from inspector.automation.steps import (
    AssertStep,
    CloseStep,
    ConnectStep,
    SendStep,
    SetStep,
    SleepStep,
    WaitCloseStep,
    WaitStep,
)
from inspector.events import Frame, ReadyState
from inspector.library import Endpoint, Environment, Scenario, Template, Workspace
from inspector.library.match import Match
from inspector.library.rule import Rule
from inspector.library.scenario import AnyStep
from inspector.library.send_as import Repeat
from inspector.recording import Recording
from inspector.sending.context import Context
from inspector.session import Session
from tests.support.rude_server import Peer, rude_server
from tests.support.workspaces import workspace

PASSED, FAILED, SKIPPED = StepState.PASSED, StepState.FAILED, StepState.SKIPPED


class Exchange:
    """A server with a protocol: sign in, subscribe, answer the challenge, stay alive."""

    def __init__(self) -> None:
        self.url = ""
        self.heard: list[dict] = []
        self.headers: dict[str, str] = {}

    async def talk(self, request: web.Request) -> web.WebSocketResponse:
        self.headers = dict(request.headers)
        websocket = web.WebSocketResponse(protocols=["exchange"])
        await websocket.prepare(request)
        await websocket.send_json({"event": "hello", "version": 3})
        async for message in websocket:
            said = json.loads(message.data)
            self.heard.append(said)
            await self.answer(websocket, said)
        return websocket

    async def answer(self, websocket: web.WebSocketResponse, said: dict) -> None:
        match said:
            case {"op": "sign-in", "key": "open sesame"}:
                await websocket.send_json({"event": "challenge", "nonce": "n-17"})
            case {"op": "sign-in", "key": key}:
                await websocket.close(code=4001, message=f"wrong key {key}".encode())
            case {"op": "answer", "nonce": "n-17"}:
                await websocket.send_json({"event": "signed-in", "session": 99})
            case {"op": "subscribe", "channel": channel}:
                await websocket.send_json({"event": "data", "channel": channel, "price": 1.5})
            case {"op": "heartbeat", "id": id_}:
                await websocket.send_json({"event": "alive", "id": id_})


@pytest.fixture
async def exchange() -> AsyncIterator[Exchange]:
    server = Exchange()
    application = web.Application()
    application.router.add_get("/", server.talk)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    assert site._server is not None
    server.url = f"ws://127.0.0.1:{site._server.sockets[0].getsockname()[1]}/"
    yield server
    await runner.cleanup()


def event(name: str) -> Match:
    return Match(json_path="$.event", equals=name)


ANSWER = Rule(
    name="answer challenges",
    when=event("challenge"),
    then=(SetVariable(name="nonce", json_path="$.nonce"), Reply(template="answer"), Mark()),
)
SIGN_IN = (
    ConnectStep(),
    WaitStep(match=event("hello"), take=(SetVariable(name="version", json_path="$.version"),)),
    SendStep(template="Auth/sign in"),
    WaitStep(match=event("signed-in"), take=(SetVariable(name="id", json_path="$.session"),)),
)
TEMPLATES = (
    Template(
        name="sign in", folder="Auth", kind="json", content='{"op": "sign-in", "key": "{{key}}"}'
    ),
    Template(name="answer", kind="json", content='{"op": "answer", "nonce": "{{nonce}}"}'),
    Template(name="alive", kind="json", content='{"op": "heartbeat", "id": {{$counter}}}'),
)


class Bench:
    def __init__(self, recording: Recording, exchange: Exchange, root: Path) -> None:
        endpoint = Endpoint(
            name="exchange",
            url="{{base}}",
            subprotocols=("exchange",),
            options={"headers": [["X-User", "{{user}}"]], "close_timeout": 1.0},
            variables={"base": exchange.url, "user": "nobody"},
            rules=(ANSWER,),
        )
        staging = Environment(name="staging", secrets=("key",))
        self.workspace: Workspace = workspace(root, endpoint, staging, *TEMPLATES)
        self.context = Context(self.workspace, staging, secrets={"key": "open sesame"})
        self.recording = recording
        self.session = Session(recording)

    def scenario(self, *steps: AnyStep) -> ScenarioRun:
        scenario = Scenario(name="test", endpoint="exchange", steps=steps)
        return ScenarioRun(scenario, self.context, self.session)

    async def run(self, *steps: AnyStep) -> ScenarioRun:
        run = self.scenario(*steps)
        async with asyncio.timeout(10):
            await run.run()
        assert run.finished
        assert self.session.ready_state == ReadyState.CLOSED
        assert self.recording.on_appended == set()
        return run


@pytest.fixture
async def bench(exchange: Exchange, tmp_path: Path) -> AsyncIterator[Bench]:
    with Recording.create(tmp_path / "run.wsrec") as recording:
        yield Bench(recording, exchange, tmp_path / "ws")


def states(run: ScenarioRun) -> list[StepState]:
    return [step.state for step in run.steps]


async def test_sign_in_answer_the_challenge_and_subscribe(bench: Bench, exchange: Exchange) -> None:
    bench.context.set("user", "me")
    run = await bench.run(
        *SIGN_IN,
        AssertStep(variable="version", equals=3),
        AssertStep(match=Match(json_path="$.session", equals=99)),
        SetStep(name="channel", value="trades"),
        SendStep(kind="json", content='{"op": "subscribe", "channel": {{channel}}}'),
        WaitStep(match=Match(json_path="$.channel", equals="{{channel}}")),
        SleepStep(seconds=0.01),
        CloseStep(code=4000, reason="bye {{user}}"),
    )
    assert [(step.error, step.state) for step in run.steps] == [("", PASSED)] * 11
    assert run.passed
    assert exchange.headers["X-User"] == "me"
    assert bench.context.session == {
        "user": "me", "version": 3, "nonce": "n-17", "id": 99, "channel": "trades"
    }  # fmt: skip
    assert exchange.heard[-1] == {"op": "subscribe", "channel": "trades"}
    assert all(step.duration > 0 for step in run.steps)

    def payload(step: StepRun) -> bytes:
        assert step.seq is not None
        found = bench.recording.entry(step.seq).event
        assert isinstance(found, Frame)
        return found.payload

    assert b"hello" in payload(run.steps[1])
    assert b"open sesame" in payload(run.steps[2])
    assert b"signed-in" in payload(run.steps[3])
    assert b"subscribe" in payload(run.steps[7])
    assert payload(run.steps[10]) == b"\x0f\xa0bye me"
    assert len(bench.recording.notes()) == 1


async def test_heartbeats_go_on_in_the_background(bench: Bench, exchange: Exchange) -> None:
    run = await bench.run(
        *SIGN_IN,
        SendStep(template="alive", repeat=Repeat(interval=0.02)),
        WaitStep(match=Match(json_path="$.id", equals=3)),
        SendStep(kind="json", content='{"op": "subscribe", "channel": "quotes"}'),
        WaitStep(match=event("data")),
    )
    assert run.passed
    beats = [said["id"] for said in exchange.heard if said["op"] == "heartbeat"]
    assert beats == list(range(1, len(beats) + 1))
    assert len(beats) >= 3


async def test_a_heartbeat_that_can_no_longer_be_sent_fails_the_step_that_runs(
    bench: Bench,
) -> None:
    bench.context.set("beat", "x")
    run = bench.scenario(
        ConnectStep(),
        SendStep(content='{"op": "heartbeat", "id": "{{beat}}"}', repeat=Repeat(interval=0.01)),
        SleepStep(seconds=60),
        CloseStep(),
    )

    def forget(step: StepRun) -> None:
        if step.number == 3 and step.state is StepState.RUNNING:
            bench.context.unset("beat")

    run.on_change = forget
    async with asyncio.timeout(10):
        assert not await run.run()
    assert states(run) == [PASSED, PASSED, FAILED, SKIPPED]
    assert "beat" in run.steps[2].error


async def test_a_heartbeat_that_fails_between_two_steps_is_told_at_the_next(bench: Bench) -> None:
    bench.context.set("beat", "x")
    run = bench.scenario(
        ConnectStep(),
        SendStep(content='{"op": "heartbeat", "id": "{{beat}}"}', repeat=Repeat(interval=0.01)),
        CloseStep(),
    )
    await run.step()
    await run.step()
    bench.context.unset("beat")
    await asyncio.sleep(0.1)
    step = await run.step()
    assert step is run.steps[2]
    assert states(run) == [PASSED, PASSED, FAILED]
    assert "beat" in step.error
    assert run.finished
    assert await run.step() is None


async def test_the_end_of_the_connection_is_no_failure_of_a_heartbeat(bench: Bench) -> None:
    async def part(peer: Peer) -> None:
        await peer.accept()
        await peer.read_frame()
        await peer.send(b"\x88\x02\x03\xe8")
        while (await peer.read_frame())[0] != 8:
            pass
        peer.close()

    async with rude_server(part) as server:
        bench.context.set("base", server.url)
        run = await bench.run(
            ConnectStep(),
            SendStep(content="x", repeat=Repeat(interval=0.005)),
            WaitCloseStep(code=1000),
            SleepStep(seconds=0.1),
        )
    assert [step.error for step in run.steps] == [""] * 4


async def test_a_repetition_ends_when_its_answer_comes(bench: Bench, exchange: Exchange) -> None:
    until = Match(json_path="$.id", equals=2)
    run = await bench.run(
        *SIGN_IN,
        SendStep(template="alive", repeat=Repeat(interval=0.5, until=until)),
        WaitStep(match=until),
        SleepStep(seconds=0.7),
    )
    assert run.passed
    assert [said["id"] for said in exchange.heard if said["op"] == "heartbeat"] == [1, 2]


async def test_a_rule_may_stop_the_heartbeats(bench: Bench, exchange: Exchange) -> None:
    stop = Rule(name="stop", when=Match(json_path="$.id", equals=1), then=(Stop(),))
    endpoint = bench.workspace.endpoints.get("exchange")
    quiet = Endpoint(name="quiet", url=exchange.url, rules=(*endpoint.rules, stop))
    bench.workspace.endpoints.save(quiet)
    run = await bench.run(
        ConnectStep(endpoint="quiet"),
        SendStep(template="alive", repeat=Repeat(interval=0.02)),
        WaitStep(match=Match(json_path="$.id", equals=1)),
        SleepStep(seconds=0.1),
    )
    assert run.passed
    assert len([said for said in exchange.heard if said["op"] == "heartbeat"]) == 1


async def test_a_quick_reply_is_not_missed(bench: Bench) -> None:
    run = await bench.run(*SIGN_IN[:3], SleepStep(seconds=0.1), *SIGN_IN[3:])
    assert run.passed


async def test_each_wait_looks_at_what_came_after_the_last_one(bench: Bench) -> None:
    run = await bench.run(
        *SIGN_IN, WaitStep(match=event("hello"), timeout=0.1), SleepStep(seconds=9)
    )
    assert states(run) == [PASSED] * 4 + [FAILED, SKIPPED]
    error = run.steps[4].error
    assert error.startswith("no such message came within 0.1 s")
    assert "matches, but came before" in error


async def test_a_connection_that_was_torn_is_told_in_one_sentence(bench: Bench) -> None:
    async def tear(peer: Peer) -> None:
        await peer.accept(then=b"\x81\x02hi")

    async with rude_server(tear) as server:
        bench.context.endpoint = Endpoint(name="torn", url=server.url)
        scenario = Scenario(name="torn", steps=(ConnectStep(), WaitStep(match=Match(contains="x"))))
        run = ScenarioRun(scenario, bench.context, bench.session)
        assert not await run.run()
    error = run.steps[1].error
    assert re.search("; of 1 that did not match the last was #[0-9]+: text hi$", error)
    assert ".;" not in error


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (WaitStep(match=event("never"), timeout=0.05), "no such message came within 0.05 s"),
        (WaitStep(match=Match(regex="(")), "pattern is not right"),
        (WaitStep(match=event("{{nobody}}")), "nobody"),
        (
            WaitStep(match=event("hello"), take=(SetVariable(name="x", json_path="$.x"),)),
            "finds nothing",
        ),
        (AssertStep(), "nothing to assert"),
        (AssertStep(match=event("hello")), "no message was waited for"),
        (AssertStep(variable="nobody"), "nobody"),
        (AssertStep(variable="user", equals="me"), "user is 'nobody', not 'me'"),
        (SendStep(template="missing"), "missing"),
        (SendStep(content="{{nobody}}"), "nobody"),
        (SendStep(kind="binary-hex", content="0"), "hex"),
        (SendStep(content="{{nobody}}", repeat=Repeat(interval=1)), "nobody"),
        (SendStep(content="x", repeat=Repeat(interval=-1)), "interval"),
        (SetStep(name="$x", value=1), r"'\$x' was not set"),
        (SetStep(name="x", value="{{nobody}}"), "nobody"),
        (CloseStep(code=70000), "close begins with its code"),
        (ConnectStep(endpoint="missing"), "missing"),
    ],
)
async def test_a_step_that_fails_ends_the_run(bench: Bench, step: AnyStep, told: str) -> None:
    run = await bench.run(ConnectStep(), step, SleepStep(seconds=9))
    assert states(run) == [PASSED, FAILED, SKIPPED]
    assert not run.passed
    with pytest.raises(AssertionError, match=told):
        raise AssertionError(run.steps[1].error)
    assert bench.session.websocket is not None
    assert bench.session.websocket.was_clean


async def test_an_assertion_tells_what_the_message_is(bench: Bench) -> None:
    run = await bench.run(*SIGN_IN[:2], AssertStep(match=event("bye")))
    assert 'is not a message whose $.event is "bye"; it is text {"event": "hello"' in (
        run.steps[2].error
    )


async def test_secrets_are_in_no_error_and_no_title(bench: Bench) -> None:
    bench.context.choose(bench.context.environment, {"key": "hunter2"})
    run = await bench.run(*SIGN_IN)
    assert states(run) == [PASSED] * 3 + [FAILED]
    error = run.steps[3].error
    assert error.startswith("the connection was closed while waiting: 4001 wrong key ••••")
    assert "hunter2" not in "".join(step.title + step.error for step in run.steps)


async def test_a_secret_is_masked_where_an_error_cuts_it(bench: Bench, exchange: Exchange) -> None:
    key = "hunter2" * 10
    bench.context.choose(bench.context.environment, {"key": key})
    content = '{"op": "heartbeat", "id": "' + "x" * 150 + '{{key}}"}'
    run = await bench.run(
        ConnectStep(),
        SendStep(kind="json", content=content),
        WaitStep(match=event("never"), timeout=0.2),
    )
    assert "alive" in run.steps[2].error
    assert "hunter2" not in run.steps[2].error


async def run_wrongly(*_: object) -> None:
    raise ZeroDivisionError


async def test_a_mistake_of_ours_is_no_failed_step_but_the_run_ends(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = bench.scenario(ConnectStep(), SleepStep(seconds=0), CloseStep())
    monkeypatch.setattr(SleepStep, "run", run_wrongly)
    with pytest.raises(ZeroDivisionError):
        await run.run()
    assert states(run) == [PASSED, FAILED, SKIPPED]
    assert run.finished
    assert bench.session.ready_state == ReadyState.CLOSED


async def test_without_a_connection_nothing_is_sent(bench: Bench) -> None:
    for step in (SendStep(content="x"), WaitStep(), CloseStep()):
        run = await bench.run(step)
        assert "connect step" in run.steps[0].error


async def test_a_connection_that_is_refused(bench: Bench) -> None:
    bench.context.set("base", "ws://127.0.0.1:1/")
    run = await bench.run(*SIGN_IN)
    assert states(run) == [FAILED, SKIPPED, SKIPPED, SKIPPED]
    assert "127.0.0.1" in run.steps[0].error


async def test_a_second_connect_closes_the_first_connection(bench: Bench) -> None:
    run = await bench.run(*SIGN_IN, *SIGN_IN)
    assert [step.error for step in run.steps] == [""] * 8
    assert bench.recording.connections == 2


async def test_step_by_step(bench: Bench) -> None:
    run = bench.scenario(*SIGN_IN[:2], CloseStep())
    seen: list[tuple[int, str]] = []
    run.on_change = lambda step: seen.append((step.number, step.state))
    for number in (1, 2, 3):
        step = await run.step()
        assert step is run.steps[number - 1]
    assert run.finished
    assert await run.step() is None
    assert seen == [(n, state) for n in (1, 2, 3) for state in ("running", "passed")]


async def test_stopping_ends_the_step_and_skips_the_rest(bench: Bench) -> None:
    run = bench.scenario(*SIGN_IN[:2], SleepStep(seconds=60), CloseStep())

    def stop_at_the_sleep(step: StepRun) -> None:
        if step.number == 3 and step.state is StepState.RUNNING:
            asyncio.get_running_loop().call_later(0.01, run.stop, "enough")

    run.on_change = stop_at_the_sleep
    assert not await run.run()
    assert states(run) == [PASSED, PASSED, FAILED, SKIPPED]
    assert run.steps[2].error == "enough"
    assert bench.session.ready_state == ReadyState.CLOSED


async def test_cancelling_closes_the_connection(bench: Bench) -> None:
    run = bench.scenario(ConnectStep(), SleepStep(seconds=60), CloseStep())
    task = asyncio.ensure_future(run.run())
    while run.steps[1].state is not StepState.RUNNING:
        await asyncio.sleep(0.002)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert states(run) == [PASSED, FAILED, SKIPPED]
    assert run.finished
    assert bench.session.ready_state == ReadyState.CLOSED


async def test_a_wait_does_not_outlive_the_connection(bench: Bench) -> None:
    bench.context.choose(bench.context.environment, {"key": "wrong"})
    run = await bench.run(*SIGN_IN[:3], WaitStep(match=Match(type="close"), timeout=5), SIGN_IN[3])
    assert states(run) == [PASSED] * 4 + [FAILED]
    assert run.steps[4].duration < 1


async def test_a_second_connection_begins_anew(bench: Bench) -> None:
    """Neither the message that was waited for nor those that came before are of it."""
    run = await bench.run(
        ConnectStep(),
        WaitStep(match=event("hello")),
        ConnectStep(),
        WaitStep(match=event("hello")),
        ConnectStep(),
        AssertStep(match=event("hello")),
    )
    assert states(run) == [PASSED] * 5 + [FAILED]
    assert "no message was waited for" in run.steps[5].error
    first, second = run.steps[1].seq, run.steps[3].seq
    assert first is not None
    assert second is not None
    assert [bench.recording.entry(seq).connection for seq in (first, second)] == [1, 2]


async def test_each_step_leads_to_an_event_of_its_own(bench: Bench) -> None:
    run = await bench.run(
        *SIGN_IN[:2], AssertStep(match=event("hello")), SleepStep(seconds=0), CloseStep()
    )
    assert run.passed
    assert run.steps[2].seq == run.steps[1].seq
    assert [run.steps[number].seq for number in (0, 3)] == [None, None]


async def test_a_template_repeats_as_it_says(bench: Bench, exchange: Exchange) -> None:
    template = Template(
        name="beat", kind="json", content='{"op": "heartbeat", "id": {{$counter}}}',
        repeat=Repeat(interval=0.01),
    )  # fmt: skip
    bench.workspace.templates.save(template)
    run = await bench.run(
        ConnectStep(), SendStep(template="beat"), WaitStep(match=Match(json_path="$.id", equals=3))
    )
    assert run.passed


async def test_a_close_that_is_not_answered_fails(bench: Bench) -> None:
    async def drop(peer: Peer) -> None:
        await peer.accept()
        await peer.read_frame()
        peer.close()

    async with rude_server(drop) as server:
        bench.context.set("base", server.url)
        run = await bench.run(ConnectStep(), CloseStep())
    assert run.steps[1].error.startswith("the connection did not close cleanly: ")
    assert run.steps[1].seq is not None


async def test_the_first_reason_to_stop_is_told(bench: Bench) -> None:
    run = bench.scenario(ConnectStep(), SleepStep(seconds=60), CloseStep())

    def stop(step: StepRun) -> None:
        if step.number == 2 and step.state is StepState.RUNNING:
            for reason in ("the first", "the second"):
                asyncio.get_running_loop().call_later(0.01, run.stop, reason)

    run.on_change = stop
    assert not await run.run()
    assert run.steps[1].error == "the first"
