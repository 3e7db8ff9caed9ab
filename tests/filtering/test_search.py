"""The search in its thread: it follows the recording, stops when told, and says how far it is."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from inspector.events import Direction, Event
from inspector.events.run import FrameRun
from inspector.filtering import Matches, Search, parse
from inspector.filtering import search as search_module
from inspector.recording import Recording
from tests.filtering.model import expressions, logs, matching, rows_of
from tests.support.entries import TIME_NS, frame
from tests.support.wire_bytes import header

SECONDS = 20.0


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Recording]:
    with Recording.create(tmp_path / "a.wsrec") as recording:
        yield recording


def flood(count: int, start: int = 0) -> FrameRun:
    payloads = [b'{"tick":%d}' % number for number in range(start, start + count)]
    wire = b"".join(header(0x81, len(payload)) + payload for payload in payloads)
    return FrameRun(TIME_NS, Direction.RECEIVED, count, wire)


def collect(search: Search, matches: Matches) -> list[int]:
    assert search.wait(SECONDS)
    for found in search.collect():
        matches.put(found.first, found.count, found.bits)
    return list(matches)


def test_it_goes_on_with_what_is_appended(recording: Recording) -> None:
    recording.append(1, [frame(1, b"tick"), frame(9), frame(1, b"tock")])
    matches = Matches()
    with Search(recording, parse("tick")) as search:
        assert collect(search, matches) == [0]
        assert search.progress == (3, 3, True, 0, "")
        recording.append(1, [frame(1, b"Tick 2"), frame(1, b"tock")])
        assert collect(search, matches) == [0, 3]
        assert search.progress == (5, 5, True, 0, "")


def test_of_an_empty_recording(recording: Recording) -> None:
    with Search(recording, parse("")) as search:
        assert collect(search, Matches()) == []
        assert search.progress == (0, 0, True, 0, "")
        recording.append(1, [frame(1, b"first")])
        assert collect(search, Matches()) == [0]


def test_a_message_is_judged_again_when_it_got_more_frames(recording: Recording) -> None:
    with Search(recording, parse("heartbeat | -size:<10")) as search:
        matches = Matches()
        recording.append(1, [frame(1, b"heart", fin=False), frame(9)])
        assert collect(search, matches) == []
        recording.append(1, [frame(0, b"bea", fin=False), frame(9, b"heartbeat")])
        assert collect(search, matches) == [2]
        recording.append(1, [frame(0, b"t")])
        assert collect(search, matches) == [0, 2]
    with Search(recording, parse("-heartbeat type:text")) as search:
        recording.append(1, [frame(1, b"heart", fin=False)])
        matches = Matches()
        assert collect(search, matches) == [3]
        recording.append(1, [frame(0, b"beat")])
        assert collect(search, matches) == []


def test_a_rule_broken_in_a_later_frame_marks_the_message(recording: Recording) -> None:
    broken = frame(0, b"!", violation="RSV2 is set: section 5.2")
    recording.append(1, [frame(1, b"a", fin=False), frame(0, fin=False), broken, frame(9)])
    with Search(recording, parse("is:problem")) as search:
        assert collect(search, Matches()) == [0]


def test_a_large_message_in_small_fragments(
    recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [b"%04d" % number + b"x" * 196 for number in range(5243)]
    parts[2000] = b"x" * 195 + b"heart"
    parts[2001] = b"beat" + b"x" * 196
    middle = [frame(0, part, fin=False) for part in parts[1:-1]]
    recording.append(1, [frame(1, parts[0], fin=False), *middle, frame(0, parts[-1])])
    recording.append(1, [frame(1, b"next")])
    with Search(recording, parse("HeartBeat size:>1M is:fragmented")) as search:
        assert collect(search, Matches()) == [0]
    monkeypatch.setattr("inspector.filtering.fragments._MOST_BYTES", 100_000)
    with Search(recording, parse("HeartBeat size:>1M is:fragmented")) as search:
        assert collect(search, Matches()) == [0]


def test_the_newest_rows_are_found_first(recording: Recording) -> None:
    for start in range(0, 40_000, 1000):
        recording.append(1, [flood(1000, start)])
    with Search(recording, parse('"0}"')) as search:
        assert search.wait(SECONDS)
        firsts = [found.first for found in search.collect()]
    assert firsts[0] >= 40_000 - 5000
    assert min(firsts) == 0


def test_it_stops_at_once(recording: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    recording.append(1, [flood(3000)] * 40)
    looking, going_on = threading.Event(), threading.Event()

    class Slow(search_module.Scan):
        def window(self, first: int, last: int) -> Iterator[search_module.Found]:
            for found in super().window(first, last):
                looking.set()
                going_on.wait(SECONDS)
                yield found

    monkeypatch.setattr(search_module, "Scan", Slow)
    search = Search(recording, parse("tick"))
    assert looking.wait(SECONDS)
    search.cancel()
    going_on.set()
    search.close()
    assert list(search.collect()) == []
    assert not search.progress.finished


@pytest.mark.parametrize("expression", ["/^(a|aa)+$/", "-/(a|aa)+!?$/", "/(?<!b)(a|aa)+$/"])
def test_a_pattern_that_takes_for_ever_ends_the_filter(
    recording: Recording, monkeypatch: pytest.MonkeyPatch, expression: str
) -> None:
    monkeypatch.setattr("inspector.filtering.pattern.MESSAGE_S", 0.1)
    payloads = [b"a" * 100 + b"c", b"b"]
    wire = b"".join(header(0x81, len(payload)) + payload for payload in payloads)
    recording.append(1, [frame(1, b"aab"), FrameRun(TIME_NS, Direction.RECEIVED, 2, wire)])
    with Search(recording, parse(expression)) as search:
        assert search.wait(SECONDS)
        progress = search.progress
        assert "takes more than 0.1 s for the event #2" in progress.error
        assert not progress.finished
        assert progress.looked == 0


def test_patience_ends_where_every_message_takes_long(
    recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspector.filtering.patience._AT_FIRST_S", 0.0)
    monkeypatch.setattr("inspector.filtering.patience._PER_MESSAGE_S", 0.0)
    monkeypatch.setattr("inspector.filtering.patience._PER_BYTE_S", 0.0)
    recording.append(1, [flood(10)])
    with Search(recording, parse("/t.*k/")) as search:
        assert search.wait(SECONDS)
        assert search.progress.error.startswith("The pattern /t.*k/ takes too long")


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(logs, expressions)
def test_what_is_found_while_it_is_recorded(tmp_path_factory, log: list, expression: str) -> None:
    path = tmp_path_factory.mktemp("recording") / "a.wsrec"
    with Recording.create(path) as recording, Search(recording, parse(expression)) as search:
        matches = Matches()
        for connection, happenings in log:
            for happening in happenings:
                recording.append(connection, [happening])
                for found in search.collect():
                    matches.put(found.first, found.count, found.bits)
        rows: list[list[Event]] = rows_of(list(recording.entries()))
        assert collect(search, matches) == matching(parse(expression), rows)
        assert search.progress.looked == search.progress.rows == len(rows)
