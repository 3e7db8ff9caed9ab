"""The application as a process: it starts, shows, draws itself, and ends as it should."""

import asyncio
import importlib.util
import os
import signal
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from inspector.demo import DemoServer
from inspector.events import Frame, ReadyState
from inspector.recording import Recording
from tests.benchmarks.processes import run as run_program
from tests.support.program import Outcome, ended, run, start
from tests.support.rude_server import Peer, rude_server


def recordings(home: Path) -> list[Path]:
    return list((home / "data" / "websocket-inspector" / "recordings").glob("*"))


def said(outcome: Outcome) -> str:
    """Standard error, but for what Qt's offscreen platform says of itself."""
    lines = outcome.err.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("This plugin does not support"))


async def test_a_screenshot_shows_the_session_and_leaves_no_settings(
    tmp_path: Path, own_folders: Path
) -> None:
    picture = tmp_path / "window.png"
    async with DemoServer() as server:
        outcome = await run(
            *(server.url("/ticker?rate=100"), "--screenshot", picture),
            *("--after", "0.3", "--size", "900x700", "--theme", "dark"),
        )
    assert (outcome.code, outcome.out, said(outcome)) == (0, "", "")
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (900, 700)
    assert image.pixelColor(2, 2).lightness() < 80
    colours = {image.pixelColor(x, y).name() for x in range(0, 900, 3) for y in range(0, 700, 3)}
    assert len(colours) > 20, "something is written and drawn"
    assert QColor("#181a20").name() in colours
    assert not (own_folders / "config" / "websocket-inspector" / "settings.ini").exists()
    [path] = recordings(own_folders)
    with Recording.open(path) as recording:
        assert any(isinstance(entry.event, Frame) for entry in recording.entries())
        assert recording.entry(recording.count).event.ready_state == ReadyState.CLOSED


async def test_a_screenshot_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    picture = tmp_path / "missing" / "window.png"
    outcome = await run("--screenshot", picture, "--after", "0.01")
    assert outcome.code == 1
    assert outcome.out == ""
    assert f"{picture} could not be written" in said(outcome)
    assert said(outcome).count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to close with")
async def test_a_signal_closes_the_window_as_its_cross_does(own_folders: Path) -> None:
    closes: list[bytes] = []

    async def wait_for_close(peer: Peer) -> None:
        await peer.accept()
        closes.append((await peer.read_frame())[1])
        await peer.send(b"\x88\x02" + closes[-1])

    async with rude_server(wait_for_close) as server:
        process = await start(server.url, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
        async with asyncio.timeout(10):
            while not (server.peers and server.peers[0].request):
                await asyncio.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        outcome = await ended(process)
        assert (outcome.code, outcome.out, said(outcome)) == (0, "", "")
        await server.done()
    assert closes == [(1000).to_bytes(2, "big")]
    [path] = recordings(own_folders)
    assert path.suffix == ".wsrec"
    assert (own_folders / "config" / "websocket-inspector" / "settings.ini").exists()


async def test_options_of_the_command_line_hold_for_its_urls(tmp_path: Path) -> None:
    async def close(peer: Peer) -> None:
        await peer.accept()
        await peer.send(b"\x88\x00")
        await peer.read_all()

    async with rude_server(close) as server:
        outcome = await run(
            *(server.url, "-H", "X-A: 1", "--subprotocol", "chat", "--no-compression"),
            *("--screenshot", tmp_path / "window.png", "--after", "0.5"),
        )
        request = server.peers[0].request
    assert (outcome.code, said(outcome)) == (0, "")
    assert b"\r\nX-A: 1\r\n" in request
    assert b"\r\nSec-WebSocket-Protocol: chat\r\n" in request
    assert b"permessage-deflate" not in request


WAITING = {
    # libraries
    "jsonpath", "keyring", "numpy", "pyqtgraph", "regex", "tomlkit", "websockets", "yaml",
    # the core
    "inspector.automation.json_path", "inspector.cli.record", "inspector.demo.answers",
    "inspector.demo.server", "inspector.filtering", "inspector.exports",
    "inspector.library.copying", "inspector.library.imports", "inspector.library.sentences",
    "inspector.sending.verdict", "inspector.statistics", "inspector.wire.websocket",
    # the window
    "inspector.ui.composer.preview", "inspector.ui.composer.repeat_panel",
    "inspector.ui.composer.send_as_panel", "inspector.ui.details.pane", "inspector.ui.forge",
    "inspector.ui.forms", "inspector.ui.library.coming_dialog",
    "inspector.ui.library.details_dialog", "inspector.ui.library.environment_dialog",
    "inspector.ui.library.palette", "inspector.ui.library.secret_prompt",
    "inspector.ui.library.transfers", "inspector.ui.library.variables_table", "inspector.ui.log",
    "inspector.ui.options.panel", "inspector.ui.rules.panel", "inspector.ui.scenarios",
    "inspector.ui.settings_dialog", "inspector.ui.variables.help_dialog",
}  # fmt: skip
"""Modules of which nothing is seen before a person does something."""


def test_what_is_not_seen_is_not_imported_before_the_first_paint() -> None:
    assert {name for name in WAITING if importlib.util.find_spec(name) is None} == set()
    assert WAITING.intersection(run_program("first_window")["modules"]) == set()
