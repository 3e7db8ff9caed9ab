"""What is found in whole logs, in windows of any size: messages whose frames lie far apart too."""

import tempfile
from itertools import pairwise
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.filtering import Matches, next_match, parse
from inspector.filtering.scan import Scan
from inspector.recording import Recording
from tests.filtering.model import (
    KEYED,
    PATTERNS,
    TEXTS,
    expressions,
    logs,
    matching,
    rows_of,
)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(logs, st.lists(expressions, max_size=4), st.randoms(use_true_random=False))
def test_what_is_found_is_what_matches(log: list, combined: list[str], random: Random) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Recording.create(Path(folder, "a.wsrec")) as recording,
    ):
        for connection, happenings in log:
            recording.append(connection, happenings)
        rows = rows_of(list(recording.entries()))
        for expression in (*KEYED, *combined, *random.sample(TEXTS + PATTERNS, 4)):
            found = in_windows(recording, expression, random)
            assert list(found) == matching(parse(expression), rows), expression


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(logs, st.lists(expressions, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_next_match_lies_either_way(log: list, wanted: list[str], random: Random) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Recording.create(Path(folder, "a.wsrec")) as recording,
    ):
        for connection, happenings in log:
            recording.append(connection, happenings)
        rows = rows_of(list(recording.entries()))
        assert recording.row_count == len(rows)
        for expression in wanted:
            term = parse(expression)
            shown = Matches()
            bits = random.getrandbits(len(rows) + 1)
            shown.put(0, len(rows) + 1, bits)
            listed = [row for row in matching(term, rows) if bits >> row & 1]
            row = random.randint(-1, len(rows))
            after = next((number for number in listed if number > row), None)
            before = next((number for number in reversed(listed) if number < row), None)
            assert next_match(recording, term, row, shown=shown) == after
            assert next_match(recording, term, row, forwards=False, shown=shown) == before


def in_windows(recording: Recording, expression: str, random: Random) -> Matches:
    """The matches, looked for in windows of any size in any order."""
    scan = Scan(recording, parse(expression))
    cuts = sorted({1, recording.count + 1, *random.choices(range(1, recording.count + 2), k=3)})
    windows = [(first, last - 1) for first, last in pairwise(cuts)]
    random.shuffle(windows)
    found = Matches()
    for first, last in windows:
        for some in scan.window(first, last):
            found.put(some.first, some.count, some.bits)
    return found
