"""What a wait that failed tells, and that it does not wait for what cannot come."""

from functools import partial
from pathlib import Path

import pytest

from inspector.automation import inbox
from inspector.automation.steps import WaitStep
from inspector.library import Scenario
from inspector.library.match import Match
from inspector.library.thing_file import to_table, to_thing
from tests.support import scenarios
from tests.support.rude_server import Peer, rude_server
from tests.support.scenarios import text

run_steps = partial(scenarios.run_steps, close_timeout=0.1)
"""The servers here never close TCP."""
REFUSED = text(b'{"event":"error","reason":"no such channel"}')
NEVER = Match(json_path="$.event", equals="data")


def alive(number: int) -> bytes:
    return text(b'{"event":"alive","id":%d}' % number)


def server_of(*parts: bytes, close: bytes = b""):
    """A server that sends `parts`, and `close` last; then it reads on, and never closes TCP."""

    async def serve(peer: Peer) -> None:
        await peer.accept(then=b"".join(parts) + close)
        await peer.stay()

    return rude_server(serve)


async def test_the_refusal_is_told_though_heartbeats_came_after_it(tmp_path: Path) -> None:
    async with server_of(text(b"hi"), REFUSED, *map(alive, range(40))) as server:
        run = await run_steps(tmp_path, server.url, WaitStep(match=NEVER, timeout=0.2))
    error = run.steps[1].error
    assert error.startswith("no such message came within 0.2 s; of 42 that did not match the last")
    assert 'and 39 like it: text {"event":"alive","id":39}' in error
    assert "no such channel" in error
    assert error.index("alive") < error.index("no such channel") < error.index("text hi")


async def test_a_message_that_must_not_come_ends_the_wait_at_once(tmp_path: Path) -> None:
    fail = Match(json_path="$.event", equals="error")
    async with server_of(alive(1), REFUSED, alive(2)) as server:
        run = await run_steps(tmp_path, server.url, WaitStep(match=NEVER, fail=fail, timeout=60))
    step = run.steps[1]
    told = f'#{step.seq} came: text {{"event":"error","reason":"no such channel"}}; of 1 that did'
    assert step.error.startswith(told)
    assert step.duration < 30
    assert "no such message" not in step.error


async def test_what_is_waited_for_may_be_such_a_message_too(tmp_path: Path) -> None:
    fail = Match(contains="error")
    async with server_of(REFUSED) as server:
        run = await run_steps(tmp_path, server.url, WaitStep(fail=fail, timeout=60))
    assert "no such channel" in run.steps[1].error
    async with server_of(alive(1), REFUSED) as server:
        other = await run_steps(tmp_path / "b", server.url, WaitStep(fail=fail, timeout=60))
    assert other.passed, "what came first counts"


async def test_a_close_ends_the_wait_though_tcp_stays_open(tmp_path: Path) -> None:
    """The server never closes TCP: our deadline for that is another one."""
    close = b"\x88\x04\x0f\xa0no"
    async with server_of(alive(1), close=close) as server:
        run = await run_steps(tmp_path, server.url, WaitStep(match=NEVER, timeout=60), limit=30)
        after = await run_steps(
            tmp_path / "b",
            server.url,
            WaitStep(match=Match(type="close")),
            WaitStep(match=NEVER, timeout=60),
            limit=30,
        )
    assert run.steps[1].error.startswith("the connection was closed while waiting: 4000 no; of 2")
    assert after.steps[1].error == ""
    assert after.steps[2].error.startswith("the connection was closed while waiting: 4000 no")


@pytest.mark.parametrize("fail", [Match(regex="("), Match(contains="{{nobody}}")])
async def test_a_wrong_condition_fails_the_step_before_it_waits(
    fail: Match, tmp_path: Path
) -> None:
    async with server_of(alive(1)) as server:
        run = await run_steps(tmp_path, server.url, WaitStep(fail=fail, timeout=60))
    assert run.steps[1].error
    assert run.steps[1].duration < 30


def test_words_and_file() -> None:
    step = WaitStep(match=Match(contains="a"), fail=Match(contains="b"), timeout=3)
    assert step.heading == (
        'wait 3 s for a message that contains "a", not a message that contains "b"'
    )
    scenario = Scenario(name="s", steps=(step,))
    assert to_table(scenario)["steps"] == (
        {"do": "wait", "match": {"contains": "a"}, "timeout": 3, "fail": {"contains": "b"}},
    )
    assert to_thing(to_table(scenario), Scenario, "") == scenario


async def test_what_could_not_be_looked_at_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MOST_BYTES", 60)
    large = text(b"x" * 61)
    async with server_of(text(b"hi"), large) as server:
        run = await run_steps(tmp_path, server.url, WaitStep(match=NEVER, timeout=0.1))
    assert "was not looked at: it has more than" in run.steps[1].error


async def test_a_pattern_that_gives_up_is_told_whichever_it_is(tmp_path: Path) -> None:
    slow = Match(regex="^(a|b|ab)*$")
    async with server_of(text(b"ab" * 60 + b"!")) as server:
        for folder, step in (
            ("a", WaitStep(match=slow, timeout=0.2)),
            ("b", WaitStep(match=NEVER, fail=slow, timeout=0.2)),
        ):
            run = await run_steps(tmp_path / folder, server.url, step)
            assert "the pattern took more than 50 ms" in run.steps[1].error
