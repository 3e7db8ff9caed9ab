"""The line at the bottom: what was seen, how fast, where it is kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from inspector.demo import DemoServer
from inspector.events import ReadyState
from inspector.recording import Recording
from inspector.ui import status_line
from inspector.ui.main_window import MainWindow
from inspector.ui.session_tab import SessionTab
from tests.support.app import find, running_window, until, window_is_built

Said = Callable[[str], str]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The figures are looked at on every tick, the rate over a fifth of a second."""
    monkeypatch.setattr(status_line, "_PERIOD_S", 0.0)
    monkeypatch.setattr(status_line, "_RATE_WINDOW_S", 0.2)


def saying(window: MainWindow) -> Said:
    """Gives the text of a label."""
    return lambda name: find(window.status, QLabel, f"{name}Label").text()


async def connected(window: MainWindow, url: str) -> SessionTab:
    tab = window.connect_to(url)
    await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")
    return tab


async def test_traffic_and_the_recording(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        said = saying(window)
        assert [said(name) for name in ("traffic", "rate", "latency", "recording")] == [""] * 4
        tab = await connected(window, server.url("/echo"))
        await tab.session.websocket.send("x" * 100)
        await until(lambda: said("traffic").startswith("2 frames "), "the frames")
        totals = tab.session.recording.totals
        assert f"{totals.bytes_received} B in" in said("traffic")
        assert f"{totals.bytes_sent} B out" in said("traffic")
        path = tab.session.recording.path
        assert path.name in said("recording")
        assert find(window.status, QLabel, "recordingLabel").toolTip() == str(path)


async def test_a_long_file_name_leaves_the_window_its_width(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        said = saying(window)
        await window_is_built(window)
        width = window.minimumSizeHint().width()
        name = f"{'n' * 200}.wsrec"
        window.new_tab(Recording.create(tmp_path / name))
        await until(lambda: name in said("recording"), "the name")
        assert window.minimumSizeHint().width() == width


async def test_the_round_trip_of_a_ping(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        said = saying(window)
        await connected(window, server.url("/echo"))
        assert said("latency") == ""
        window.commands["ping"].trigger()
        await until(lambda: said("latency").startswith("RTT "), "the round trip")
        assert said("latency").endswith(" ms")


async def test_the_rate_is_that_of_the_tab_on_top(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        said = saying(window)
        ticker = await connected(window, server.url("/ticker?rate=100"))
        await until(lambda: said("rate") not in ("", "0 msg/s"), "a rate")
        silent = await connected(window, server.url("/echo"))
        window.tabs.setCurrentWidget(ticker)
        await until(lambda: said("rate") not in ("", "0 msg/s"), "the rate again")
        window.tabs.setCurrentWidget(silent)
        await until(lambda: said("traffic").startswith("0 frames"), "the silent tab's figures")
        assert said("rate") in ("", "0 msg/s")
        window.new_tab()
        await until(lambda: said("recording") == "", "nothing of a blank tab")
