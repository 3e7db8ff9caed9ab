"""Facts of a session: kept by connection, in order, bounded."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from inspector.recording import Recording, facts
from inspector.recording.writer import Writer


def test_facts_are_seen_at_once_and_when_it_is_opened_again(tmp_path: Path) -> None:
    first = {"URL": "ws://example.org/", "Compression": "on", "A": "\udcff"}
    with Recording.create(tmp_path / "a.wsrec") as recording:
        recording.set_facts(1, first)
        recording.set_facts(2, {"URL": "ws://example.org/2"})
        told = {**first, "A": "\\udcff"}
        assert list(recording.facts(1).items()) == list(told.items())
        recording.flush()
        assert recording.facts(2) == {"URL": "ws://example.org/2"}
        assert recording.facts(3) == {}
    with Recording.open(recording.path) as recording:
        assert list(recording.facts(1).items()) == list(told.items())


def test_later_facts_replace_those_before(tmp_path: Path) -> None:
    with Recording.create(tmp_path / "a.wsrec") as recording:
        recording.set_facts(1, {"URL": "ws://a/", "Proxy": "p"})
        recording.set_facts(1, {"URL": "ws://b/"})
        assert recording.facts(1) == {"URL": "ws://b/"}
    with Recording.open(recording.path) as recording:
        assert recording.facts(1) == {"URL": "ws://b/"}


def test_no_more_is_read_than_facts_can_be(tmp_path: Path) -> None:
    with Recording.create(tmp_path / "a.wsrec") as recording:
        recording.set_facts(1, {"URL": "x" * 20_000})
    with closing(sqlite3.connect(recording.path)) as connection, connection:
        insert = "INSERT INTO facts (connection, name, value) VALUES (?, ?, ?)"
        connection.execute(insert, (1, "long", "x" * 20_000))
        connection.execute(insert, (1, "bytes", b"x"))
        connection.executemany(insert, [(2, f"name {n}", "") for n in range(1000)])
    with Recording.open(recording.path) as recording:
        assert recording.facts(1) == {"URL": "x" * 10_000}
        assert len(recording.facts(2)) == 200


def test_what_is_in_the_file_is_not_kept_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Recording.create(tmp_path / "a.wsrec") as recording:
        recording.set_facts(1, {"url": "ws://a/"})
        recording.flush()
        recording.set_facts(2, {"url": "ws://b/"})
        monkeypatch.setattr(facts, "read", lambda *_: {"read": "again"})
        assert recording.facts(1) == {"read": "again"}
        assert recording.facts(2) == {"url": "ws://b/"}


def test_what_waits_for_the_writer_is_weighed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights: list[int] = []
    monkeypatch.setattr(Writer, "put", lambda _, batch: weights.append(batch.weight))
    with Recording.create(tmp_path / "a.wsrec") as recording:
        recording.comment(1, "x" * 5000)
        recording.set_facts(1, {"url": "x" * 5000})
    assert len(weights) == 2
    assert all(5000 < weight < 6000 for weight in weights)
