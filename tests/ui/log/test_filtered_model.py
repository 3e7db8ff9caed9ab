"""The model of a filtered log: rows come in whatever order they are found."""

import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from inspector.filtering import Found, Search, parse
from inspector.recording import Recording
from inspector.ui.log.model import LogModel
from tests.support.log_story import RECEIVED, frame, record, seqs, story, texts
from tests.support.model_mirror import ModelMirror


class Finds:
    """A search that finds what it is told to."""

    def __init__(self) -> None:
        self.found: list[Found] = []

    def collect(self) -> Iterator[Found]:
        while self.found:
            yield self.found.pop(0)


def searched(model: LogModel, recording: Recording, expression: str) -> Search:
    search = Search(recording, parse(expression))
    model.set_search(search)
    look(model, search)
    return search


def look(model: LogModel, search: Search) -> None:
    """Let the model take in all that matches by now."""
    search.collect()
    assert search.wait(5)
    model.refresh()


def test_only_the_rows_that_match_are_listed(model, recording):
    record(recording, *story())
    model.set_recording(recording)
    with searched(model, recording, "type:control"):
        assert seqs(model) == [9, 10, 20, 21]
        assert (model.shown, model.end) == (4, 25)
        assert model.view_row_of(20) == 2
        assert model.view_row_of(5) is None
        assert [model.nearest(row) for row in (0, 8, 10, 24)] == [0, 0, 2, 3]
        model.set_search(None)
    assert (model.shown, model.rowCount()) == (25, 25)


def test_the_time_between_is_that_to_the_row_listed_before(model, recording):
    record(recording, *story())
    model.set_recording(recording)
    with searched(model, recording, "dir:out type:data"):
        assert [model.line(row).delta for row in range(3)] == ["", "+1.604 s", "+7.000 s"]


def test_new_rows_that_match_come_in_at_the_end(model, recording):
    record(recording, *texts(100))
    model.set_recording(recording)
    with searched(model, recording, "dir:out") as search:
        assert model.rowCount() == 34
        inserted = QSignalSpy(model.rowsInserted)
        record(recording, *texts(100, first=100))
        look(model, search)
        model.refresh()
        assert model.rowCount() == 67
        assert inserted.at(inserted.count() - 1)[2] == 66
        assert seqs(model) == [n for n in range(1, 201) if n % 3 == 1]


def test_a_message_opens_among_rows_that_are_left_out(model, recording):
    record(recording, *story())
    model.set_recording(recording)
    with searched(model, recording, "delta | keep"):
        assert seqs(model) == [8, 9, 10]
        model.set_open(0, True)
        assert seqs(model) == [8, 8, 11, 12, 9, 10]
        assert [model.message_row(row) for row in range(6)] == [0, 0, 0, 0, 4, 5]
        assert model.recording_row(3) == 7


def test_a_message_that_grows_is_judged_again(model, recording):
    record(recording, frame(0, RECEIVED, 0x01, b"a"), *texts(3))
    model.set_recording(recording)
    with searched(model, recording, "size:<3") as search:
        assert seqs(model) == [1]
        record(recording, frame(1, RECEIVED, 0x00, b"b"))
        look(model, search)
        assert (seqs(model), model.line(0).text) == ([1], "ab")
        model.set_open(0, True)
        record(recording, frame(2, RECEIVED, 0x80, b"c"))
        look(model, search)
        assert seqs(model) == []
    with searched(model, recording, "abc"):
        assert seqs(model) == [1]


def test_paused_rows_stand_still_while_the_search_goes_on(model, recording):
    record(recording, *texts(10))
    model.set_recording(recording)
    model.paused = True
    record(recording, *texts(10, first=10))
    with searched(model, recording, "dir:out") as search:
        assert seqs(model) == [1, 4, 7, 10]
        model.paused = False
        look(model, search)
        assert seqs(model) == [1, 4, 7, 10, 13, 16, 19]


def test_hidden_rows_stay_hidden_whatever_the_filter(model, recording):
    record(recording, *texts(10))
    model.set_recording(recording)
    model.hide()
    record(recording, *texts(10, first=10))
    with searched(model, recording, "dir:out"):
        assert (seqs(model), model.hidden) == ([13, 16, 19], 10)
        assert [model.count_from(row) for row in (0, 13, 18, 19)] == [3, 2, 1, 0]
        model.show_hidden()
        assert (seqs(model), model.hidden) == ([1, 4, 7, 10, 13, 16, 19], 0)
        model.hide()
        assert (model.rowCount(), model.hidden) == (0, 20)
    model.set_search(None)
    model.show_hidden()
    assert model.rowCount() == 20


