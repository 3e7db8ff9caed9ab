"""The story apart from frames: states, handshakes, problems."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.events import (
    Direction,
    Event,
    Frame,
    HttpRequest,
    HttpResponse,
    Problem,
    ReadyState,
    StateChange,
)
from inspector.recording import Recording
from tests.support.entries import PHASE, REFUSED, STREAM

CONNECTING = StateChange(1, ReadyState.CONNECTING, "ws://host/")
REQUEST = HttpRequest(2, "ws://host/", b"GET / HTTP/1.1\r\n\r\n")
MOVED = HttpResponse(3, b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n")
SWITCHED = HttpResponse(5, b"HTTP/1.1 101 Switching Protocols\r\n\r\n")
OPEN = StateChange(6, ReadyState.OPEN, "101")
FRAME = Frame(7, Direction.RECEIVED, b"\x81\x02", b"hi")
PROBLEM = Problem(8, "protocol-error", "The server broke the protocol.")


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Recording]:
    with Recording.create(tmp_path / "story.wsrec") as made:
        yield made


def keep(recording: Recording, connection: int, *events: Event) -> None:
    recording.append(connection, events)
    recording.flush()


def test_tells_everything_but_frames_in_order(recording: Recording) -> None:
    keep(recording, 1, CONNECTING, REQUEST, SWITCHED, OPEN, FRAME, FRAME, PROBLEM)
    story = recording.story()
    assert [entry.seq for entry in story] == [1, 2, 3, 4, 7]
    assert [entry.event for entry in story] == [CONNECTING, REQUEST, SWITCHED, OPEN, PROBLEM]
    assert {(entry.connection, entry.message == entry.seq) for entry in story} == {(1, True)}


def test_phases_belong_to_it_and_stream_events_do_not(recording: Recording) -> None:
    recording.append(1, [CONNECTING, PHASE, STREAM, REFUSED, REQUEST])
    told = [CONNECTING, PHASE, REFUSED, REQUEST]
    assert [entry.event for entry in recording.story()] == told
    recording.close()
    with Recording.open(recording.path) as again:
        assert [entry.event for entry in again.story()] == told
        assert [entry.seq for entry in again.story(after=2, limit=1)] == [5]


def test_gives_the_last_ones_within_bounds(recording: Recording) -> None:
    keep(recording, 1, *[CONNECTING] * 10)
    assert [entry.seq for entry in recording.story(limit=3)] == [8, 9, 10]
    assert [entry.seq for entry in recording.story(before=8, limit=3)] == [5, 6, 7]
    assert [entry.seq for entry in recording.story(after=8)] == [9, 10]
    assert recording.story(after=10) == []


def test_handshakes_of_one_connection_with_its_redirects(recording: Recording) -> None:
    keep(recording, 1, CONNECTING, REQUEST, MOVED, REQUEST, SWITCHED, OPEN)
    keep(recording, 2, CONNECTING, REQUEST)
    assert [entry.event for entry in recording.handshakes(1)] == [REQUEST, MOVED, REQUEST, SWITCHED]
    assert [entry.seq for entry in recording.handshakes(2)] == [8]
    assert recording.handshakes(3) == []


def test_handshakes_are_read_from_the_file_too_the_first_100(recording: Recording) -> None:
    for _ in range(60):
        recording.append(1, [REQUEST, MOVED, PROBLEM])
    recording.append(2, [REQUEST, SWITCHED])
    recording.close()
    with Recording.open(recording.path) as again:
        assert [entry.event for entry in again.handshakes(1)] == [REQUEST, MOVED] * 50
        assert [entry.seq for entry in again.handshakes(2)] == [181, 182]


def test_the_latest_evidence_is_the_refusing_response_or_a_problem(recording: Recording) -> None:
    assert recording.latest_evidence() is None
    keep(recording, 1, CONNECTING, REQUEST, SWITCHED, OPEN, FRAME)
    assert recording.latest_evidence() is None
    keep(recording, 1, PROBLEM, FRAME)
    assert recording.latest_evidence() == 6
    keep(recording, 2, CONNECTING, REQUEST, SWITCHED, PROBLEM)
    assert recording.latest_evidence() == 10
    keep(recording, 3, CONNECTING, PROBLEM)
    assert recording.latest_evidence() == 13
