"""Waiting for the close: by the peer, by us, by nobody; with the code and the reason or others."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from inspector.automation.scenario_run import ScenarioRun
from inspector.automation.steps import (
    CloseStep,
    ConnectStep,
    SendStep,
    Step,
    WaitCloseStep,
    WaitStep,
)
from inspector.demo import DemoServer
from inspector.events import Frame
from inspector.library import Environment, Scenario
from inspector.library.match import Match
from inspector.recording import Recording, RecordingBusyError
from inspector.recording.run import Run
from inspector.sending.context import Context
from inspector.session import Session
from tests.support.rude_server import Peer, rude_server
from tests.support.scenarios import run_steps, text


def close_frame(code: int, reason: bytes = b"") -> bytes:
    return bytes((0x88, 2 + len(reason))) + code.to_bytes(2) + reason


async def closes(peer: Peer) -> None:
    """Say hello, then close with 4001, once the client's answer was read."""
    await peer.accept(then=text(b"hello") + close_frame(4001, b"key expired: 17"))
    while (await peer.read_frame())[0] != 8:
        pass
    peer.close()


async def tears(peer: Peer) -> None:
    await peer.accept(then=text(b"hello"))
    peer.reset()


async def stays(peer: Peer) -> None:
    """Answer nothing but a Close."""
    await peer.accept(then=text(b"hello"))
    while (frame := await peer.read_frame())[0] != 8:
        pass
    await peer.send(bytes((0x88, len(frame[1]))) + frame[1])
    peer.close()


@pytest.mark.parametrize(
    "step",
    [
        WaitCloseStep(),
        WaitCloseStep(code=4001),
        WaitCloseStep(code=4001, reason="^key expired: [0-9]+$"),
        WaitCloseStep(reason="{{what}}"),
    ],
)
async def test_it_passes_where_the_close_is_as_it_should_be(step: Step, tmp_path: Path) -> None:
    context = Context()
    context.set("what", "expired: 1")
    async with rude_server(closes) as server:
        run = await run_steps(tmp_path, server.url, step, context=context)
    assert run.steps[1].error == ""
    seq = run.steps[1].seq
    assert seq is not None
    with Recording.open(tmp_path / "run.wsrec") as recording:
        found = recording.entry(seq).event
    assert isinstance(found, Frame)
    assert (found.opcode, found.payload) == (8, b"\x0f\xa1key expired: 17")


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (WaitCloseStep(code=4002), "it was closed with 4001 key expired: 17, not with 4002"),
        (
            WaitCloseStep(code=4001, reason="^expired"),
            "the reason is 'key expired: 17', in which /^expired/ is not found",
        ),
        (WaitCloseStep(code=1006), "it was closed with 4001 key expired: 17, not with 1006"),
        (WaitCloseStep(reason="{{nobody}}"), "nobody"),
        (WaitCloseStep(reason="("), "The pattern is not right"),
    ],
)
async def test_it_fails_where_the_close_is_another(step: Step, told: str, tmp_path: Path) -> None:
    async with rude_server(closes) as server:
        run = await run_steps(tmp_path, server.url, step)
    assert told in run.steps[1].error


async def test_a_reason_that_is_a_secret_is_masked(tmp_path: Path) -> None:
    context = Context(None, Environment(name="e", secrets=("key",)), secrets={"key": "expired: 17"})
    async with rude_server(closes) as server:
        run = await run_steps(
            tmp_path, server.url, WaitCloseStep(code=1, reason="zzz"), context=context
        )
        second = await run_steps(
            tmp_path / "b", server.url, WaitCloseStep(reason="zzz"), context=context
        )
    for error in (run.steps[1].error, second.steps[1].error):
        assert "key ••••" in error
        assert "17" not in error


async def test_it_fails_when_its_time_is_over_and_the_connection_is_closed(tmp_path: Path) -> None:
    async with rude_server(stays) as server:
        run = await run_steps(tmp_path, server.url, WaitCloseStep(timeout=0.05))
    assert run.steps[1].error == "the connection was not closed within 0.05 s: it is OPEN"
    assert run.steps[1].duration >= 0.05


