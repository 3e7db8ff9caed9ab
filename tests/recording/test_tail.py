"""What stays in memory: all that is not committed, and a little more."""

from collections.abc import Iterator, Sequence

import pytest

from inspector.recording.run import Run
from inspector.recording.sequencer import Sequencer
from inspector.recording.tail import Tail
from inspector.recording.values import Mark
from tests.support.entries import frame

RUNS = Sequencer(Mark()).batch(1, [frame(2, bytes(1000))] * 20).runs
WEIGHT = RUNS[0].weight


@pytest.fixture(autouse=True)
def little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five of these runs are kept, and no more than six."""
    monkeypatch.setattr("inspector.recording.tail._KEPT", 5 * WEIGHT)


def filled(runs: Sequence[Run], committed: int) -> Tail:
    """As if they came one by one, the last one when all to `committed` was in the file."""
    tail = Tail()
    for run in runs:
        tail.add([run], run.weight, 0 if run is not runs[-1] else committed)
    return tail


def seqs(runs: Sequence[Run] | Iterator[Run]) -> list[int]:
    return [run.seq for run in runs]


def test_what_is_not_committed_stays() -> None:
    assert seqs(filled(RUNS, 0).runs) == list(range(1, 21))
    assert seqs(filled(RUNS, 7).runs) == list(range(8, 21))


def test_of_what_is_committed_the_latest_stay() -> None:
    assert seqs(filled(RUNS, 20).runs) == list(range(16, 21))
    assert seqs(filled(RUNS[:6], 6).runs) == list(range(1, 7)), "not worth the work"


def test_small_runs_are_not_kept_by_the_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspector.recording.tail._KEPT", 99 * WEIGHT)
    monkeypatch.setattr("inspector.recording.tail._MOST", 4)
    assert seqs(filled(RUNS, 20).runs) == [17, 18, 19, 20]
    assert seqs(filled(RUNS, 7).runs) == list(range(8, 21))


def test_many_recordings_share_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspector.recording.tail._KEPT_BY_ALL", 10 * WEIGHT)
    monkeypatch.setattr("inspector.recording.tail._LEAST", 2 * WEIGHT)
    one, two, *others = [Tail() for _ in range(10)]
    for tail, kept in ((one, 5), (two, 5), *zip(others, (3, 2, 2, 2, 2, 2, 2, 2), strict=True)):
        for run in RUNS:
            tail.add([run], run.weight, 20)
        assert len(tail.runs) <= kept + 1
    for tail in others:
        tail.clear()
    two.add(RUNS, 20 * WEIGHT, 20)
    assert len(two.runs) == 5, "those that were closed take no part"


def test_a_run_is_committed_only_as_a_whole() -> None:
    long = RUNS[0]._replace(event_count=3)
    later = [run._replace(seq=run.seq + 2) for run in RUNS[1:]]
    assert filled([long, *later], 2).first == 1
    assert filled([long, *later], 3).first == 4


def test_runs_are_found_by_event_and_by_row() -> None:
    tail = filled(RUNS, 10)
    assert tail.first == 11
    assert tail.at(13).seq == tail.at_row(12).seq == 13
    assert seqs(tail.since(18)) == [18, 19, 20]
    assert seqs(tail.since(1)) == list(range(11, 21))


def test_the_parts_of_a_message_are_those_that_are_here() -> None:
    events = [frame(1, bytes(600), fin=False), *[frame(0, bytes(600), fin=False), frame(9)] * 9]
    runs = Sequencer(Mark()).batch(1, events).runs
    tail = filled(runs, 0)
    assert seqs(tail.parts(1)) == list(range(2, 20, 2))
    tail = filled(runs, 10)
    assert seqs(tail.parts(1)) == [12, 14, 16, 18]
    last = tail.last_part(1)
    assert last is not None
    assert (last.seq, last.part) == (18, 9)
    assert tail.last_part(3) is None
    tail.add(RUNS, 20 * WEIGHT, 999)
    assert tail.last_part(1) is None, "it is in the file"


def test_a_snapshot_stays_as_it_was() -> None:
    tail = filled(RUNS[:10], 0)
    snapshot = tail.snapshot()
    tail.add(RUNS[10:], 10 * WEIGHT, 15)
    assert seqs(snapshot.runs) == list(range(1, 11))
    tail.clear()
    assert (tail.runs, tail.last_part(1)) == ([], None)
    assert tail.first > 1 << 52
    assert snapshot.at(4).seq == 4
