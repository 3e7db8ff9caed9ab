"""Files that look like recordings, and would compute what they say: refused before they do."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from inspector.events import HttpResponse, ReadyState, StateChange
from inspector.recording import Recording, RecordingError, database
from inspector.recording.paths import journal_of
from inspector.recording.values import MOST_TEXT, PREVIEW
from tests.support.entries import REFUSED, frame

FOREVER = "WITH RECURSIVE n (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n) SELECT seq FROM n"


VIEWS = """
PRAGMA writable_schema = ON;
WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {count})
INSERT INTO sqlite_schema
SELECT 'view', 'v' || n, 'v' || n, 0, 'CREATE VIEW v' || n || ' AS SELECT 1' FROM n;
"""
"""As many views; `CREATE VIEW` would take a minute for them."""


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
        "CREATE INDEX i ON runs (zeroblob(10))",
        "CREATE INDEX i ON runs (seq) WHERE zeroblob(10) > 0",
        "ALTER TABLE runs ADD COLUMN more CHECK (length(zeroblob(10)))",
        "ALTER TABLE runs ADD COLUMN more DEFAULT (-1)",
        "ALTER TABLE runs ADD COLUMN '--' CHECK (length(zeroblob(10)))",
        "ALTER TABLE runs ADD COLUMN [/*] CHECK (length(zeroblob(10))) /* ] */",
        "ALTER TABLE notes ADD COLUMN more AS (seq)",
        "CREATE TRIGGER t AFTER INSERT ON phases BEGIN DELETE FROM runs; END",
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
        "ALTER TABLE runs ADD COLUMN note VARCHAR(10) DEFAULT '(('",
        "ALTER TABLE runs ADD COLUMN [(] NUMERIC (10, 5) /* (( */",
        "CREATE TABLE others (a, b, UNIQUE (a, b), CHECK (length(a) > 1))",
        "ANALYZE",
    ],
)
def test_what_a_person_adds_does_no_harm(path: Path, script: str) -> None:
    change(path, script)
    with Recording.open(path) as recording:
        assert [entry.event for entry in recording.entries()] == [frame(9)]
        assert len(recording.rows(0, 9)) == 1
        assert recording.continued_since(1) == set()


def opened_in_bounds(path: Path) -> str:
    """What another process says of the file: as fast and with as little memory as of any other."""
    script = """if True:
        import resource, sys
        from pathlib import Path
        from inspector.recording import Recording, RecordingError, database
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        try:
            with Recording.open(Path(sys.argv[1])) as recording:
                recording.rows(0, 100), recording.story(), recording.notes()
                print(f"title of {len(recording.title)}")
        except RecordingError as error:
            print(error)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        assert used < 40_000, used
    """
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="it measures memory as POSIX tells it")
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("UPDATE meta SET value = printf('%.*c', 100000000, 'x') WHERE name = 'title'", "1,048,5"),
        ("UPDATE meta SET value = printf('%.*c', 20000, 'x') WHERE name = 'title'", "of 10000"),
        ("UPDATE meta SET value = zeroblob(100000000) WHERE name = 'problems'", "a count has more"),
        ("UPDATE states SET detail = printf('%.*c', 100000000, 'x')", "is damaged|too big"),
        ("UPDATE runs SET violation = printf('%.*c', 20000, 'x')", "is damaged"),
        ("UPDATE notes SET comment = printf('%.*c', 100000000, 'x')", "is damaged|too big"),
        ("CREATE VIEW big AS SELECT " + "1," * 50_000 + "1", "defines far more"),
    ],
)
def test_values_larger_than_any_that_is_written_cost_nothing(
    path: Path, script: str, said: str
) -> None:
    with Recording.open(path) as recording:
        recording.title = "a title"
        recording.append(1, [StateChange(1, ReadyState.OPEN, "here")])
        recording.bookmark(1)
    change(path, script)
    assert re.search(said, opened_in_bounds(path))


@pytest.mark.skipif(sys.platform == "win32", reason="it measures memory as POSIX tells it")
@pytest.mark.parametrize(
    ("count", "said"), [(501, "more than 500 tables"), (20_000, "defines far more than one has")]
)
def test_more_tables_than_any_recording_has_are_not_looked_through(
    path: Path, count: int, said: str
) -> None:
    change(path, VIEWS.format(count=count))
    assert said in opened_in_bounds(path)


def test_a_journal_does_not_let_them_in(path: Path) -> None:
    change(path, VIEWS.format(count=2000))
    journal_of(path).write_bytes(b"")
    with pytest.raises(RecordingError, match=r"has more than 500|defines far more"):
        Recording.open(path)


def test_what_is_listed_is_clipped_and_an_entry_is_whole(path: Path) -> None:
    state = StateChange(1, ReadyState.OPEN, "s" * 10_000)
    refused = REFUSED._replace(error="e" * 10_000, received=b"r" * 10_000)
    response = HttpResponse(1, b"x" * 2_000_000)
    with Recording.open(path) as recording:
        recording.append(1, [state, refused, response])
    with Recording.open(path) as recording:
        for events, most in (
            ([row.event for row in recording.rows(1, 3)], PREVIEW),
            ([entry.event for entry in recording.story()], MOST_TEXT),
        ):
            assert events == [
                state._replace(detail="s" * MOST_TEXT),
                refused._replace(error="e" * MOST_TEXT, received=b"r" * most),
                response._replace(raw=b"x" * most),
            ]
        assert [recording.entry(seq).event for seq in (2, 3, 4)] == [state, refused, response]


def test_a_title_is_cut_when_it_is_written(path: Path) -> None:
    with Recording.open(path) as recording:
        recording.title = "\udcff" * 10_000
        assert len(recording.title) == 10_000
    with Recording.open(path) as recording:
        assert len(recording.title) == 10_000


def test_no_connection_trusts_what_a_file_defines(path: Path) -> None:
    for connect in (database.connect_for_reading, database.connect_for_writing):
        with closing(connect(path)) as connection:
            assert connection.execute("PRAGMA trusted_schema").fetchone() == (0,)
            assert connection.execute("PRAGMA cell_size_check").fetchone() == (1,)


def test_large_messages_are_read_whole_in_spite_of_the_bounds(path: Path) -> None:
    payload = bytes(database.MOST_VALUE + 1)
    with Recording.open(path) as recording:
        recording.append(1, [frame(2, payload)])
    with Recording.open(path) as recording:
        assert recording.entry(2).event.payload == payload
        assert recording.rows(1, 1)[0].length == len(payload)


def test_a_rule_is_cut_to_what_is_read_again(path: Path) -> None:
    with Recording.open(path) as recording:
        recording.append(1, [frame(11, violation="v" * 20_000)])
        written = recording.entry(2)
    with Recording.open(path) as recording:
        assert recording.entry(2) == written
        assert recording.entry(2).event.violation == "v" * 10_000
