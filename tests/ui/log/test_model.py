"""The model of the log over a real recording."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy

from inspector.ui.log import lines
from inspector.ui.log import model as log_model
from inspector.ui.log.line import Tone
from inspector.ui.log.model import LogModel
from tests.support.log_story import RECEIVED, SENT, frame, record, seqs, story, texts


def test_rows_are_events_and_whole_messages(model, recording):
    record(recording, *story())
    model.set_recording(recording)
    assert model.rowCount() == recording.row_count == 25
    assert model.columnCount() == 1
    assert seqs(model) == [n for n in range(1, 28) if n not in (11, 12)]
    message = model.line(7)
    assert (message.frames, message.size) == (3, "71")
    assert message.text.endswith('told the truth."}')
    assert model.line(0).delta == ""
    assert model.line(8).delta == "+10 ms"


def test_new_rows_come_in_one_insertion(model, recording):
    model.set_recording(recording)
    inserted = QSignalSpy(model.rowsInserted)
    record(recording, *texts(3000))
    assert model.waiting == 3000
    model.refresh()
    model.refresh()
    assert inserted.count() == 1
    assert inserted.at(0)[1:] == [0, 2999]
    assert model.waiting == 0


def test_only_what_is_looked_at_is_held(model, recording):
    record(recording, *texts(5000))
    model.set_recording(recording)
    for row in range(0, 5000, 3):
        assert model.line(row).seq == row + 1
    assert len(model._lines._lines) <= lines.CACHED + 1
    assert len(model._lines._rows) <= lines.CACHED * 2


def test_a_message_opens_into_its_frames(model, recording):
    record(recording, *story())
    model.set_recording(recording)
    inserted = QSignalSpy(model.rowsInserted)
    model.set_open(7, True)
    assert inserted.at(0)[1:] == [8, 10]
    assert model.is_open(7)
    assert seqs(model)[6:13] == [7, 8, 8, 11, 12, 9, 10]
    parts = [model.line(row) for row in (8, 9, 10)]
    assert [part.bits for part in parts] == [
        "FIN 0  RSV 000  opcode 1",
        "FIN 0  RSV 000  opcode 0",
        "FIN 1  RSV 000  opcode 0",
    ]
    assert [part.delta for part in parts] == ["", "+200 ms", "+400 ms"]
    assert "".join(part.text for part in parts) == model.line(7).text
    assert [model.message_row(row) for row in (6, 7, 8, 10, 11)] == [6, 7, 7, 7, 11]
    assert model.line(11).delta == "+10 ms"
    model.set_open(7, False)
    assert model.rowCount() == 25


def test_only_messages_of_several_frames_open(model, recording):
    record(recording, *story())
    model.set_recording(recording)
    for row in range(model.rowCount()):
        if row != 7:
            model.set_open(row, True)
    assert model.rowCount() == 25


def test_a_message_grows_while_it_is_open(model, recording):
    record(recording, frame(0, RECEIVED, 0x01, b"a"), frame(1, RECEIVED, 0x00, b"b"))
    model.set_recording(recording)
    model.set_open(0, True)
    assert model.line(0).text == "ab"
    changed = QSignalSpy(model.dataChanged)
    record(recording, frame(2, RECEIVED, 0x89), frame(3, RECEIVED, 0x00, b"c"))
    record(recording, frame(4, SENT, 0x81, b"other"), frame(5, RECEIVED, 0x80, b"d"))
    model.refresh()
    assert seqs(model) == [1, 1, 2, 4, 6, 3, 5]
    assert model.line(0).text == "abcd"
    assert model.line(0).frames == 4
    assert changed.count() == 1
    assert changed.at(0)[0].row() == 0


def test_a_closed_message_grows_too(model, recording):
    record(recording, frame(0, RECEIVED, 0x01, b"a"))
    model.set_recording(recording)
    assert model.line(0).frames == 1
    record(recording, frame(1, RECEIVED, 0x80, b"b"))
    model.refresh()
    assert (model.line(0).frames, model.line(0).text) == (2, "ab")
    assert model.rowCount() == 1


def test_a_message_of_thousands_of_frames(model, recording):
    parts = [frame(i, RECEIVED, 0x01 if i == 0 else 0x00, b"%d," % i) for i in range(3000)]
    record(recording, *parts)
    model.set_recording(recording)
    model.set_open(0, True)
    assert model.rowCount() == 3001
    assert model.line(2000).text == "1999,"
    assert model.line(2000).delta == "+1.0 ms"
    assert model.line(3000).text == "2999,"


def test_hiding_and_showing_again(model, recording):
    record(recording, *story())
    model.set_recording(recording)
    model.set_open(7, True)
    removed = QSignalSpy(model.rowsRemoved)
    model.hide()
    assert removed.at(0)[1:] == [0, 27]
    assert (model.rowCount(), model.hidden) == (0, 25)
    record(recording, *texts(2))
    model.refresh()
    assert seqs(model) == [28, 29]
    assert model.view_row_of(5) is None
    assert model.view_row_of(29) == 1
    model.show_hidden()
    assert (model.rowCount(), model.hidden) == (27, 0)


def test_opening_below_hidden_rows(model, recording):
    record(recording, *story()[:5])
    model.set_recording(recording)
    model.hide()
    record(recording, *story()[5:])
    model.refresh()
    model.set_open(2, True)
    assert seqs(model)[:7] == [6, 7, 8, 8, 11, 12, 9]
    assert model.view_row_of(9) == 6
    assert model.view_row_of(12) == 2
    model.show_hidden()
    assert model.view_row_of(9) == 11
    assert model.is_open(7)


def test_paused_rows_stand_still(model, recording):
    record(recording, frame(0, RECEIVED, 0x01, b"a"))
    model.set_recording(recording)
    model.paused = True
    record(recording, frame(1, RECEIVED, 0x80, b"b"), *texts(10))
    model.refresh()
    assert (model.rowCount(), model.waiting) == (1, 10)
    model.paused = False
    model.refresh()
    assert (model.rowCount(), model.waiting) == (11, 0)
    assert model.line(0).text == "ab"


def test_more_rows_than_qt_can_count(model, recording, monkeypatch):
    """The oldest are hidden and counted; those that come stay visible."""
    monkeypatch.setattr(log_model, "LIMIT", 1000)
    record(recording, *texts(900))
    model.set_recording(recording)
    record(recording, *texts(500, first=900))
    model.refresh()
    assert (model.hidden, model.rowCount()) == (900, 500)
    assert model.line(499).seq == 1400
    record(recording, *texts(2500, first=1400))
    model.refresh()
    assert (model.hidden, model.rowCount()) == (3400, 500)
    model.set_recording(recording)
    assert (model.hidden, model.rowCount()) == (3400, 500)
    model.show_hidden()
    assert (model.hidden, model.rowCount()) == (2900, 1000)
    assert model.line(0).seq == 2901


def test_what_assistive_technology_reads(model, recording):
    record(recording, *story())
    model.set_recording(recording)
    index = model.index(4, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith(', +893 ms, sent, Text, 37, {"op":"subscribe","channel":"quotes"}')
    assert index.data().split("\t")[3:6] == ["sent", "Text", "37"]
    assert "3 frames" in model.index(7, 0).data()
    assert index.data(Qt.ItemDataRole.ToolTipRole) is None
    tip = model.index(13, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert model.line(13).tone == Tone.DATA
    assert "opcode 3 is reserved" in tip


def test_what_cannot_be_read_says_so(recording):
    record(recording, *texts(2 * lines.CACHED))
    model = LogModel()
    model.set_recording(recording)
    recording.close()
    line = model.line(3)
    assert line.tone == Tone.PROBLEM
    assert "could not be read" in line.text
