"""Messages of many fragments: each is read a few times at most, however it comes and is cut."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.filtering import Found, Matches, Search, fragments, next_match, parse
from inspector.filtering import scan as scan_module
from inspector.filtering import search as search_module
from inspector.filtering.fragments import Fragments
from inspector.filtering.scan import Scan
from inspector.recording import Entry, Recording
from tests.support.entries import frame

SECONDS = 60.0
KIB = 1024


class Counted(Recording):
    """Counts what is read of messages by themselves."""

    looks = 0
    bytes_read = 0

    def frames_of(
        self, message: int, offset: int = 0, limit: int | None = None, *, wait: bool = True
    ) -> list[Entry]:
        entries = super().frames_of(message, offset, limit, wait=wait)
        self.looks += 1
        self.bytes_read += sum(len(getattr(entry.event, "payload", b"")) for entry in entries)
        return entries


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Counted]:
    with Counted.create(tmp_path / "a.wsrec") as recording:
        yield recording


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every window takes too long, so that they shrink to a single event."""
    monkeypatch.setattr(search_module, "_FIRST_WINDOW", 16)
    monkeypatch.setattr(search_module, "_WINDOW_S", 0.0)


def collect(search: Search, matches: Matches) -> list[int]:
    assert search.wait(SECONDS)
    for found in search.collect():
        matches.put(found.first, found.count, found.bits)
    return list(matches)


def cut(payloads: list[bytes], *, finished: bool = True) -> list:
    """A message in so many frames, with the last of them or without."""
    first, *middle, last = payloads
    parts = [frame(1, first, fin=False), *(frame(0, part, fin=False) for part in middle)]
    return [*parts, frame(0, last, fin=finished)]


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("finished", [True, False])
def test_a_message_in_many_windows_is_read_once(recording: Counted, finished: bool) -> None:
    parts = [b"%d," % number for number in range(400)]
    recording.append(1, [frame(9), *cut(parts, finished=finished), frame(9, b"later")])
    with Search(recording, parse('"98,199,200" | later')) as search:
        assert collect(search, Matches()) == [1, 2]
    assert recording.looks == 1


@pytest.mark.parametrize("window", [1, 1000])
def test_messages_between_one_another_s_fragments(
    recording: Counted, monkeypatch: pytest.MonkeyPatch, window: int
) -> None:
    """One each way at a time, as a connection can have them."""
    monkeypatch.setattr(search_module, "_FIRST_WINDOW", window)
    monkeypatch.setattr(search_module, "_WINDOW_S", 0.0)
    there, back = cut([b"ping"] * 100), cut([b"pong"] * 100)
    sent = [part._replace(direction=1 - part.direction) for part in back]
    recording.append(1, [each for pair in zip(there, sent, strict=True) for each in pair])
    with Search(recording, parse("gpong")) as search:
        assert collect(search, Matches()) == [1]
    assert recording.looks == (2 if window == 1 else 0)


def test_messages_that_the_next_one_cuts_off_are_not_read_again(recording: Counted) -> None:
    """They break RFC 6455 section 5.4, and a peer that is read leniently may send many."""
    begun = [frame(1, b"x%d" % number, fin=False) for number in range(500)]
    recording.append(1, [*begun, frame(9)])
    with Search(recording, parse("x499 | x7 -size:>2")) as search:
        assert collect(search, Matches()) == [7, 499]
    assert recording.looks == 1


@pytest.mark.parametrize("size", [256, 64 * KIB])
def test_what_a_growing_message_costs_is_a_small_multiple_of_it(
    recording: Counted, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(scan_module, "_SHORT", size)
    scan, found = Scan(recording, parse("heart | size:>1M")), []
    parts = cut([b"x" * size] * 200 + [b"heart"])
    for part in parts:
        recording.append(1, [part])
        found += scan.window(recording.count, recording.count)
    assert found[-1] == Found(0, 1, 1)
    assert recording.bytes_read <= 5 * 200 * size
    assert not scan.growing


def test_a_long_message_that_stops_growing_is_judged_unfinished_as_it_is(
    recording: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_module, "_QUIET_S", 0.1)
    matches = Matches()
    with Search(recording, parse("heart -size:>1M")) as search:
        recording.append(1, [frame(1, b"x" * 200 * KIB, fin=False)])
        assert collect(search, matches) == []
        recording.append(1, [frame(0, b"heart", fin=False)])
        assert collect(search, matches) == [0]
        recording.append(1, [frame(0, b"x" * 900 * KIB, fin=False)])
        assert collect(search, matches) == []


def test_a_match_before_lies_nearer_than_a_message_that_began_long_ago(recording: Counted) -> None:
    begin, end = frame(1, b"beat", fin=False), frame(0, b"beat")
    others = [frame(9, b"beat" if number == 300 else b"") for number in range(2000)]
    recording.append(1, [frame(9), begin, *others, end, frame(9)])
    term = parse("beat")
    assert next_match(recording, term, 2003, forwards=False) == 302
    assert next_match(recording, term, 302, forwards=False) == 1
    assert next_match(recording, term, 1, forwards=False) is None
    assert next_match(recording, term, 0) == 1
    assert next_match(recording, term, 1) == 302


def test_what_is_put_together_is_bounded(
    recording: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fragments, "_MOST_BYTES", 256 * KIB)
    recording.append(1, cut([b"x" * 16 * KIB] * 2048, finished=False))
    recording.flush()
    together = Fragments()
    tracemalloc.start()
    for run in recording.runs():
        assert not list(together.take(run))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 * 1024 * KIB  # of a message of 32 MiB, with what reading keeps
    assert list(together.torn) == [1]
