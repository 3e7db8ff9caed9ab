"""Find in the log, as a person uses it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from inspector.recording import Recording
from inspector.ui.log import LogView
from tests.support.log_story import record, story, texts

Look = Callable[..., None]
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(qtbot, recording: Recording) -> Iterator[LogView]:
    record(recording, *texts(100))
    view = LogView()
    qtbot.addWidget(view)
    view.resize(900, 300)
    view.set_recording(recording)
    view.show()
    view.table.setFocus()
    yield view
    view.set_recording(None)


@pytest.fixture
def look(view: LogView, qtbot) -> Look:
    def look(expression: str | None = None, keys: str = "", words: str = "") -> None:
        """Type `expression` or press `keys` (`n` Enter, `p` Shift+Enter); wait for an answer."""
        bar = view.find_bar
        if expression is not None:
            bar.edit.setText(expression)
            bar.edit.apply()
        for key in keys:
            modifier = SHIFT if key == "p" else Qt.KeyboardModifier.NoModifier
            QTest.keyClick(bar.edit, Qt.Key.Key_Return, modifier)
        for thread in bar._finder._threads:
            thread.join(5)
        if bar._tally._search is not None:
            bar._tally._search.wait(5)
        view.refresh()
        assert said(view) == words

    view.begin_find()
    return look


def said(view: LogView) -> str:
    label = view.findChild(QLabel, "logFindWords")
    return label.text() if label.isVisible() else ""


def test_typing_finds_the_first_from_where_one_is(view, look):
    view.select_seq(31)
    assert view.find_bar.isVisible()
    assert view.find_bar.edit.hasFocus()
    look("/5, /", words="4 of 10")
    assert view.current_seq == 36
    look("/35, /", words="1 of 1")
    assert view.current_seq == 36
    assert not view.following
    rect = view.table.visualRect(view.table.currentIndex())
    assert view.table.viewport().rect().contains(rect)


def test_next_and_previous_go_round_the_ends(view, look):
    view.select_seq(81)
    look("/5, /", words="9 of 10")
    assert view.current_seq == 86
    look(keys="n", words="10 of 10")
    assert view.current_seq == 96
    look(keys="n", words="1 of 10 · passed the end of the log")
    assert view.current_seq == 6
    look(keys="p", words="10 of 10 · passed the beginning of the log")
    assert view.current_seq == 96
    look(keys="p", words="9 of 10")
    assert view.current_seq == 86
    view.findChild(QToolButton, "logFindNextButton").click()
    look(words="10 of 10")
    assert view.current_seq == 96


def test_enter_right_after_typing_goes_to_the_first(view, look):
    view.select_seq(31)
    view.find_bar.edit.setText("/5, /")
    look(keys="n", words="4 of 10")
    assert view.current_seq == 36
    look(keys="n", words="5 of 10")
    assert view.current_seq == 46


def test_what_is_not_there_is_said_and_nothing_moves(view, look):
    view.select_seq(31)
    look("xyzzy", words="not found")
    assert view.current_seq == 31
    look("size:", words="A value is missing: size:>1k or size:10..20.")
    look(keys="n", words="A value is missing: size:>1k or size:10..20.")
    look("")
    look(keys="n")
    assert view.current_seq == 31


def test_only_rows_that_are_shown_are_found(view, look):
    view.filter_bar.edit.setText("dir:out")
    view.filter_bar.edit.apply()
    assert view._filter._next.wait(5)
    view.refresh()
    view.select_seq(31)
    look("/5, /", words="2 of 3")
    assert view.current_seq == 46  # of 16, 46 and 76
    view.filter_bar.clear()
    view.clear_view()
    look(keys="n")
    assert view.current_seq is None


def test_without_a_chosen_row_it_begins_with_the_first_in_sight(view, look):
    view.table.scrollToTop()
    look("dir:in", words="1 of 66")
    assert view.current_seq == 2


def test_a_message_that_is_opened_is_one_row(view, look, recording):
    record(recording, *story())
    view.refresh()
    view.select_seq(108)
    view.toggle_current()
    look("told the truth", words="1 of 1")
    assert view.current_seq == 108
    view.table.setCurrentIndex(view.model.index(view.table.currentIndex().row() + 2, 0))
    assert view.current_is_part
    look(keys="n", words="1 of 1 · passed the end of the log")
    assert (view.current_seq, view.current_is_part) == (108, False)


def test_escape_closes_it_and_f3_opens_it_again(view, look):
    look("xyzzy", words="not found")
    QTest.keyClick(view.find_bar.edit, Qt.Key.Key_Escape)
    assert not view.find_bar.isVisible()
    assert view.table.hasFocus()
    view.find_next(1)
    assert view.find_bar.edit.hasFocus()
    assert view.find_bar.edit.selectedText() == "xyzzy"
    view.find_next(1)
    look(words="not found")


def test_a_search_that_takes_its_time_says_so(view, look, monkeypatch):
    monkeypatch.setattr("inspector.ui.log.find_bar._BRIEF_S", 0.0)
    monkeypatch.setattr(view.find_bar._finder, "poll", lambda: None)
    look("dir:in", words="searching…")
    monkeypatch.undo()
    look(words="61 of 66")


def test_everything_has_a_name_and_a_tooltip(view, look):
    buttons = view.find_bar.findChildren(QToolButton)
    named = [b for b in buttons if b.objectName().startswith("logFind")]
    assert len(named) == 3
    assert all(button.toolTip() and button.accessibleName() for button in named)
    assert view.find_bar.edit.accessibleName()
