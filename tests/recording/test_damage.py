"""Recordings that hold what no event does, damaged or made by hand: told in a sentence."""

import io
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.events import Problem, ReadyState, StateChange
from inspector.formats import FORMATS, export
from inspector.recording import Recording, RecordingError
from tests.support.entries import REQUEST, RESPONSE, TIME_NS, frame

EVENTS = [
    StateChange(TIME_NS, ReadyState.CONNECTING, "ws://example.org/chat"),
    REQUEST,
    RESPONSE,
    frame(1, b"first", fin=False),
    frame(0, b"last"),
    frame(2, b"inflated", rsv=4, wire_payload=b"small"),
    Problem(TIME_NS, "connection-lost", "The connection was lost.", "EOF"),
]
COLUMNS = {
    "events": (
        *("connection", "time_ns", "kind", "folded", "message"),
        *("header", "violation", "payload", "wire_payload"),
    ),
    "fragments": ("message", "part", "seq", "length", "wire_length"),
    "states": ("ready_state", "detail"),
    "requests": ("url", "raw"),
    "responses": ("raw",),
    "problems": ("code", "message", "detail"),
    "meta": ("name", "value"),
}
READERS: dict[str, Callable[[Recording], object]] = {
    "rows": lambda recording: recording.rows(0, 100),
    "row_of": lambda recording: [recording.row_of(seq) for seq in range(1, 8)],
    "continued_since": lambda recording: recording.continued_since(4),
    "entry": lambda recording: [recording.entry(seq) for seq in range(1, 8)],
    "entries": lambda recording: list(recording.entries()),
    "frames_of": lambda recording: [recording.frames_of(seq) for seq in range(1, 8)],
    "story": lambda recording: recording.story(),
    "handshakes": lambda recording: recording.handshakes(1),
    "latest_evidence": lambda recording: recording.latest_evidence(),
}


def recorded(path: Path) -> Path:
    with Recording.create(path) as recording:
        recording.append(1, EVENTS)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return recorded(tmp_path / "a.wsrec")


def change(path: Path, sql: str, *values: object) -> None:
    """Run `sql`, whatever the tables say of NULL: that is checked in writing, not in reading."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, ' NOT NULL', '')")
        connection.execute("PRAGMA writable_schema = RESET")
        connection.execute(sql, values)


@pytest.mark.parametrize(
    ("what", "readers"),
    [
        ("events SET header = NULL WHERE seq = 4", "rows entry entries frames_of"),
        ("events SET header = x'' WHERE seq = 4", "rows entry entries frames_of"),
        ("events SET header = 'a header' WHERE seq = 4", "rows entry entries frames_of"),
        ("events SET payload = NULL WHERE seq = 4", "rows entry entries frames_of"),
        ("events SET payload = 'text' WHERE seq = 4", "rows entry entries frames_of"),
        ("events SET payload = 'text' WHERE seq = 5", "rows entry entries frames_of"),
        ("events SET wire_payload = 'text' WHERE seq = 6", "entry entries frames_of"),
        ("events SET wire_payload = 5 WHERE seq = 6", "entry entries frames_of"),
        ("events SET violation = x'ff' WHERE seq = 6", "rows entry entries frames_of"),
        ("events SET violation = CAST(x'ff' AS TEXT)", "rows entry entries frames_of"),
        ("events SET kind = 9 WHERE seq = 1", "rows entry entries frames_of story"),
        ("events SET time_ns = 9e30 WHERE seq = 4", "rows entry entries frames_of"),
        ("events SET time_ns = 9e30 WHERE seq = 1", "rows entry entries frames_of story"),
        ("events SET connection = 'one' WHERE seq = 1", "rows entry entries frames_of story"),
        ("events SET message = NULL WHERE seq = 6", "rows row_of entry entries frames_of"),
        ("fragments SET length = 'long'", "rows"),
        ("fragments SET part = 1000000000000", "rows"),
        ("states SET ready_state = 9", "rows entry entries frames_of story"),
        ("states SET detail = x'ff'", "rows entry entries frames_of story"),
        ("requests SET url = x'ff'", "rows entry entries frames_of story handshakes"),
        ("responses SET raw = 'text'", "rows entry entries frames_of story handshakes"),
        ("problems SET detail = x'ff'", "rows entry entries frames_of story"),
    ],
)
def test_a_value_that_no_event_has_is_said(path: Path, what: str, readers: str) -> None:
    change(path, f"UPDATE {what}")
    with Recording.open(path) as recording:
        for reader in readers.split():
            said = r"Cannot read .*a\.wsrec: the file is damaged; .* \(.*\)"
            with pytest.raises(RecordingError, match=said):
                READERS[reader](recording)
        for reader in READERS.keys() - readers.split():
            READERS[reader](recording)


@pytest.mark.parametrize(
    "what",
    [
        "events SET folded = 'many'",
        "events SET folded = 99",
        "meta SET value = 'one' WHERE name = 'connections'",
        "meta SET value = NULL WHERE name = 'problems'",
    ],
)
def test_counts_that_no_recording_has_are_said_on_opening(path: Path, what: str) -> None:
    change(path, f"UPDATE {what}")
    with pytest.raises(RecordingError, match="its counts make no sense"):
        Recording.open(path)


def test_a_damaged_schema_is_said_on_opening(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content.replace(b"CREATE TABLE events", b"CREATE TABLE \xff\xfe nts"))
    with pytest.raises(RecordingError, match=r"Cannot open .*a\.wsrec: the file is damaged"):
        Recording.open(path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return recorded(tmp_path_factory.mktemp("whole") / "a.wsrec")


def read_everything(path: Path) -> None:
    """With every way to read; a RecordingError is what may happen, in any of them."""
    with suppress(RecordingError), Recording.open(path) as recording:
        for read in READERS.values():
            with suppress(RecordingError):
                read(recording)
        for name in FORMATS:
            with suppress(RecordingError):
                export(recording, name, io.BytesIO())


_columns = st.sampled_from([(table, name) for table, names in COLUMNS.items() for name in names])
_values = st.one_of(
    *(st.none(), st.integers(-(2**63), 2**63 - 1), st.integers(-3, 10), st.floats()),
    *(st.text(max_size=5), st.binary(max_size=5), st.just(b"long" * 2000)),
)


@settings(max_examples=100, deadline=None)
@given(column=_columns, value=_values)
def test_whatever_a_column_holds_reading_fails_in_order(
    whole: Path, column: tuple[str, str], value: object
) -> None:
    path = Path(shutil.copy(whole, whole.with_name("changed.wsrec")))
    table, name = column
    with suppress(sqlite3.IntegrityError):  # a table may not take it
        change(path, f"UPDATE {table} SET {name} = ?", value)
    read_everything(path)