def test_what_is_found_above_moves_an_opened_message(model, recording):
    record(recording, *story(), *texts(20))
    model.set_recording(recording)
    search = Finds()
    model.set_search(search)
    search.found.append(Found(7, 1, 1))
    model.refresh()
    model.set_open(0, True)
    search.found.append(Found(2, 4, 0b1111))
    model.refresh()
    assert seqs(model) == [3, 4, 5, 6, 8, 8, 11, 12]
    search.found.append(Found(3, 1, 0))
    model.refresh()
    assert seqs(model) == [3, 5, 6, 8, 8, 11, 12]
    model.set_open(3, False)
    assert seqs(model) == [3, 5, 6, 8]


def test_what_is_found_while_paused_may_match_no_more_before_it_is_shown(model, recording):
    record(recording, *texts(10))
    model.set_recording(recording)
    search = Finds()
    model.set_search(search)
    model.paused = True
    record(recording, *texts(10, first=10))
    for bits in (0xFFFF, 0xFFFF ^ 1 << 12):
        search.found.append(Found(0, 16, bits))
        model.refresh()
        assert model.rowCount() == 10
    model.paused = False
    model.refresh()
    assert model.rowCount() == 15


ROWS = 40
OPENABLE = range(0, ROWS, 5)

FIND = st.tuples(
    st.integers(0, ROWS - 1),
    st.integers(1, 16),
    st.sampled_from([0, 0xFFFF]) | st.integers(0, 0xFFFF),
)
STEP = st.one_of(
    st.tuples(st.just("find"), FIND),
    st.tuples(st.just("hide"), st.integers(0, ROWS)),
    st.tuples(st.just("open"), st.sampled_from(OPENABLE)),
    st.tuples(st.sampled_from(["show", "pause", "resume", "record"]), st.none()),
)


@settings(max_examples=60)
@given(st.lists(STEP, max_size=20))
@example([("find", (0, 3, 0xFFFF)), ("find", (0, 1, 0))])
def test_any_order_of_finding_hiding_opening_and_pausing(qapp, steps):
    events = [
        [frame(n, RECEIVED, 0x01, b"a"), frame(n, RECEIVED, 0x80, b"b")]
        if n in OPENABLE
        else [frame(n, RECEIVED, 0x81, b"c")]
        for n in range(ROWS)
    ]
    seq_of = [1 + sum(map(len, events[:row])) for row in range(ROWS)]
    matching: set[int] = set()
    opened: set[int] = set()
    hidden, end, recorded = 0, 20, 20
    search, model = Finds(), LogModel()
    mirror = ModelMirror(model)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    with (
        tempfile.TemporaryDirectory() as folder,
        Recording.create(Path(folder) / "log.wsrec") as recording,
    ):
        recording.append(1, list(chain(*events[:20])))
        model.set_recording(recording)
        model.set_search(search)
        for what, how in steps:
            if what == "find":
                first, count, bits = how[0], min(how[1], recorded - how[0]), how[2]
                if count <= 0:
                    continue
                bits &= (1 << count) - 1
                search.found.append(Found(first, count, bits))
                for n in range(count):
                    (matching.add if bits >> n & 1 else matching.discard)(first + n)
            elif what == "hide" and how >= hidden:
                model.hide(how)
                hidden, end = how, max(end, how)
            elif what == "show":
                model.show_hidden()
                hidden = 0
            elif what == "open" and (row := model.view_row_of(seq_of[how])) is not None:
                model.set_open(row, True)
                opened.add(how)
            elif what in ("pause", "resume"):
                model.paused = what == "pause"
            elif what == "record" and recorded < ROWS:
                recording.append(1, list(chain(*events[recorded : recorded + 5])))
                recorded += 5
            model.refresh()
            end = end if model.paused else max(end, recorded)
            opened = {row for row in opened if row in matching and row >= hidden}
            expected = [
                seq
                for row in range(hidden, min(end, recorded))
                if row in matching
                for seq in (seq_of[row], *([seq_of[row], seq_of[row] + 1] * (row in opened)))
            ]
            assert seqs(model) == expected
            assert model.shown == len({seq for seq in expected if seq in seq_of})
            mirror.check()
        model.set_recording(None)
    tester.deleteLater()
