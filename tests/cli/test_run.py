"""`run`, as a process, against the demo's exchange: what it prints, writes, and exits with."""

import asyncio
import os
import signal
import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from inspector.automation.actions import Notify, Reply, SetVariable
from inspector.automation.steps import (
    CloseStep,
    ConnectStep,
    SendStep,
    SleepStep,
    WaitCloseStep,
    WaitStep,
)
from inspector.demo import DemoServer
from inspector.demo.exchange import KEY
from inspector.library import Endpoint, Environment, Scenario, Template
from inspector.library.match import Match
from inspector.library.rule import Rule
from inspector.recording import Recording
from tests.support.program import Outcome, ended, run, start
from tests.support.rude_server import Peer, rude_server
from tests.support.workspaces import workspace


def event(name: str) -> Match:
    return Match(json_path="$.event", equals=name)


CHALLENGE = Rule(
    name="answer challenges",
    when=event("challenge"),
    then=(
        SetVariable(name="nonce", json_path="$.nonce"),
        Reply(template="answer"),
        Notify(text="challenged"),
    ),
)
SIGN_IN = (
    ConnectStep(),
    WaitStep(match=event("hello")),
    SendStep(template="sign in"),
    WaitStep(match=event("signed-in"), timeout=5),
    WaitStep(match=event("answered"), timeout=5, note="the challenge was answered"),
    CloseStep(),
)


@pytest.fixture
async def root(tmp_path: Path) -> AsyncIterator[Path]:
    """A workspace for a demo server that runs."""
    async with DemoServer() as server:
        workspace(
            tmp_path / "ws",
            Endpoint(name="exchange", url=server.url("/exchange"), rules=(CHALLENGE,)),
            Environment(name="staging", secrets=("api key",)),
            Environment(name="open", variables={"api key": KEY}),
            Template(name="sign in", kind="json", content='{"op":"sign-in","key":"{{api key}}"}'),
            Template(name="answer", kind="json", content='{"op":"answer","nonce":"{{nonce}}"}'),
            Scenario(name="sign in", folder="Ex", endpoint="exchange", steps=SIGN_IN),
            Scenario(
                name="slow", endpoint="exchange", steps=(ConnectStep(), SleepStep(seconds=60))
            ),
            Endpoint(name="closing", url=server.url("/close?code=4321&reason=late")),
            Scenario(
                name="expired",
                endpoint="closing",
                steps=(
                    ConnectStep(),
                    WaitCloseStep(code=4321, reason="^late$"),
                    ConnectStep(),
                    WaitCloseStep(code=4000, note="it says 4000"),
                ),
            ),
            Scenario(name="empty"),
        )
        yield tmp_path / "ws"


async def run_with(root: Path, *words: object, **environ: str) -> Outcome:
    process = await start(
        "run",
        *words,
        "--workspace",
        root,
        env={**os.environ, **environ},
        stdin=asyncio.subprocess.DEVNULL,
    )
    return await ended(process)


def lines(outcome: Outcome) -> list[str]:
    return [" ".join(line.split()) for line in outcome.err.splitlines()]


async def test_all_steps_pass(root: Path, tmp_path: Path) -> None:
    report, recording = tmp_path / "out.xml", tmp_path / "out.wsrec"
    outcome = await run_with(
        root, "Ex/sign in", "--env", "staging", "--junit", report, "-o", recording, API_KEY=KEY
    )
    assert (outcome.code, outcome.out) == (0, "")
    told = lines(outcome)
    assert told[0].startswith("1 passed")
    assert told[0].endswith("s connect")
    assert any(line.endswith(": challenged") for line in told)
    assert any(line.endswith("s the challenge was answered") for line in told)
    assert told[-1] == f"6 of 6 steps passed; recorded to {recording}"
    suite = ET.parse(report).find("testsuite")
    assert suite is not None
    assert (suite.get("name"), suite.get("tests")) == ("Ex/sign in", "6")
    assert suite.get("failures") == "0"
    with Recording.open(recording) as opened:
        assert opened.title == "Ex/sign in"
        assert opened.totals.messages_sent == 2


async def test_the_close_is_waited_for_and_told_in_the_report(root: Path, tmp_path: Path) -> None:
    report = tmp_path / "out.xml"
    outcome = await run_with(root, "expired", "--junit", report, "-o", tmp_path / "a.wsrec")
    assert outcome.code == 1
    told = lines(outcome)
    assert told[1].startswith("2 passed")
    assert told[1].endswith("wait 10 s for the close with 4321 and a reason that matches /^late$/")
    assert "it was closed with 4321 late, not with 4000" in outcome.err
    cases = ET.parse(report).findall("testsuite/testcase")
    assert [case.get("name") for case in cases][3] == "4. it says 4000"
    failure = cases[3].find("failure")
    assert failure is not None
    assert failure.get("type") == "wait-close"
    assert failure.text == "it was closed with 4321 late, not with 4000"


async def test_a_secret_is_never_told(root: Path, tmp_path: Path) -> None:
    report = tmp_path / "out.xml"
    outcome = await run_with(
        root, "sign in", "--env", "staging", "--junit", report, "-o", tmp_path / "a.wsrec",
        **{"api key": "hunter2"},
    )  # fmt: skip
    assert outcome.code == 1
    assert "4 failed" in outcome.err
    assert "4001 wrong key" in outcome.err
    assert "5 skipped" in outcome.err
    assert "hunter2" not in outcome.err + report.read_text()
    assert (tmp_path / "a.wsrec").exists()
    suite = ET.parse(report).find("testsuite")
    assert suite is not None
    assert (suite.get("failures"), suite.get("skipped")) == ("1", "2")


