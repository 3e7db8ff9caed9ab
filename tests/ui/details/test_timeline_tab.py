"""The Timeline tab: live, in order, bounded."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QTreeWidget

from inspector.events import HttpResponse, Problem, ReadyState, StateChange
from inspector.recording import Recording
from inspector.ui.detail_tabs import HANDSHAKE, MESSAGE, TIMELINE
from inspector.ui.details import DetailPane, timeline_tab
from tests.support.app import click, find
from tests.support.entries import PHASE, REFUSED, STREAM, frame

Record = Callable[..., int]
CONNECTING = StateChange(0, ReadyState.CONNECTING, "ws://host/")
OPEN = StateChange(2_000_000, ReadyState.OPEN, "101")
TIME, DELTA, DURATION, CONNECTION, EVENT, WHAT = range(6)
PROBLEM = Problem(5_000_000, "tls", "It broke.")


@pytest.fixture
def timeline(pane: DetailPane) -> DetailPane:
    pane.tabs.setCurrentIndex(TIMELINE)
    return pane


def tree(pane: DetailPane) -> QTreeWidget:
    return find(pane, QTreeWidget, "timelineTree")


def column(pane: DetailPane, number: int) -> list[str]:
    view = tree(pane)
    items = [view.topLevelItem(place) for place in range(view.topLevelItemCount())]
    return [item.text(number) for item in items]


def test_nothing_happened_yet(timeline: DetailPane) -> None:
    assert find(timeline, QLabel, "timelineHint").isVisible()


def test_it_grows_as_things_happen_and_leaves_out_frames(
    timeline: DetailPane, record: Record
) -> None:
    record(CONNECTING)
    record(OPEN, frame(1, b"hi"))
    record(PROBLEM)
    record(CONNECTING, connection=2)
    assert column(timeline, EVENT) == ["CONNECTING", "OPEN", "Problem", "CONNECTING"]
    assert column(timeline, DELTA)[:3] == ["", "+2 ms", "+3 ms"]
    assert column(timeline, CONNECTION) == ["1", "1", "1", "2"]
    assert column(timeline, WHAT)[:3] == ["ws://host/", "101", "It broke."]


def test_phases_are_beside_the_states(timeline: DetailPane, record: Record) -> None:
    record(CONNECTING, PHASE, STREAM, REFUSED, OPEN)
    phases = ["Phase resolve", "Phase proxy"]
    assert column(timeline, EVENT) == ["CONNECTING", *phases, "OPEN"]
    assert column(timeline, DURATION) == ["", "1.23 ms", "3 ms", ""]
    tree(timeline).itemActivated.emit(tree(timeline).topLevelItem(2), 0)
    assert timeline.tabs.currentIndex() == MESSAGE
    assert "CONNECT example.org:443" in timeline.message.text.toPlainText()


def test_nothing_is_read_while_nothing_happens(
    timeline: DetailPane, record: Record, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(CONNECTING)
    monkeypatch.setattr(recording, "story", None)
    timeline.refresh()


def test_a_long_story_shows_its_end_and_the_way_back(
    timeline: DetailPane, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline_tab, "PAGE", 3)
    problems = [PROBLEM._replace(message=f"problem {n}") for n in range(8)]
    for problem in problems:
        record(problem)
    assert column(timeline, WHAT) == [f"problem {n}" for n in (4, 5, 6, 7)]
    click(find(timeline, QPushButton, "earlierButton"))
    timeline.refresh()
    assert column(timeline, WHAT) == [f"problem {n}" for n in range(1, 8)]
    click(find(timeline, QPushButton, "earlierButton"))
    timeline.refresh()
    assert column(timeline, WHAT) == [f"problem {n}" for n in range(8)]
    assert not timeline.timeline.earlier.isVisible()
    record(PROBLEM._replace(message="problem 8"))  # what was read back stays
    assert column(timeline, WHAT) == [f"problem {n}" for n in range(9)]


def test_more_at_once_than_a_page(
    timeline: DetailPane, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline_tab, "PAGE", 3)
    record(*[PROBLEM] * 10)
    assert len(column(timeline, TIME)) == 3
    assert find(timeline, QPushButton, "earlierButton").isVisible()


def test_a_line_leads_to_its_event(timeline: DetailPane, record: Record) -> None:
    record(CONNECTING, PROBLEM, HttpResponse(9, b"HTTP/1.1 403 No\r\n\r\n"))
    tree(timeline).itemActivated.emit(tree(timeline).topLevelItem(1), 0)
    assert timeline.tabs.currentIndex() == MESSAGE
    assert "It broke." in timeline.message.text.toPlainText()
    timeline.tabs.setCurrentIndex(TIMELINE)
    tree(timeline).itemActivated.emit(tree(timeline).topLevelItem(2), 0)
    assert timeline.tabs.currentIndex() == HANDSHAKE
