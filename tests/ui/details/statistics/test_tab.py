"""The Statistics tab: nothing before it is opened, then numbers and plots that go on."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QMenu,
    QProgressBar,
    QToolButton,
    QToolTip,
    QTreeWidget,
    QWidget,
)

from inspector.events import Direction, FrameRun, ReadyState, StateChange
from inspector.recording import Recording
from inspector.statistics import follower
from inspector.ui import theme
from inspector.ui.detail_tabs import MESSAGE, STATISTICS
from inspector.ui.details import DetailPane
from tests.support.app import click, find, until
from tests.support.entries import TIME_NS, frame

Record = Callable[..., int]
SECOND = 1_000_000_000
CHARTS = ("rateChart", "sizesChart", "roundTripsChart", "gapsChart")


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follower, "_REST_S", 0)


def table(pane: DetailPane) -> QTreeWidget:
    return find(pane, QTreeWidget, "statisticsTable")


def figures(pane: DetailPane) -> dict[str, list[str]]:
    """What the table shows: the cells of each line, by `Section: name`."""
    tree = table(pane)
    found = {}
    for group in map(tree.topLevelItem, range(tree.topLevelItemCount())):
        for item in map(group.child, range(group.childCount())):
            if not item.isHidden():
                cells = [item.text(column) for column in range(4)]
                found[f"{group.text(0)}: {cells[0].strip()}"] = cells[1:]
    return found


async def counted(pane: DetailPane, recording: Recording) -> dict[str, list[str]]:
    """What the table shows once everything is counted."""

    def is_shown() -> bool:
        pane.refresh()
        shown = pane.statistics._shown
        return shown is not None and shown.seq == recording.count

    await until(is_shown, "the figures")
    return figures(pane)


async def drawn(pane: DetailPane) -> None:
    """Until the plots are loaded, made and drawn."""

    def is_drawn() -> bool:
        pane.refresh()
        charts = pane.statistics.plots._charts
        return charts is not None and len(charts._charts) == len(CHARTS) and not charts._stale

    await until(is_drawn, "the plots", 20)


async def test_numbers_of_what_is_recorded(
    pane: DetailPane, record: Record, recording: Recording
) -> None:
    record(
        frame(1, b"hello", sent=True),
        frame(1, b"hello, hello", rsv=4, wire_payload=b"four")._replace(time_ns=TIME_NS + SECOND),
        frame(9, b"!", sent=True),
        frame(10, b"!")._replace(time_ns=TIME_NS + 2_000_000),
    )
    pane.tabs.setCurrentIndex(STATISTICS)
    found = await counted(pane, recording)
    assert found["Traffic: Frames"] == ["2", "2", "4"]
    assert found["Traffic: text"] == ["1", "1", "2"]
    assert found["Traffic: ping"] == ["0", "1", "1"]
    assert "Traffic: binary" not in found
    assert found["Traffic: On the wire"] == ["9 B", "18 B", "27 B"]
    assert found["Traffic: Decoded"] == ["13 B", "6 B", "19 B"]
    assert found["Traffic: Compression"] == ["3.00 : 1", "", ""]
    assert found["Message size: Median"] == ["12 B", "5 B", ""]
    assert found["Ping round trip: Latest"] == ["", "2 ms", ""]
    assert found["Session: Lasted"] == ["", "", "1 s"]
    assert "Rate: Messages now" not in found


async def test_it_goes_on_with_what_comes(
    pane: DetailPane, record: Record, recording: Recording
) -> None:
    pane.tabs.setCurrentIndex(STATISTICS)
    record(frame(1, b"a"))
    assert (await counted(pane, recording))["Traffic: Messages"] == ["1", "0", "1"]
    record(*[frame(1, b"a")] * 9)
    assert (await counted(pane, recording))["Traffic: Messages"] == ["10", "0", "10"]


async def test_out_of_sight_nothing_is_counted(
    pane: DetailPane, record: Record, recording: Recording
) -> None:
    record(frame(1, b"a"))
    pane.refresh()
    assert pane.statistics._follower.figures.seq == 0
    pane.tabs.setCurrentIndex(STATISTICS)
    await counted(pane, recording)
    pane.tabs.setCurrentIndex(MESSAGE)
    assert "statistics" not in [thread.name for thread in threading.enumerate()]
    record(frame(1, b"a"))
    pane.refresh()
    assert pane.statistics._follower.figures.seq == 1
    pane.tabs.setCurrentIndex(STATISTICS)
    await counted(pane, recording)


async def test_another_recording(pane: DetailPane, recording: Recording, tmp_path: Path) -> None:
    recording.append(1, [frame(1, b"a")] * 5000)
    pane.tabs.setCurrentIndex(STATISTICS)
    with Recording.create(tmp_path / "other.wsrec") as other:
        other.append(1, [frame(2, b"b")])
        pane.set_recording(other)
        assert (await counted(pane, other))["Traffic: Frames"] == ["1", "0", "1"]
        pane.set_recording(None)
    assert find(pane, QLabel, "statisticsHint").text() == "Nothing is recorded yet."


async def test_rates_of_a_session_that_goes_on(
    pane: DetailPane, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time_ns", lambda: TIME_NS + 3 * SECOND)
    opened = StateChange(TIME_NS, ReadyState.OPEN)
    message = frame(1, b"a")._replace(time_ns=TIME_NS + 2 * SECOND)
    recording.append(1, [opened, *[message] * 7])
    pane.set_recording(recording, is_live=True)
    pane.tabs.setCurrentIndex(STATISTICS)
    found = await counted(pane, recording)
    assert found["Rate: Messages now"] == ["7 /s", "0 /s", ""]
    assert found["Rate: Bytes now"] == ["21 B/s", "0 B/s", ""]
    recording.append(1, [StateChange(TIME_NS + 3 * SECOND, ReadyState.CLOSED)])
    assert "Rate: Messages now" not in await counted(pane, recording)


async def test_the_figures_are_copied_as_they_stand(
    pane: DetailPane, record: Record, recording: Recording
) -> None:
    record(frame(1, b"a"), frame(9, b"", sent=True))
    pane.tabs.setCurrentIndex(STATISTICS)
    await counted(pane, recording)
    click(find(pane, QToolButton, "copyStatisticsButton"))
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[:3] == ["Figure\tReceived\tSent\tTotal", "Traffic", "Frames\t1\t1\t2"]
    assert "Session" in lines
    tree = table(pane)
    tree.setCurrentItem(tree.topLevelItem(0).child(0))
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines() == lines[:3]


async def test_plots(pane: DetailPane, record: Record, recording: Recording) -> None:
    pane.tabs.setCurrentIndex(STATISTICS)
    assert find(pane, QLabel, "statisticsPlotsHint").text() == "The plots are being loaded…"
    record(frame(1, b"a"), frame(1, b"b" * 100), frame(1, b"c"))
    await counted(pane, recording)
    await drawn(pane)
    assert find(pane, QLabel, "roundTripsChartHint").text() == "No ping was answered yet"
    for name in ("rateChart", "sizesChart", "gapsChart"):
        plot = find(pane, QWidget, f"{name}Plot")
        assert plot.accessibleName() == find(pane, QLabel, f"{name}Title").text()
        assert plot.accessibleDescription()
        assert plot.focusPolicy() & Qt.FocusPolicy.TabFocus
        QTest.mouseClick(plot.viewport(), Qt.MouseButton.RightButton)
        assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu | QDialog)]
    click(find(pane, QToolButton, "statisticsRate1"))
    await drawn(pane)
    assert find(pane, QLabel, "rateChartTitle").text() == "Bytes per second"


async def test_what_is_below_the_pointer_is_told(
    pane: DetailPane, record: Record, recording: Recording
) -> None:
    record(*[frame(1, b"a")] * 1000)
    pane.tabs.setCurrentIndex(STATISTICS)
    await counted(pane, recording)
    await drawn(pane)
    plot = find(pane, QWidget, "rateChartPlot")
    QTest.mouseMove(plot.viewport(), plot.rect().center())
    assert QToolTip.text().endswith("1k received, 0 sent per second")
    QTest.mouseMove(plot.viewport(), QPoint(2, 2))
    await until(lambda: not QToolTip.isVisible(), "the end of the tip")


async def test_plots_follow_the_theme(
    pane: DetailPane, record: Record, recording: Recording
) -> None:
    record(*[frame(1, b"a")] * 9)
    pane.tabs.setCurrentIndex(STATISTICS)
    await counted(pane, recording)
    await drawn(pane)
    plot = find(pane, QWidget, "sizesChartPlot")
    try:
        for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
            theme.choose_scheme(scheme)
            shot = plot.grab().toImage()
            corner, colours = shot.pixelColor(shot.width() - 1, 0), theme.colours()
            assert corner == colours.window
            pixels = {shot.pixel(x, shot.height() // 2) for x in range(shot.width())}
            assert colours.received.rgb() in pixels
    finally:
        theme.choose_scheme(Qt.ColorScheme.Unknown)


async def test_without_the_library_there_are_numbers(
    pane: DetailPane, record: Record, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "inspector.ui.details.statistics.charts", None)
    record(frame(1, b"a"))
    pane.tabs.setCurrentIndex(STATISTICS)
    assert await counted(pane, recording)
    hint = find(pane, QLabel, "statisticsPlotsHint")

    def is_told() -> bool:
        pane.refresh()
        return hint.text().startswith("There are no plots")

    await until(is_told, "the reason")


async def test_a_long_recording_shows_how_far_it_is_read(
    pane: DetailPane, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "_SLICE_S", 0)
    recording.append(1, [FrameRun(TIME_NS, Direction.RECEIVED, 1, b"\x81\x00")] * 3000)
    pane.tabs.setCurrentIndex(STATISTICS)
    bar = pane.findChild(QProgressBar, "statisticsProgress")

    def is_under_way() -> bool:
        pane.refresh()
        return bar.isVisible() and 0 < bar.value() < 100

    await until(is_under_way, "the progress")
    monkeypatch.setattr(follower, "_SLICE_S", 1)
    assert (await counted(pane, recording))["Traffic: Frames"] == ["3,000", "0", "3,000"]
    pane.refresh()
    assert not bar.isVisible()


async def test_damage_is_told_below_the_numbers(
    pane: DetailPane, record: Record, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(frame(1, b"a"))

    def damaged(first: int) -> None:
        raise LookupError(f"the recording has no event {first}")

    monkeypatch.setattr(recording, "runs", damaged)
    pane.tabs.setCurrentIndex(STATISTICS)

    def is_told() -> bool:
        pane.refresh()
        return pane.statistics.note.isVisible()

    await until(is_told, "the damage")
    assert pane.statistics.note.text() == "the recording has no event 1"


_CONNECTS = """
import asyncio, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from inspector.events import ReadyState
from inspector.ui.detail_tabs import STATISTICS
from inspector.ui.loop import QEventLoop
from tests.support.app import running_window, until

app = QApplication([])
app.setQuitOnLastWindowClosed(False)

def loaded():
    return sorted({"pyqtgraph", "numpy", "inspector.ui.details.statistics.charts"} & {*sys.modules})

async def main(home):
    async with running_window(home) as window:
        tab = await window.connect_demo("/ticker")
        await until(lambda: tab.session.ready_state == ReadyState.OPEN)
        await until(lambda: tab.session.recording.totals.messages_received)
        print(loaded())
        tab.details.tabs.setCurrentIndex(STATISTICS)
        charts = lambda: tab.details.statistics.plots._charts
        await until(lambda: charts() and len(charts()._charts) == 4, timeout=20)
        print(loaded())

with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
    runner.run(main(Path(sys.argv[1])))
"""


def test_nothing_of_it_is_imported_before_it_is_opened(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CONNECTS, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[4],
        timeout=40,
    )
    assert done.stdout.splitlines() == [
        "[]",
        "['inspector.ui.details.statistics.charts', 'numpy', 'pyqtgraph']",
    ], done.stderr