async def test_a_torn_connection_is_no_close_unless_it_was_waited_for(tmp_path: Path) -> None:
    async with rude_server(tears) as server:
        failed = await run_steps(tmp_path, server.url, WaitCloseStep(timeout=5))
        passed = await run_steps(tmp_path / "b", server.url, WaitCloseStep(code=1006, timeout=5))
    assert failed.steps[1].error.startswith("the connection ended without a Close: ")
    assert failed.steps[1].seq is None
    assert passed.passed


async def test_without_a_connection_it_says_so() -> None:
    run = ScenarioRun(Scenario(name="a", steps=(WaitCloseStep(),)), Context(), Session())
    await run.run()
    assert "a connect step must come before" in run.steps[0].error


async def test_what_came_before_the_close_is_left_to_the_steps_after_it(tmp_path: Path) -> None:
    async with rude_server(closes) as server:
        run = await run_steps(
            tmp_path,
            server.url,
            WaitCloseStep(code=4001),
            WaitStep(match=Match(equals="hello")),
            WaitStep(match=Match(type="close", contains="4001")),
        )
    assert [step.error for step in run.steps] == [""] * 4


async def test_a_second_connection_has_a_close_of_its_own(tmp_path: Path) -> None:
    async with rude_server(closes) as server:
        wait = WaitCloseStep(code=4001)
        run = await run_steps(tmp_path, server.url, wait, ConnectStep(), wait)
    assert run.passed
    first, second = run.steps[1].seq, run.steps[3].seq
    assert first is not None
    assert second is not None
    assert second > first


async def test_against_the_demo_server(tmp_path: Path) -> None:
    async with DemoServer() as server:
        url = server.url("/close?code=4321&reason=enough")
        run = await run_steps(tmp_path, url, WaitCloseStep(code=4321, reason="^enough$"))
        ours = await run_steps(
            tmp_path / "b", server.url("/echo"), SendStep(content="x"), CloseStep(), WaitCloseStep()
        )
    assert [step.error for step in run.steps] == ["", ""]
    assert [step.error for step in ours.steps] == ["", "", "", ""], "a close of our own counts"


async def test_a_secret_is_masked_before_it_is_quoted(tmp_path: Path) -> None:
    async def says_it(peer: Peer) -> None:
        await peer.accept(then=close_frame(4001, b"key a\\b"))
        await peer.read_frame()
        peer.close()

    context = Context(None, Environment(name="e", secrets=("key",)), secrets={"key": "a\\b"})
    async with rude_server(says_it) as server:
        run = await run_steps(tmp_path, server.url, WaitCloseStep(reason="zzz"), context=context)
    assert "'key ••••'" in run.steps[1].error


async def test_the_close_of_the_connection_before_is_not_this_one_s(tmp_path: Path) -> None:
    visits: list[Peer] = []

    async def closes_then_tears(peer: Peer) -> None:
        visits.append(peer)
        await (closes if len(visits) == 1 else tears)(peer)

    async with rude_server(closes_then_tears) as server:
        run = await run_steps(
            tmp_path,
            server.url,
            WaitCloseStep(code=4001),
            ConnectStep(),
            WaitCloseStep(code=1006),
        )
    assert run.passed
    assert run.steps[1].seq is not None
    assert run.steps[3].seq is None


async def test_steps_wait_for_a_recording_that_is_being_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A commit to a slow disk goes on each time that they look for what they sent or received."""
    at_hand, looks = Recording.runs_at_hand, count()

    def busy_each_other_time(recording: Recording, first: int) -> Iterator[Run]:
        if next(looks) % 2 == 0:
            raise RecordingBusyError
        return at_hand(recording, first)

    monkeypatch.setattr(Recording, "runs_at_hand", busy_each_other_time)
    hello = SendStep(kind="text", content="hello")
    for server, steps in ((closes, [WaitCloseStep()]), (stays, [hello, CloseStep()])):
        async with rude_server(server) as address:
            run = await run_steps(tmp_path / server.__name__, address.url, *steps)
        assert not any(step.error for step in run.steps)
        assert None not in [step.seq for step in run.steps[1:]]
