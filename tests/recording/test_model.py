"""Whatever is recorded, in whatever batches: everything read back agrees with a plain model."""

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.events import Frame, Happening
from inspector.recording import Entry, Recording
from tests.support.entries import entries_of
from tests.support.recordings import batches, rows_of, totals_of


@contextmanager
def sizes(random: Random) -> Iterator[None]:
    """Little is in memory, and blocks are small: a short recording has what a long one has."""
    with (
        patch("inspector.recording.tail._KEPT", random.choice((0, 1000, 100_000))),
        patch("inspector.recording.tables.BLOCK", random.choice((1, 2000, 100_000))),
        patch("inspector.recording.blocks._SMALL", random.choice((0, 500, 100_000))),
        patch("inspector.recording.source._AT_FIRST", random.choice((1, 16))),
        patch("inspector.recording.source._NEAR", random.choice((0, 2))),
    ):
        yield


def frames_of(entries: Sequence[Entry]) -> list[tuple[object, ...]]:
    """What the view `frames` must say."""
    return [
        (
            *entry[:3],
            ("received", "sent")[frame.direction],
            (int(frame.fin), frame.rsv, frame.opcode, frame.type),
            frame.masking_key and frame.masking_key.hex(),
            (len(frame.payload), frame.wire_length),
            (frame.header.hex(), frame.violation, frame.payload, frame.wire_payload),
        )
        for entry in entries
        if isinstance(frame := entry.event, Frame)
    ]


def frames_in(path: Path) -> list[tuple[object, ...]]:
    """What it says."""
    query = """SELECT seq, connection, message, direction, fin, rsv, opcode, type, masking_key,
        length, wire_length, header, violation, payload, wire_payload FROM frames"""
    with closing(sqlite3.connect(path)) as connection:
        return [
            (*row[:4], row[4:8], row[8], row[9:11], row[11:])
            for row in connection.execute(query).fetchall()
        ]


@settings(max_examples=40)
@given(batches, st.integers(0, 12), st.randoms(use_true_random=False))
def test_what_comes_back_is_what_happened(
    appended: Sequence[tuple[int, Sequence[Happening]]], cut: int, random: Random
) -> None:
    entries = entries_of(appended)
    rows = rows_of(entries)
    with (
        sizes(random),
        tempfile.TemporaryDirectory() as folder,
        Recording.create(Path(folder, "a.wsrec")) as recording,
    ):
        for connection, batch in appended[:cut]:
            recording.append(connection, batch)
        recording.flush()
        before = recording.count
        for connection, batch in appended[cut:]:
            recording.append(connection, batch)
        recording.flush()

        assert list(recording.entries()) == entries
        # `entry` and `frames_of` open the file each time: a few of them an example.
        some = random.sample(entries, min(5, len(entries)))
        assert [recording.entry(entry.seq) for entry in some] == some
        assert (recording.count, recording.row_count) == (len(entries), len(rows))
        assert recording.totals == totals_of(entries)
        assert recording.connections == max((e.connection for e in entries), default=0)

        assert recording.rows(0, len(rows) + 1) == rows
        first, count = random.randint(0, len(rows)), random.randint(0, 20)
        assert recording.rows(first, count) == rows[first : first + count]
        shown = {row.seq: number for number, row in enumerate(rows)}
        assert [recording.row_of(e.seq) for e in entries] == [shown[e.message] for e in entries]

        for message in {e.message for e in some} | {row.seq for row in rows if row.frames > 1}:
            frames = [entry for entry in entries if entry.message == message]
            assert recording.frames_of(message) == frames
            offset, limit = random.randint(0, len(frames)), random.randint(0, 5)
            assert recording.frames_of(message, offset, limit) == frames[offset : offset + limit]
        assert recording.continued_since(before) == {
            e.message for e in entries if e.message <= before < e.seq
        }
        totals, connections = recording.totals, recording.connections
        recording.close()

        with Recording.open(recording.path) as again:
            assert list(again.entries()) == entries
            assert (again.totals, again.connections) == (totals, connections)
            assert again.rows(0, len(rows)) == rows
        assert frames_in(recording.path) == frames_of(entries)
