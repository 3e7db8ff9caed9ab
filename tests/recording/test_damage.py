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

from inspector.events import Direction, Phase, Problem, ReadyState, StateChange, StreamEvent
from inspector.exports import FORMATS, export
from inspector.recording import Recording, RecordingError
from tests.support.entries import REQUEST, RESPONSE, TIME_NS, frame, frames_alike

EVENTS = [
    StateChange(TIME_NS, ReadyState.CONNECTING, "ws://example.org/chat"),
    REQUEST,
    RESPONSE,
    frame(1, b"first", fin=False),
    frame(0, b"last"),
    frame(2, b"inflated", rsv=4, wire_payload=b"small"),
    Problem(TIME_NS, "connection-lost", "The connection was lost.", "EOF"),
    frames_alike(frame(9), frame(9, b"!")),
    frames_alike(*[frame(2, b"small", rsv=4)] * 2, decoded=(b"inflated", b"inflated too")),
    Phase(TIME_NS, "tls", 1_200_000, "TLS 1.3", "It failed.", b"", b"\x15\x03"),
    StreamEvent(TIME_NS, "h2.data", Direction.SENT, 0, b"payload", "stream 1"),
]
COUNT = 13
COLUMNS = {
    "runs": (
        *("event_count", "row", "connection", "time_ns", "kind"),
        *("message", "part", "length", "wire_length", "violation"),
        *("block", "position", "size", "decoded_position", "decoded_size", "lengths"),
    ),
    "blocks": ("first", "wire", "decoded"),
    "states": ("ready_state", "detail"),
    "requests": ("url", "raw"),
    "responses": ("raw",),
    "problems": ("code", "message", "detail"),
    "phases": ("name", "duration_ns", "detail", "error", "sent", "received"),
    "stream_events": ("name", "direction", "leg", "payload", "detail"),
    "meta": ("name", "value"),
}
READERS: dict[str, Callable[[Recording], object]] = {
    "rows": lambda recording: recording.rows(0, 100),
    "row_of": lambda recording: [recording.row_of(seq) for seq in range(1, COUNT + 1)],
    "continued_since": lambda recording: recording.continued_since(4),
    "entry": lambda recording: [recording.entry(seq) for seq in range(1, COUNT + 1)],
    "entries": lambda recording: list(recording.entries()),
    "frames_of": lambda recording: [recording.frames_of(seq) for seq in range(1, COUNT + 1)],
    "story": lambda recording: recording.story(),
    "handshakes": lambda recording: recording.handshakes(1),
    "latest_evidence": lambda recording: recording.latest_evidence(),
    "runs": lambda recording: list(recording.runs()),
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
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, ' NOT NULL', '') WHERE type = 'table'"
        )
        connection.execute("PRAGMA writable_schema = RESET")
        connection.execute(sql, values)


BYTES = "rows entry entries frames_of runs"
"""The readers that look at what was said in each event."""
HEADS = BYTES + " row_of"
"""Those that look at where each event is."""
DETAILS = BYTES + " story latest_evidence"


@pytest.mark.parametrize(
    ("what", "readers"),
    [
        ("runs SET event_count = 0 WHERE seq = 8", HEADS),
        ("runs SET event_count = 3 WHERE seq = 8", BYTES),
        ("runs SET event_count = 1000000000000 WHERE seq = 8", HEADS),
        ("runs SET event_count = 2 WHERE seq = 7", HEADS),
        ("runs SET row = 'first' WHERE seq = 4", HEADS),
        ("runs SET row = 7 WHERE seq = 6", HEADS),
        ("runs SET row = 5 WHERE seq = 6", "rows"),
        ("runs SET connection = 'one' WHERE seq = 1", HEADS),
        ("runs SET time_ns = 9e30 WHERE seq = 6", HEADS),
        ("runs SET time_ns = 9e30 WHERE seq = 1", HEADS + " story latest_evidence"),
        ("runs SET kind = 9 WHERE seq = 1", HEADS + " story latest_evidence"),
        ("runs SET message = -1 WHERE seq = 5", HEADS),
        ("runs SET message = 6 WHERE seq = 5", HEADS),
        ("runs SET part = NULL WHERE seq = 5", HEADS),
        ("runs SET length = 'long' WHERE seq = 5", HEADS),
        ("runs SET violation = x'ff' WHERE seq = 6", HEADS),
        ("runs SET violation = CAST(x'ff' AS TEXT) WHERE seq = 6", HEADS),
        ("runs SET block = 2 WHERE seq = 6", BYTES),
        ("runs SET position = 1000 WHERE seq = 6", BYTES),
        ("runs SET position = -1 WHERE seq = 6", HEADS),
        ("runs SET size = 0 WHERE seq = 6", BYTES),
        ("runs SET size = 1000000000000 WHERE seq = 6", BYTES),
        ("runs SET decoded_position = NULL WHERE seq = 6", BYTES),
        ("runs SET decoded_position = 1000 WHERE seq = 6", BYTES),
        ("runs SET decoded_size = 7 WHERE seq = 6", BYTES),
        ("runs SET lengths = 'text' WHERE seq = 6", BYTES),
        ("runs SET lengths = x'ffffffffff' WHERE seq = 6", BYTES),
        ("runs SET lengths = x'ffffffff' WHERE seq = 6", BYTES),
        ("blocks SET first = 2", BYTES),
        ("blocks SET wire = NULL", BYTES),
        ("blocks SET wire = 'text'", BYTES),
        ("blocks SET wire = zeroblob(length(wire))", "rows entry entries frames_of"),
        ("blocks SET decoded = 5", BYTES),
        ("blocks SET decoded = x'00'", BYTES),
        ("states SET ready_state = 9", DETAILS),
        ("states SET detail = x'ff'", DETAILS),
        ("requests SET url = x'ff'", DETAILS + " handshakes"),
        ("responses SET raw = 'text'", DETAILS + " handshakes"),
        ("problems SET detail = x'ff'", DETAILS),
        ("phases SET name = x'ff'", DETAILS),
        ("phases SET duration_ns = 'long'", DETAILS),
        ("phases SET received = 'text'", DETAILS),
        ("stream_events SET direction = 2", BYTES),
        ("stream_events SET direction = 0.5", BYTES),
        ("stream_events SET payload = NULL", BYTES),
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
        "runs SET row = 'many'",
        "runs SET row = 99",
        "runs SET row = -1",
        "runs SET event_count = -1",
        "runs SET event_count = 9e30",
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
    path.write_bytes(content.replace(b"CREATE TABLE runs", b"CREATE TABLE \xff\xfe s"))
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


@settings(max_examples=100)
@given(column=_columns, value=_values)
def test_whatever_a_column_holds_reading_fails_in_order(
    whole: Path, column: tuple[str, str], value: object
) -> None:
    path = Path(shutil.copy(whole, whole.with_name("changed.wsrec")))
    table, name = column
    with suppress(sqlite3.IntegrityError):  # a table may not take it
        change(path, f"UPDATE {table} SET {name} = ?", value)
    read_everything(path)
