"""Files that look like recordings, and would compute what they say: refused before they do."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from inspector.recording import Recording, RecordingError
from tests.support.entries import frame

FOREVER = "WITH RECURSIVE n (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n) SELECT seq FROM n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.wsrec"
    with Recording.create(path) as recording:
        recording.append(1, [frame(9)])
    return path


def change(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


@pytest.mark.parametrize(
    "script",
    [
        f"DROP TABLE runs; CREATE VIEW runs AS {FOREVER}",
        f"DROP TABLE runs; CREATE VIEW Runs AS {FOREVER}",
        f"DROP TABLE meta; CREATE VIEW meta AS {FOREVER}",
        "DROP TABLE states; CREATE VIRTUAL TABLE states USING rtree (a, b, c)",
        "DROP TABLE blocks; CREATE TABLE blocks (first, decoded, wire AS (zeroblob(1000000000)))",
        "ALTER TABLE runs ADD COLUMN more AS (zeroblob(size))",
        "CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM runs; END",
    ],
)
def test_what_computes_what_it_says_is_refused(path: Path, script: str) -> None:
    change(path, script)
    with pytest.raises(RecordingError, match="computes what it says: choose another"):
        Recording.open(path)


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TABLE remarks (seq INTEGER PRIMARY KEY, note TEXT)",
        "CREATE VIEW mine AS SELECT seq FROM runs WHERE kind = 1",
        "CREATE INDEX by_time ON runs (time_ns)",
        "ALTER TABLE runs ADD COLUMN note TEXT",
        "ANALYZE",
    ],
)
def test_what_a_person_adds_does_no_harm(path: Path, script: str) -> None:
    change(path, script)
    with Recording.open(path) as recording:
        assert [entry.event for entry in recording.entries()] == [frame(9)]
        assert len(recording.rows(0, 9)) == 1
        assert recording.continued_since(1) == set()
