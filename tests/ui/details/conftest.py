"""A detail pane on a recording, and a way to record into it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inspector.events import Event
from inspector.recording import Recording
from inspector.ui.details import DetailPane


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Recording]:
    with Recording.create(tmp_path / "details.wsrec") as recording:
        yield recording


@pytest.fixture
def pane(qtbot, recording: Recording) -> Iterator[DetailPane]:
    pane = DetailPane()
    qtbot.addWidget(pane)
    pane.resize(1000, 400)
    pane.show()
    pane.set_recording(recording)
    yield pane
    pane.set_recording(None)


@pytest.fixture
def record(recording: Recording, pane: DetailPane) -> Callable[..., int]:
    """Record events of a connection, tick once; gives the seq of the first of them."""

    def record(*events: Event, connection: int = 1) -> int:
        first = recording.count + 1
        recording.append(connection, events)
        recording.flush()
        pane.refresh()
        return first

    return record
