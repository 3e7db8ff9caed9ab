"""The detail pane as a whole: what it reads, what it forgets, how it is found."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTabWidget

from inspector.events import Event, ReadyState, StateChange
from inspector.recording import Recording
from inspector.ui import theme
from inspector.ui.detail_tabs import FRAMES, HANDSHAKE, MESSAGE, TIMELINE
from inspector.ui.details import DetailPane
from tests.support.app import find, until
from tests.support.entries import RESPONSE, TIME_NS, frame
from tests.support.log_story import story

Record = Callable[..., int]
OPEN = StateChange(TIME_NS, ReadyState.OPEN, "101")
_QT_OWN = ("", "ScrollLeftButton", "ScrollRightButton")


def test_making_one_opens_no_other_window(qtbot, qapp: QApplication) -> None:
    shown = []
    before = set(qapp.topLevelWidgets())

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and watched not in before:
                shown.append(watched.objectName())
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    pane = DetailPane()
    qtbot.addWidget(pane)
    for tab in range(pane.tabs.count()):
        pane.tabs.setCurrentIndex(tab)
    qapp.removeEventFilter(watch)
    assert shown == []


def test_a_tab_is_built_when_it_is_first_in_front(pane: DetailPane) -> None:
    later = {"frames": FRAMES, "handshake": HANDSHAKE, "timeline": TIMELINE}
    for name, index in later.items():
        assert name not in vars(pane)
        pane.tabs.setCurrentIndex(index)
        assert pane.tabs.currentWidget().isAncestorOf(vars(pane)[name])


def test_the_tabs_are_found_by_name(pane: DetailPane) -> None:
    tabs = find(pane, QTabWidget, "detailTabs")
    names = ["Message", "Frames", "Handshake", "Timeline", "Statistics"]
    assert [tabs.tabText(place) for place in range(tabs.count())] == names


async def test_every_row_of_a_session_is_shown_in_every_tab(
    pane: DetailPane, record: Record
) -> None:
    first = record(*story())
    for seq in range(first, first + len(story())):
        for tab in range(pane.tabs.count()):
            pane.tabs.setCurrentIndex(tab)
            pane.show_entry(seq)
            pane.grab()
    await until(lambda: not pane.message._job.is_busy, "the end of the decoding")


DAMAGES = {
    "a frame": "runs SET size = 0 WHERE seq = 1",
    "its inflated bytes": "runs SET lengths = x'01' WHERE seq = 1",
    "a fragment": "runs SET size = 0 WHERE seq = 2",
    "a fragment's place": "runs SET part = 'last' WHERE seq = 2",
    "a state": "states SET ready_state = 9",
    "a response": "responses SET raw = 'text'",
    "where rows are": "runs SET row = 99 WHERE seq = 1",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
async def test_what_is_damaged_is_said_and_what_is_not_is_shown(
    pane: DetailPane, record: Record, recording: Recording, damage: str
) -> None:
    events = frame(1, b"a", fin=False), frame(0, b"b"), OPEN, RESPONSE, frame(1, b"well")
    record(*events)
    recording.close()
    with closing(sqlite3.connect(recording.path)) as connection, connection:
        connection.execute(f"UPDATE {damage}")
    with Recording.open(recording.path) as damaged:
        pane.set_recording(damaged)
        await see_what_is_damaged(pane, events)
        pane.set_recording(None)


async def see_what_is_damaged(pane: DetailPane, events: Sequence[Event]) -> None:
    note, said = pane.note, set()
    for seq in range(1, len(events) + 1):
        for tab in range(pane.tabs.count()):
            pane.tabs.setCurrentIndex(tab)
            pane.show_entry(seq)
            pane.refresh()
            pane.grab()
            first = pane.frames.model.index(0)
            tip = str(first.data(Qt.ItemDataRole.ToolTipRole)) if first.isValid() else ""
            said |= {note.text(), pane.message.note.label.text(), tip}
    assert any("damaged" in text for text in said)
    pane.tabs.setCurrentIndex(FRAMES)
    pane.show_entry(len(events))
    assert not note.isVisible()
    assert pane.frames.frame.isVisible()
    await until(lambda: not pane.message._job.is_busy, "the end of the decoding")


def test_only_the_tab_in_front_reads(
    pane: DetailPane, record: Record, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane.tabs.setCurrentIndex(FRAMES)
    seq = record(frame(1, b"hi"))
    pane.show_entry(seq)
    assert pane.message.text.toPlainText() == ""
    pane.tabs.setCurrentIndex(MESSAGE)
    assert pane.message.text.toPlainText() == "hi"
    monkeypatch.setattr(recording, "frames_of", None)
    pane.tabs.setCurrentIndex(FRAMES)
    pane.tabs.setCurrentIndex(MESSAGE)


def test_a_tick_without_news_reads_nothing(
    pane: DetailPane, record: Record, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane.show_entry(record(frame(1, b"one", fin=False)))
    pane.refresh()
    for name in ("rows", "frames_of", "story", "handshakes", "entry"):
        monkeypatch.setattr(recording, name, None)
    for _ in range(4):
        pane.refresh()


def test_a_finished_message_is_not_asked_for_again(
    pane: DetailPane, record: Record, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane.show_entry(record(frame(1, b"whole")))
    monkeypatch.setattr(recording, "rows", None)
    record(frame(1, b"another"))


def test_another_recording_starts_empty(pane: DetailPane, record: Record) -> None:
    pane.show_entry(record(*story()))
    pane.set_recording(None)
    for tab in range(pane.tabs.count()):
        pane.tabs.setCurrentIndex(tab)
        pane.refresh()
        hints = [w for w in pane.findChildren(QLabel) if w.objectName().endswith("Hint")]
        assert sum(hint.isVisible() for hint in hints) == 1


def test_light_and_dark(pane: DetailPane, record: Record) -> None:
    pane.show_entry(record(frame(1, b'{"a": 1}')))
    try:
        theme.choose_scheme(Qt.ColorScheme.Dark)
        for tab in range(pane.tabs.count()):
            pane.tabs.setCurrentIndex(tab)
            pane.grab()
        formats = pane.message.text.document().firstBlock().next().layout().formats()
        assert formats[0].format.foreground().color() == theme.colours().key
    finally:
        theme.choose_scheme(Qt.ColorScheme.Unknown)


def test_every_button_has_a_name_a_tooltip_and_a_keyboard_way(pane: DetailPane) -> None:
    for tab in range(pane.tabs.count()):
        pane.tabs.setCurrentIndex(tab)
    for button in pane.findChildren(QAbstractButton):
        if button.objectName() in _QT_OWN or button.objectName().startswith("qt_"):
            continue
        assert button.toolTip(), button.objectName()
        assert button.accessibleName() or button.text(), button.objectName()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus, button.objectName()
