"""A file that cannot be read at the moment holds up no tab, and is shown as soon as it can be."""

import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from inspector.events import Problem
from inspector.payloads import Context, Decoded
from inspector.recording import Recording, RecordingBusyError
from inspector.ui.detail_tabs import FRAMES, TIMELINE
from inspector.ui.details import DetailPane, timeline_tab
from inspector.ui.details.reading import Reading
from tests.support.app import click, find
from tests.support.entries import frame
from tests.support.locked import locked

FRAMES_OF_IT = 1000
PROBLEMS = 8
LONG_S = 10
"""Who waits, waits for twice as long."""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    with Recording.create(tmp_path / "written.wsrec") as recording:
        parts = [frame(0, b"%d" % number, fin=False) for number in range(1, FRAMES_OF_IT)]
        recording.append(1, [frame(1, b"0", fin=False), *parts])
        recording.append(1, [Problem(n, "tls", f"problem {n}") for n in range(PROBLEMS)])
        recording.append(2, [frame(1, data) for data in (b"one", b"two")])
    return tmp_path / "written.wsrec"


def test_frames_come_as_soon_as_they_can_be_read(pane: DetailPane, written: Path) -> None:
    with Recording.open(written) as recording:
        pane.set_recording(recording)
        pane.tabs.setCurrentIndex(FRAMES)
        pane.show_entry(1)
        model, row, last = pane.frames.model, FRAMES_OF_IT // 2, FRAMES_OF_IT - 1
        changed = []
        model.dataChanged.connect(lambda first, to: changed.append((first.row(), to.row())))
        began = time.monotonic()
        with locked(written):
            assert model.index(row, 0).data() == "…"
            pane.frames.list.setCurrentIndex(model.index(row, 0))
            pane.refresh()
            assert "being written" in pane.note.text()
            assert not pane.frames.frame.isVisible()
        assert time.monotonic() - began < LONG_S
        assert changed == [(0, last)], "the view is to ask again"
        pane.refresh()
        assert model.index(row, 0).data().startswith(f"{row + 1} ↓ continuation")
        assert pane.note.text() == ""
        assert pane.frames.frame.isVisible()
        pane.refresh()
        assert changed == [(0, last)]
        pane.set_recording(None)


def test_a_frame_in_the_middle_is_chosen_once_it_can_be_found(
    pane: DetailPane, written: Path
) -> None:
    with Recording.open(written) as recording:
        pane.set_recording(recording)
        pane.tabs.setCurrentIndex(FRAMES)
        with locked(written):
            pane.show_entry(200)
            assert "being written" in pane.note.text()
        pane.refresh()
        assert pane.note.text() == ""
        assert pane.frames.list.currentIndex().row() == 199
        pane.set_recording(None)


def test_earlier_events_come_as_soon_as_they_can_be_read(
    pane: DetailPane, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline_tab, "PAGE", 3)
    tree = pane.timeline.tree
    with Recording.open(written) as recording:
        pane.set_recording(recording)
        pane.tabs.setCurrentIndex(TIMELINE)
        assert tree.topLevelItemCount() == 3
        with locked(written):
            click(find(pane, QPushButton, "earlierButton"))
            pane.refresh()
            assert "being written" in pane.note.text()
            assert tree.topLevelItemCount() == 3
        pane.refresh()
        assert tree.topLevelItemCount() == 6
        assert find(pane, QPushButton, "earlierButton").isVisible()
        pane.refresh()
        assert tree.topLevelItemCount() == 6
        assert pane.note.text() == ""
        pane.set_recording(None)


def test_a_codec_that_looks_at_earlier_messages_does_not_wait_where_it_must_not(
    written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def decode(payload: bytes, context: Context, *_: object) -> Decoded:
        return Decoded(b" ".join([*context.earlier(), payload]).decode(), [], "")

    monkeypatch.setattr("inspector.ui.details.reading.decode", decode)
    with Recording.open(written) as recording:
        reading = Reading(recording, recording.count)
        reading.read()
        began = time.monotonic()
        with locked(written), pytest.raises(RecordingBusyError):
            reading.decode(None, 100, wait=False)
        assert time.monotonic() - began < LONG_S
        assert reading.decode(None, 100, wait=False).text == "one two"
