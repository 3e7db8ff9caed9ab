"""Whatever is recorded, in whatever batches: everything read back agrees with a plain model."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.events import Event
from inspector.recording import Recording
from tests.support.entries import entries_of
from tests.support.recordings import batches, rows_of, totals_of


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(batches, st.integers(0, 12), st.randoms(use_true_random=False))
def test_what_comes_back_is_what_happened(
    appended: Sequence[tuple[int, Sequence[Event]]], cut: int, random: Random
) -> None:
    entries = entries_of(appended)
    rows = rows_of(entries)
    with (
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
            assert recording.frames_of(message, 1, 2) == frames[1:3]
        assert recording.continued_since(before) == {
            e.message for e in entries if e.message <= before < e.seq
        }
        totals, connections = recording.totals, recording.connections
        recording.close()

        with Recording.open(recording.path) as again:
            assert list(again.entries()) == entries
            assert (again.totals, again.connections) == (totals, connections)
            assert again.rows(0, len(rows)) == rows
