"""Given these runs, these figures."""

import tempfile
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.events import Direction, Event, FrameRun, Happening, Problem, ReadyState, StateChange
from inspector.recording import Recording
from inspector.statistics import Figures, Statistics
from tests.support.entries import entries_of, frame, frames_alike
from tests.support.recordings import events
from tests.support.slow_figures import figures_of
from tests.support.wire_bytes import header

SECOND = 1_000_000_000
START = 1_700_000_000 * SECOND


def counted(path: Path, *happenings: Happening) -> Figures:
    with Recording.create(path / "counted.wsrec") as recording:
        recording.append(1, happenings)
        statistics = Statistics()
        for run in recording.runs():
            statistics.add(run)
        return statistics.figures()


def at(seconds: float, happening: Happening) -> Happening:
    return happening._replace(time_ns=START + int(seconds * SECOND))


def test_nothing() -> None:
    assert Statistics().figures() == Figures()


def test_both_ways_and_every_kind(tmp_path: Path) -> None:
    figures = counted(
        tmp_path,
        at(0, StateChange(0, ReadyState.OPEN)),
        at(1, frame(1, b"hello", sent=True)),
        at(2, frames_alike(*[frame(2, b"abc")] * 3)),
        at(3, frame(1, b"half", fin=False)),
        at(4, frame(0, b" and half")),
        at(5, frame(3, b"", violation="a reserved opcode")),
        at(6, Problem(0, "protocol-error", "a reserved opcode")),
    )
    received, sent = figures.received, figures.sent
    assert received.frames == {"binary": 3, "text": 1, "continuation": 1, "reserved": 1}
    assert sent.frames == {"text": 1}
    assert (received.frame_count, received.messages, received.violations) == (6, 5, 1)
    assert (sent.wire_bytes, sent.wire_payload_bytes, sent.payload_bytes) == (11, 5, 5)
    assert (received.wire_bytes, received.payload_bytes) == (3 * 5 + 6 + 11 + 2, 22)
    assert (received.sizes.least, received.sizes.median, received.sizes.most) == (0, 3, 13)
    assert received.gaps.number == 4
    assert (received.gaps.least, received.gaps.most) == (0, 2 * SECOND)
    assert (figures.problems, figures.connections, figures.seq) == (1, 1, 9)
    assert (figures.first_ns, figures.duration_ns) == (START, 6 * SECOND)
    assert figures.is_open
    assert figures.traffic.columns[0] == (0, 3, 0, 1, 1)
    assert figures.traffic.columns[3] == (11, 0, 0, 0, 0)


def test_compression(tmp_path: Path) -> None:
    packed = frame(1, b"", rsv=4, wire_payload=b"xy")
    figures = counted(
        tmp_path,
        frames_alike(packed, packed, decoded=(b"a" * 10, b"b" * 20)),
        frame(1, b"not compressed"),
    )
    flow = figures.received
    assert (flow.compressed_bytes, flow.inflated_bytes) == (4, 30)
    assert (flow.wire_payload_bytes, flow.payload_bytes) == (18, 44)
    assert (flow.sizes.least, flow.sizes.most) == (10, 20)


def test_round_trips_both_ways(tmp_path: Path) -> None:
    figures = counted(
        tmp_path,
        at(0, frame(9, b"ours", sent=True)),
        at(0.25, frame(10, b"ours")),
        at(1, frames_alike(frame(9, b"1"), frame(9, b"2"))),
        at(1.5, frame(10, b"2", sent=True)),
        at(2, frame(10, b"unasked")),
    )
    assert figures.sent.round_trips.latest_ns == SECOND // 4
    assert figures.received.round_trips.latest_ns == SECOND // 2
    assert figures.received.round_trips.times.number == 1
    assert figures.round_trips.columns == ((0, SECOND // 2), (SECOND // 4, 0))
    assert figures.received.messages == 0


def test_no_gap_reaches_over_the_end_of_a_connection(tmp_path: Path) -> None:
    figures = counted(
        tmp_path,
        at(0, frame(1, b"a")),
        at(1, StateChange(0, ReadyState.CLOSED)),
        at(9, frame(1, b"b")),
    )
    assert figures.received.gaps.number == 0
    assert not figures.is_open


@st.composite
def alike(draw: st.DrawFn) -> FrameRun:
    first = draw(st.sampled_from([0x81, 0x82, 0x89, 0x8A, 0x01, 0x00, 0xC1]))
    sizes = st.integers(0, 3) | st.sampled_from([125, 126, 65_536])
    payloads = [bytes(size) for size in draw(st.lists(sizes, min_size=1, max_size=5))]
    wire = b"".join(header(first, len(payload)) + payload for payload in payloads)
    decoded = tuple(payload * 2 for payload in payloads) if first == 0xC1 else None
    return FrameRun(0, Direction.RECEIVED, len(payloads), wire, decoded)


appends = st.lists(st.tuples(st.integers(1, 2), st.lists(events | alike(), max_size=8)), max_size=8)


@settings(max_examples=40)
@given(appends, st.sampled_from([20 * SECOND, 2**62]), st.randoms(use_true_random=False))
def test_it_agrees_with_the_plain_way(
    appended: list[tuple[int, list[Happening]]], span_ns: int, random: Random
) -> None:
    one_by_one = []
    statistics = Statistics()
    with (
        tempfile.TemporaryDirectory() as folder,
        Recording.create(Path(folder, "any.wsrec")) as recording,
    ):
        for connection, batch in appended:
            batch = [each._replace(time_ns=random.randint(0, span_ns)) for each in batch]
            recording.append(connection, batch)
            for run in recording.runs(statistics.seq + 1):
                statistics.add(run)
            one_by_one.append((connection, list(chain.from_iterable(map(events_of, batch)))))
        totals = recording.totals
    figures = statistics.figures()
    assert figures == figures_of(entries_of(one_by_one))
    received, sent = figures.received, figures.sent
    assert (totals.messages_received, totals.messages_sent) == (received.messages, sent.messages)
    assert (totals.bytes_received, totals.bytes_sent) == (received.wire_bytes, sent.wire_bytes)


def events_of(happening: Happening) -> Iterable[Event]:
    return happening.frames() if isinstance(happening, FrameRun) else [happening]
