"""Many rows get a colour: all of them, in the background, and it can be stopped."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QPushButton

from inspector.recording import Recording
from inspector.ui.log import noting
from inspector.ui.log.view import LogView
from tests.support.app import until
from tests.support.log_story import RECEIVED, frame, record, texts

SELECT = QItemSelectionModel.SelectionFlag.Select


@pytest.fixture
def view(qtbot, recording: Recording, monkeypatch: pytest.MonkeyPatch) -> Iterator[LogView]:
    monkeypatch.setattr(noting, "_MARKED_AT_ONCE", 16)
    view = LogView()
    qtbot.addWidget(view)
    view.resize(900, 400)
    view.show()
    yield view
    view.set_recording(None)


def coloured(recording: Recording, colour: str) -> list[int]:
    return [seq for seq, note in recording.notes().items() if note.colour == colour]


def choose(view: LogView, rows: range) -> None:
    selection = view.table.selectionModel().selection()
    selection.select(view.model.index(rows[0], 0), view.model.index(rows[-1], 0))
    view.table.selectionModel().select(selection, SELECT)


def strip(view: LogView) -> str:
    return view.noting.strip.text


async def done(view: LogView) -> None:
    await until(lambda: view.noting.marking._task is None)
    assert strip(view) == ""


@pytest.mark.parametrize("flushed", [True, False])
async def test_all_selected_rows(view: LogView, recording: Recording, flushed: bool) -> None:
    recording.append(1, texts(100))
    if flushed:
        recording.flush()
    view.set_recording(recording)
    choose(view, range(3, 40))
    choose(view, range(60, 90))
    view.noting.mark("red")
    await done(view)
    expected = [*range(4, 41), *range(61, 91)]
    assert coloured(recording, "red") == expected
    assert [row + 1 for row in range(100) if view.model.note(row).colour == "red"] == expected


async def test_among_fragments_and_opened_messages(view: LogView, recording: Recording) -> None:
    message = [frame(n, RECEIVED, 0x01 if n == 0 else 0x00, b"part") for n in range(30)]
    record(recording, *texts(3), *message, *texts(20))
    view.set_recording(recording)
    view.model.set_open(3, True)
    choose(view, range(20, 42))  # from within the opened message on
    view.noting.mark("green")
    await done(view)
    assert coloured(recording, "green") == [4, *range(34, 42)]


async def test_of_a_filter_only_the_rows_listed(view: LogView, recording: Recording) -> None:
    record(recording, *texts(200))
    view.set_recording(recording)
    view.filter_bar.edit.setText("dir:out")
    view.filter_bar.edit.apply()
    await until(lambda: (view.refresh(), view.model.rowCount() == 67)[1])
    choose(view, range(10, 60))
    view.noting.mark("blue")
    await done(view)
    assert coloured(recording, "blue") == list(range(31, 179, 3))


async def test_one_job_after_the_other(view: LogView, recording: Recording) -> None:
    record(recording, *texts(100))
    view.set_recording(recording)
    choose(view, range(100))
    view.noting.mark("red")
    view.noting.mark("")
    await done(view)
    assert recording.notes() == {}


async def test_it_says_how_far_it_is_and_stops(view: LogView, recording: Recording) -> None:
    record(recording, *texts(2000))
    view.set_recording(recording)
    choose(view, range(2000))
    view.noting.mark("red")
    await until(lambda: len(coloured(recording, "red")) > 100)
    assert strip(view).startswith("Marking 2,000 rows: ")
    view.findChild(QPushButton, "stopMarkingButton").click()
    marked = len(coloured(recording, "red"))
    await done(view)
    assert len(coloured(recording, "red")) == marked < 2000


async def test_another_recording_ends_it(view: LogView, recording: Recording) -> None:
    record(recording, *texts(2000))
    view.set_recording(recording)
    choose(view, range(2000))
    view.noting.mark("red")
    await until(lambda: coloured(recording, "red"))
    view.set_recording(None)
    assert strip(view) == ""
    assert 0 < len(coloured(recording, "red")) < 2000
