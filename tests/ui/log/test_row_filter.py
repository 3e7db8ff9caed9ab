"""A filtered log as a person uses it: where they are, what they are told, what they can stop."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from inspector.filtering import Found, Progress, TooSlowError
from inspector.filtering.patience import Patience
from inspector.recording import Recording
from inspector.ui.log import LogView, ended_searches, row_filter
from inspector.ui.log.view import NO_MATCH
from tests.support.log_story import record, seqs, story, texts

Filter = Callable[[str], None]


@pytest.fixture
def view(qtbot, recording: Recording) -> Iterator[LogView]:
    record(recording, *texts(300))
    view = LogView()
    qtbot.addWidget(view)
    view.resize(900, 400)
    view.set_recording(recording)
    view.show()
    view.refresh()
    yield view
    view.set_recording(None)


@pytest.fixture
def filter_by(view: LogView) -> Filter:
    def filter_by(expression: str) -> None:
        """Type `expression`; wait until every row has been looked at."""
        view.filter_bar.edit.setText(expression)
        view.filter_bar.edit.apply()
        settle(view)

    return filter_by


def settle(view: LogView) -> None:
    """Show everything that is recorded and matches."""
    view.refresh()
    search = view._filter._next or view.model.search
    if search is not None:
        assert search.wait(5)
    view.refresh()
    view.table.grab()  # lays out


def counts(view: LogView) -> str:
    return view.findChild(QLabel, "shownLabel").text()


def note(view: LogView) -> str:
    return view.findChild(QLabel, "filterNote").text()


def top_of(view: LogView) -> int:
    """Pixels down to the current row."""
    return view.table.visualRect(view.table.currentIndex()).top()


class Slow:
    """A search that has looked at the newest `looked` rows and found them all."""

    looked = 100

    def __init__(self, recording: Recording, term: object) -> None:
        self.rows = recording.row_count
        self.told = self.rows
        self.cancelled = False

    @property
    def progress(self) -> Progress:
        finished = self.looked == self.rows
        return Progress(self.looked, self.rows, finished, 0, "")

    def collect(self) -> Iterator[Found]:
        first = self.rows - self.looked
        count, self.told = self.told - first, first
        yield Found(first, count, (1 << count) - 1)

    def cancel(self) -> None:
        self.cancelled = True

    close = cancel


@pytest.fixture
def slow(view: LogView, monkeypatch: pytest.MonkeyPatch) -> type[Slow]:
    monkeypatch.setattr(row_filter, "Search", Slow)
    monkeypatch.setattr(Slow, "looked", 100)
    return Slow


def test_rows_are_listed_counted_and_come_in_live(view, filter_by, recording):
    assert counts(view) == "300 of 300 shown"
    filter_by("dir:out")
    assert counts(view) == "100 of 300 shown"
    record(recording, *texts(30, first=300))
    settle(view)
    assert counts(view) == "110 of 330 shown"
    assert view.following
    assert seqs(view.model)[-1] == 328
    filter_by("nothing like that")
    assert counts(view) == "0 of 330 shown"
    assert view.table.placeholder == NO_MATCH
    filter_by("")
    assert counts(view) == "330 of 330 shown"


def test_a_search_begins_before_the_rows_before_it_go(view, recording):
    view.filter_bar.edit.setText("dir:out")
    view.filter_bar.edit.apply()
    assert view.model.rowCount() == 300
    settle(view)
    assert view.model.rowCount() == 100


def test_the_current_row_stays_where_it_is_on_the_screen(view, filter_by):
    view.select_seq(151)
    view.table.grab()
    before = top_of(view)
    told = QSignalSpy(view.entry_selected)
    filter_by("dir:out")
    assert (view.current_seq, top_of(view), view.following) == (151, before, False)
    filter_by("")
    assert (view.current_seq, top_of(view), view.following) == (151, before, False)
    assert [told.at(n)[0] for n in range(told.count())] == [151, 151]


def test_else_the_nearest_one_is_chosen(view, filter_by):
    view.select_seq(153)
    filter_by("dir:out")
    assert view.current_seq == 154
    filter_by("/: [12][0-9],/")
    assert view.current_seq == 30
    told = QSignalSpy(view.entry_selected)
    filter_by("nothing like that")
    assert view.current_seq is None
    assert told.at(told.count() - 1) == [None]


def test_who_read_without_choosing_stays_there(view, filter_by):
    bar = view.table.verticalScrollBar()
    bar.setValue(view.table.rowHeight(0) * 120)
    assert not view.following
    filter_by("dir:out")
    assert view.model.line(view.table.rowAt(0)).seq == 121
    assert view.current_seq is None
    filter_by("")
    assert view.model.line(view.table.rowAt(0)).seq == 121
    assert not view.following


def test_rows_that_all_fit_are_at_their_end_too(view, filter_by, recording):
    view.table.scrollToTop()
    assert not view.following
    filter_by("/: 1[0-4],/")
    assert (view.model.rowCount(), view.following) == (5, True)
    record(recording, *texts(60, first=10), *texts(60, first=10))
    settle(view)
    assert (view.model.rowCount(), view.following) == (15, True)


def test_who_follows_goes_on_following(view, filter_by):
    view.select_seq(300)
    assert view.following
    filter_by("dir:in")
    assert (view.current_seq, view.following) == (300, True)
    filter_by("dir:out")
    assert (view.current_seq, view.following) == (298, True)
    filter_by("")
    assert (view.current_seq, view.following) == (298, True)


def test_new_rows_are_counted_while_one_reads(view, filter_by, recording):
    filter_by("dir:out")
    view.select_seq(31)
    record(recording, *texts(30, first=300))
    settle(view)
    assert view.new_count == 10
    assert view.findChild(QPushButton, "followButton").text() == "▼ 10 new"


def test_the_place_waits_for_the_search(view, slow):
    view.select_seq(51)
    view.table.grab()
    view.filter_bar.edit.setText("x")
    view.filter_bar.edit.apply()
    view.refresh()
    assert (view.model.rowCount(), view.current_seq) == (100, None)
    assert view.table.verticalScrollBar().value() == 0  # the nearest so far
    slow.looked = 200
    view.refresh()
    assert (view.model.rowCount(), view.current_seq) == (200, None)
    assert view.table.verticalScrollBar().value() == 0
    slow.looked = 260
    view.refresh()
    assert (view.model.rowCount(), view.current_seq) == (260, 51)
    assert not view.following


def test_another_filter_meanwhile_keeps_the_place(view, slow):
    view.select_seq(51)
    for expression in ("x", "xy"):
        view.filter_bar.edit.setText(expression)
        view.filter_bar.edit.apply()
        view.refresh()
    slow.looked = 300
    view.refresh()
    assert view.current_seq == 51


@pytest.mark.parametrize("leave", ["scroll", "choose", "follow"])
def test_who_goes_elsewhere_meanwhile_is_left_alone(view, slow, leave):
    view.select_seq(51)
    view.filter_bar.edit.setText("x")
    view.filter_bar.edit.apply()
    view.refresh()
    if leave == "scroll":
        view.table.grab()  # lays out
        view.table.verticalScrollBar().setValue(200)
    elif leave == "choose":
        view.select_seq(210)
    else:
        view.follow()
    slow.looked = 300
    view.refresh()
    assert view.current_seq == (210 if leave == "choose" else None)
    assert view.following == (leave == "follow")
    assert not view.table.held


def test_a_search_tells_how_far_it_is_and_can_be_stopped(view, slow, monkeypatch):
    monkeypatch.setattr(row_filter, "_BRIEF_S", 0.0)
    view.filter_bar.edit.setText("x")
    view.filter_bar.edit.apply()
    view.refresh()
    assert counts(view) == "100 of 300 shown · searching 33 %"
    search = view.model.search
    stop = view.findChild(QToolButton, "stopSearchButton")
    assert stop.isVisible()
    stop.click()
    view.refresh()
    assert search.cancelled
    assert counts(view) == "100 of 300 shown"
    assert not stop.isVisible()
    assert note(view) == "Stopped at 33 %. Enter in the filter searches again."
    slow.looked = 300
    QTest.keyClick(view.filter_bar.edit, Qt.Key.Key_Return)
    view.refresh()
    assert counts(view) == "300 of 300 shown"
    assert note(view) == ""


def test_a_search_that_has_found_nothing_yet_can_be_stopped_too(view, slow, monkeypatch):
    monkeypatch.setattr(row_filter, "_BRIEF_S", 0.0)
    slow.looked = 0
    view.filter_bar.edit.setText("x")
    view.filter_bar.edit.apply()
    view.refresh()
    assert counts(view) == "300 of 300 shown · searching 0 %"
    view.findChild(QToolButton, "stopSearchButton").click()
    view.refresh()
    assert counts(view) == "0 of 300 shown"
    assert note(view).startswith("Stopped at 0 %.")


def test_why_a_search_ended_is_said(view, filter_by, monkeypatch):
    def give_up(*_: object) -> None:
        raise TooSlowError("The pattern takes too long")

    monkeypatch.setattr(Patience, "spend", give_up)
    filter_by("/x/")
    assert note(view) == "The pattern takes too long"
    filter_by("x")
    assert note(view) == ""


def test_what_is_asked_for_and_left_out_is_offered(view, filter_by):
    filter_by("dir:out")
    assert not view.select_seq(152)
    strip = view.findChild(QPushButton, "showLeftOutButton").parent()
    assert strip.isVisible()
    assert strip.text == "#152 is not among these rows"
    view.findChild(QPushButton, "showLeftOutButton").click()
    assert view.current_seq == 152
    assert view.filter_bar.edit.text() == ""
    assert view.model.rowCount() == 300
    view.refresh()
    assert not strip.isVisible()
    filter_by("dir:out")
    view.select_seq(152)
    filter_by("dir:in")
    assert not strip.isVisible()


def test_opened_messages_work_among_rows_left_out(view, filter_by, recording):
    record(recording, *story())
    filter_by('told | "price" dir:out')
    view.select_seq(312)
    assert view.current_seq == 308
    QTest.keyClick(view.table, Qt.Key.Key_Right)
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    assert (view.current_seq, view.current_is_part) == (308, True)
    view.copy_rows()
    filter_by("told")
    assert (view.current_seq, view.current_is_part) == (308, False)


def test_another_recording_is_filtered_too(view, filter_by, tmp_path):
    filter_by("dir:out")
    with Recording.create(tmp_path / "other.wsrec") as other:
        record(other, *texts(30))
        view.set_recording(other)
        settle(view)
        assert counts(view) == "10 of 30 shown"
        view.set_recording(None)
        assert counts(view) == "0 of 0 shown"


def test_many_filters_one_after_the_other_leave_no_thread(view, filter_by):
    for n in range(20):
        view.filter_bar.edit.setText(f"{n}")
        view.filter_bar.edit.apply()
    settle(view)
    assert len(view._filter._ended._searches) <= ended_searches._KEPT


def test_pausing_from_the_bar(view):
    button = view.findChild(QToolButton, "pauseButton")
    button.click()
    assert view.paused
    view.set_paused(False)
    assert not button.isChecked()


def test_entering_the_log_begins_with_what_is_in_sight(view):
    view.activateWindow()
    QTest.keyClick(view.filter_bar.edit, Qt.Key.Key_Return)
    assert view.table.hasFocus()
    assert view.following
    assert view.current_seq == 300
