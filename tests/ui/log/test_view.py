"""The log as a person uses it: following, reading, opening, pausing, hiding, copying."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QPushButton

from inspector.recording import Recording
from inspector.ui.log.view import ALL_HIDDEN, EMPTY, LogView
from tests.support.log_story import RECEIVED, frame, story, texts

Record = Callable[..., None]
Key = Qt.Key


@pytest.fixture
def view(qtbot, recording: Recording) -> Iterator[LogView]:
    view = LogView()
    qtbot.addWidget(view)
    view.resize(900, 300)
    view.set_recording(recording)
    view.show()
    view.table.setFocus()
    yield view
    view.set_recording(None)


@pytest.fixture
def record(view: LogView, recording: Recording) -> Record:
    def record(*events) -> None:
        recording.append(1, events)
        recording.flush()
        view.refresh()
        view.table.grab()  # lays out

    return record


def wheel(view: LogView, steps: int) -> None:
    """Turn the mouse wheel; up is positive."""
    viewport = view.table.viewport()
    at = QPointF(viewport.rect().center())
    event = QWheelEvent(
        at,
        viewport.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def press(view: LogView, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(view.table, key)


def top_seq(view: LogView) -> int:
    return view.model.line(view.table.rowAt(0)).seq


def is_at_end(view: LogView) -> bool:
    last = view.model.index(view.model.rowCount() - 1, 0)
    return view.table.viewport().rect().contains(view.table.visualRect(last))


def click_row(
    view: LogView,
    row: int,
    x: int = 100,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    box = view.table.visualRect(view.model.index(row, 0))
    at = QPoint(x, box.center().y())
    QTest.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, keys, at)


def click(view: LogView, name: str) -> None:
    button = view.findChild(QPushButton, name)
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_it_follows_the_tail(view, record):
    for start in range(0, 1000, 200):
        record(*texts(200, first=start))
        assert is_at_end(view)
    assert view.following
    assert not view.findChild(QPushButton, "followButton").isVisible()


def test_scrolling_up_stops_following_and_nothing_moves(view, record):
    record(*texts(1000))
    stopped = QSignalSpy(view.following_changed)
    wheel(view, 2)
    assert not view.following
    assert stopped.at(0) == [False]
    before = top_seq(view)
    record(*texts(1234, first=1000))
    assert top_seq(view) == before
    assert view.new_count == 1234
    button = view.findChild(QPushButton, "followButton")
    assert button.text() == "▼ 1,234 new"
    assert view.table.rect().contains(button.geometry())
    click(view, "followButton")
    assert view.following
    assert is_at_end(view)
    assert not button.isVisible()
    record(*texts(10, first=2234))
    assert is_at_end(view)


def test_scrolling_back_to_the_end_follows_again(view, record):
    record(*texts(100))
    wheel(view, 3)
    assert not view.following
    wheel(view, -10)
    assert view.following


@pytest.mark.parametrize("key", [Key.Key_Home, Key.Key_PageUp])
def test_keys_scroll_away_and_end_follows(view, record, key):
    record(*texts(500))
    view.select_seq(500)
    assert view.following
    press(view, key)
    assert not view.following
    assert view.current_seq < 500
    record(*texts(5, first=500))
    assert not is_at_end(view)
    press(view, Key.Key_End)
    assert view.following
    assert is_at_end(view)
    assert view.current_seq == 505


def test_dragging_the_scroll_bar_away_and_back(view, record):
    record(*texts(500))
    bar = view.table.verticalScrollBar()
    bar.setSliderDown(True)
    bar.setSliderPosition(bar.maximum() // 2)
    assert not view.following
    bar.setSliderPosition(bar.maximum())
    bar.setSliderDown(False)
    assert view.following


def test_a_row_that_is_clicked_stays_where_it_is(view, record):
    record(*texts(100))
    row = view.model.rowCount() - 4
    box = view.table.visualRect(view.model.index(row, 0))
    QTest.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    chosen = view.current_seq
    record(*texts(200))
    assert not view.following
    assert view.current_seq == chosen
    assert view.table.visualRect(view.model.index(row, 0)) == box
    press(view, Qt.Key.Key_End)
    record(*texts(10))
    assert view.following
    assert is_at_end(view)


def test_a_resized_window_keeps_following(view, record):
    record(*texts(500))
    for height in (200, 500, 120):
        view.resize(900, height)
        view.table.grab()
        assert is_at_end(view)
        assert view.following


def test_a_session_that_was_opened_begins_at_its_beginning(qtbot, recording):
    recording.append(1, texts(500))
    recording.flush()
    view = LogView()
    qtbot.addWidget(view)
    view.resize(900, 300)
    view.show()
    view.set_recording(recording, follow=False)
    view.table.grab()
    assert top_seq(view) == 1
    assert not view.following
    view.set_recording(None)


def test_selection_tells_the_seq(view, record):
    record(*story())
    view.table.scrollToTop()
    selected = QSignalSpy(view.entry_selected)
    click_row(view, 5)
    press(view, Key.Key_Down)
    assert [selected.at(n)[0] for n in range(selected.count())] == [6, 7]
    assert view.current_seq == 7
    view.set_recording(None)
    assert selected.at(selected.count() - 1) == [None]
    assert view.current_seq is None


def test_the_disclosure_opens_and_closes(view, record):
    record(*story())
    view.table.scrollToTop()
    triangle = view.header.sectionPosition(6) + 12
    click_row(view, 7, x=triangle)
    assert view.model.is_open(7)
    assert view.current_seq is None
    click_row(view, 9)
    assert view.current_seq == 11
    assert view.current_is_part
    click_row(view, 7, x=triangle)
    assert not view.model.is_open(7)
    assert (view.current_seq, view.current_is_part) == (8, False)
    click_row(view, 6, x=triangle)
    assert view.current_seq == 7


def test_keys_open_and_close_as_in_a_tree(view, record):
    record(*story())
    view.select_seq(8)
    press(view, Key.Key_Right)
    assert view.model.is_open(7)
    press(view, Key.Key_Down, Key.Key_Down)
    assert (view.current_seq, view.current_is_part) == (11, True)
    press(view, Key.Key_Left)
    assert (view.current_seq, view.current_is_part) == (8, False)
    assert view.model.is_open(7)
    press(view, Key.Key_Left)
    assert not view.model.is_open(7)
    press(view, Key.Key_Return)
    assert view.model.is_open(7)
    press(view, Key.Key_Down, Key.Key_Return)
    assert not view.model.is_open(7)
    assert view.current_seq == 8


def test_frames_arriving_above_push_nothing_away(view, record):
    record(frame(0, RECEIVED, 0x01, b"a"), frame(1, RECEIVED, 0x00, b"b"), *texts(200))
    view.model.set_open(0, True)
    view.select_seq(100)
    view.table.grab()
    before = top_seq(view)
    assert before > 2
    record(*(frame(500 + n, RECEIVED, 0x00, b"c") for n in range(50)))
    assert view.model.rowCount() == 201 + 52
    assert top_seq(view) == before


def test_pausing_freezes_the_rows_and_counts(view, record):
    record(*texts(5))
    changed = QSignalSpy(view.paused_changed)
    view.set_paused(True)
    record(*texts(1200, first=5))
    assert view.model.rowCount() == 5
    assert view.waiting_count == 1200
    assert view.findChild(QPushButton, "resumeButton").parent().text == (
        "Display paused. 1,200 new rows waiting"
    )
    click(view, "resumeButton")
    assert view.model.rowCount() == 1205
    assert [changed.at(n)[0] for n in range(changed.count())] == [True, False]
    view.table.grab()
    assert is_at_end(view)


def test_clearing_hides_counts_and_can_be_undone(view, record):
    record(*texts(1234))
    view.select_seq(1000)
    view.clear_view()
    assert (view.model.rowCount(), view.hidden_count) == (0, 1234)
    assert view.current_seq is None
    assert view.table.placeholder == ALL_HIDDEN
    record(*texts(3, first=1234))
    assert view.model.rowCount() == 3
    assert view.findChild(QPushButton, "showHiddenButton").parent().text == "1,234 rows hidden"
    click(view, "showHiddenButton")
    assert (view.model.rowCount(), view.hidden_count) == (1237, 0)
    assert not view.findChild(QPushButton, "showHiddenButton").isVisible()


def test_going_to_a_row_shows_it(view, record):
    record(*story(), *texts(500))
    assert view.select_seq(300)
    assert (view.current_seq, view.following) == (300, False)
    assert view.select_seq(11)
    assert view.current_seq == 8
    view.clear_view()
    assert view.select_seq(5)
    assert view.hidden_count == 0
    assert not view.select_seq(9999)
    assert view.current_seq == 5


def test_copying_one_row_takes_its_payload(view, record):
    record(*story(), frame(1, RECEIVED, 0x82, b"\xde\xad"))
    view.select_seq(8)
    press_copy(view)
    assert clipboard() == '{"delta":"Once upon a time there was a WebSocket that told the truth."}'
    press(view, Key.Key_Right, Key.Key_Down, Key.Key_Down)
    press_copy(view)
    assert clipboard() == "a time there was a WebSocket"
    view.select_seq(28)
    press_copy(view)
    assert clipboard() == "de ad"
    view.select_seq(3)
    press_copy(view)
    assert clipboard().startswith("HTTP/1.1 101 Switching Protocols\r\n")


def press_copy(view: LogView) -> None:
    QTest.keyClick(view.table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def test_copying_rows_gives_lines_of_cells(view, record):
    record(*story())
    view.table.scrollToTop()
    click_row(view, 4)
    click_row(view, 5, keys=Qt.KeyboardModifier.ShiftModifier)
    click_row(view, 7, keys=Qt.KeyboardModifier.ControlModifier)
    press_copy(view)
    lines = clipboard().split("\n")
    assert [line.split("\t")[0] for line in lines] == ["5", "6", "8"]
    assert lines[0].split("\t")[3:] == [
        "sent",
        "Text",
        "37",
        '{"op":"subscribe","channel":"quotes"}',
    ]


def test_copying_everything_is_bounded_and_says_so(view, record, monkeypatch):
    monkeypatch.setattr("inspector.ui.log.clipboard.MOST", 100)
    record(*texts(1000))
    view.table.selectAll()
    press_copy(view)
    lines = clipboard().split("\n")
    assert len(lines) == 101
    assert lines[-1] == "(900 more rows not copied: export writes them all)"


def test_the_context_menu(view, record):
    record(*story())
    view.table.scrollToTop()
    menu = view.findChild(type(view._menu), "logMenu")
    wanted = QSignalSpy(view.to_composer_requested)

    def open_menu(row: int) -> dict[str, bool]:
        click_row(view, row)
        view.table.customContextMenuRequested.emit(QPoint(50, 50))
        assert menu.isVisible()
        menu.hide()
        return {action.text(): action.isEnabled() for action in menu.actions() if action.text()}

    assert open_menu(1) == {
        "&Copy text\tCtrl+C": True,
        "Copy &row": True,
        "Copy to co&mposer\tCtrl+M": False,
        "Send a&gain\tCtrl+Shift+M": False,
        "&Open frames\tRight": False,
        "Mar&k": True,
        "&Bookmark": True,
        "Commen&t…": True,
    }
    assert open_menu(7) == {
        "&Copy payload\tCtrl+C": True,
        "Copy &row": True,
        "Copy to co&mposer\tCtrl+M": True,
        "Send a&gain\tCtrl+Shift+M": True,
        "&Open frames\tRight": True,
        "Mar&k": True,
        "&Bookmark": True,
        "Commen&t…": True,
    }
    menu.toggle.trigger()
    assert view.model.is_open(7)
    menu.to_composer.trigger()
    assert wanted.at(0) == [8]
    again = QSignalSpy(view.resend_requested)
    menu.resend.trigger()
    assert again.at(0) == [8]
    menu.copy_rows.trigger()
    assert clipboard().startswith("8\t")
    menu.copy_payload.trigger()
    assert clipboard().startswith('{"delta"')


def test_an_empty_log_says_what_to_do(view):
    assert view.table.placeholder == EMPTY
    view.table.customContextMenuRequested.emit(QPoint(5, 5))
    press(view, Key.Key_Return, Key.Key_Left, Key.Key_End)
    press_copy(view)
    assert view.current_seq is None


def test_typing_letters_does_not_search(view, record):
    record(*texts(50))
    view.select_seq(1)
    press(view, Key.Key_5)
    assert view.current_seq == 1


def test_rows_are_told_to_assistive_technology(view, record):
    record(*texts(3))
    index = view.model.index(1, 0)
    assert "received, Text" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert view.table.accessibleName() == "Log"
    assert view.table.objectName() == "logView"


def test_new_rows_are_counted_from_the_end_of_the_recording_shown_now(
    view: LogView, recording: Recording, tmp_path: Path
) -> None:
    recording.append(1, texts(100))
    view.set_recording(recording, follow=False)
    with Recording.create(tmp_path / "another.wsrec") as other:
        other.append(1, texts(10))
        view.set_recording(other, follow=False)
        assert view.new_count == 0
        other.append(1, texts(3, first=10))
        view.refresh()
        assert view.new_count == 3
        view.set_recording(None)