async def test_variables_are_given_on_the_command_line(root: Path, tmp_path: Path) -> None:
    outcome = await run_with(
        root, "sign in", "--env", "staging", "--var", f"api key={KEY}", "-o", tmp_path / "a.wsrec"
    )
    assert outcome.code == 0


async def test_options_override_those_of_the_endpoint(tmp_path: Path) -> None:
    async def close(peer: Peer) -> None:
        await peer.accept()
        await peer.read_frame()
        await peer.send(b"\x88\x00")

    async with rude_server(close) as server:
        workspace(
            tmp_path / "ws",
            Endpoint(
                name="e",
                url=server.url,
                subprotocols=("v1",),
                options={"headers": [["X-A", "1"], ["X-B", "{{b}}"]], "compression": False},
            ),
            Scenario(name="s", endpoint="e", steps=(ConnectStep(),)),
        )
        outcome = await run_with(
            tmp_path / "ws", "s", "-H", "x-a: {{a}}", "--compression", "--subprotocol", "v2",
            "--var", "a=2", "--var", "b=3", "-o", tmp_path / "a.wsrec",
        )  # fmt: skip
    assert outcome.code == 0, outcome.err
    request = server.peers[0].request.decode()
    assert "\r\nX-B: 3\r\nx-a: 2\r\n" in request
    assert "X-A: 1" not in request
    assert "\r\nSec-WebSocket-Protocol: v2\r\n" in request
    assert "permessage-deflate" in request


async def test_a_file_brings_its_workspace_along(root: Path, tmp_path: Path) -> None:
    (file,) = (root / "scenarios" / "Ex").glob("sign*.toml")
    outcome = await run("run", file, "--env", "open", "-o", tmp_path / "a.wsrec")
    assert outcome.code == 0


async def test_without_a_name_the_recording_goes_to_the_users_folder(root: Path) -> None:
    outcome = await run_with(root, "sign in", "--env", "open")
    assert outcome.code == 0
    path = Path(outcome.err.rpartition("recorded to ")[2].strip())
    assert path.suffix == ".wsrec"
    assert path.exists()


async def test_it_is_stopped_after_its_time(root: Path, tmp_path: Path) -> None:
    outcome = await run_with(root, "slow", "--timeout", "0.2", "-o", tmp_path / "a.wsrec")
    assert outcome.code == 1
    assert "the scenario took longer than 0.2 s" in outcome.err


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
async def test_ctrl_c_ends_it_with_a_report(root: Path, tmp_path: Path) -> None:
    report = tmp_path / "out.xml"
    process = await start(
        "run", "slow", "--workspace", root, "--junit", report, "-o", tmp_path / "a.wsrec"
    )
    assert process.stderr is not None
    assert b"connect" in await process.stderr.readline()
    process.send_signal(signal.SIGINT)
    outcome = await ended(process)
    assert outcome.code == 1
    suite = ET.parse(report).find("testsuite")
    assert suite is not None
    assert suite.get("failures") == "1"
    assert suite.findtext("testcase/failure") == "it was interrupted"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nothing"], "there are: 'empty', 'expired', 'slow', 'Ex/sign in'"),
        (["slow", "--env", "production"], "there are: 'open', 'staging'"),
        (["slow", "--env", "staging"], "set the environment variable API_KEY"),
        (["empty"], "has no steps"),
        (["slow", "--var", "x"], "NAME=VALUE"),
        (["slow", "--var", "$x=1"], "begin with $"),
        (["slow", "--timeout", "0"], "no positive number"),
    ],
)
async def test_wrong_usage_is_explained(root: Path, words: list[str], told: str) -> None:
    outcome = await run_with(root, *words)
    assert outcome.code == 2
    assert told in outcome.err
    assert "Traceback" not in outcome.err


async def test_files_are_not_replaced_unasked(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "there.wsrec"
    file.write_bytes(b"precious")
    outcome = await run_with(root, "sign in", "--env", "open", "-o", file)
    assert outcome.code == 2
    assert file.read_bytes() == b"precious"
    outcome = await run_with(root, "sign in", "--env", "open", "-o", file, "--force")
    assert outcome.code == 0


async def test_a_folder_without_a_workspace(tmp_path: Path) -> None:
    outcome = await run_with(tmp_path / "nowhere", "x")
    assert (outcome.code, "there is no folder" in outcome.err) == (2, True)
    stray = tmp_path / "stray.toml"
    stray.write_text("format = 1\nname = 'x'\n")
    outcome = await run("run", stray)
    assert (outcome.code, "lies in no workspace" in outcome.err) == (2, True)


async def test_a_broken_file_is_named(root: Path) -> None:
    (root / "scenarios" / "broken.toml").write_text("format = 1\nname = 'b'\nsteps = 5\n")
    outcome = await run_with(root, "broken")
    assert outcome.code == 2
    assert "broken.toml: " in outcome.err


async def test_a_report_that_cannot_be_written_is_told(root: Path, tmp_path: Path) -> None:
    outcome = await run_with(
        root, "sign in", "--env", "open", "-o", tmp_path / "a.wsrec", "--junit", tmp_path / "no/x"
    )
    assert outcome.code == 1
    assert "no/x" in outcome.err
