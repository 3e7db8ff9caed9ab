"""What a person with the sqlite3 shell finds."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from inspector.events import Frame, Problem, ReadyState, StateChange
from inspector.recording import Recording
from tests.support.entries import (
    KEY,
    PHASE,
    REFUSED,
    REQUEST,
    RESPONSE,
    STREAM,
    TIME_NS,
    frame,
    frames_alike,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A small recording, closed."""
    path = tmp_path / "a.wsrec"
    with Recording.create(path) as recording:
        recording.title = "ws://example.org/chat"
        recording.append(
            1,
            [
                StateChange(TIME_NS, ReadyState.CONNECTING, "ws://example.org/chat"),
                REQUEST,
                RESPONSE,
                frame(1, b"H\xc3\xb6", fin=False, sent=True),
                frame(9, b"?"),
                frame(0, b"re", sent=True),
                frame(2, b"inflated", rsv=4, wire_payload=b"small"),
                frame(11, b"", violation="opcode 11 is reserved (RFC 6455 section 5.2)"),
                Problem(TIME_NS, "protocol-error", "The server sent a reserved opcode."),
                PHASE,
                REFUSED,
                STREAM,
            ],
        )
    return path


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_the_frames_are_spelled_out(path: Path) -> None:
    columns = "seq, message, connection, direction, fin, rsv, opcode, type, length, wire_length"
    assert query(path, f"SELECT {columns} FROM frames") == [
        (4, 4, 1, "sent", 0, 0, 1, "text", 3, 3),
        (5, 5, 1, "received", 1, 0, 9, "ping", 1, 1),
        (6, 4, 1, "sent", 1, 0, 0, "continuation", 2, 2),
        (7, 7, 1, "received", 1, 4, 2, "binary", 8, 5),
        (8, 8, 1, "received", 1, 0, 11, "reserved", 0, 0),
    ]
    assert query(path, "SELECT masking_key, header, violation FROM frames WHERE seq IN (4, 8)") == [
        (KEY.hex(), "0183" + KEY.hex(), ""),
        (None, "8b00", "opcode 11 is reserved (RFC 6455 section 5.2)"),
    ]
    assert query(path, "SELECT payload, wire_payload FROM frames WHERE seq >= 6") == [
        (b"re", None),
        (b"inflated", b"small"),
        (b"", None),
    ]


SIZES = [0, 1, 125, 126, 16_367, 16_368, 16_369, 16_384, 65_535, 65_536, 2, *[700] * 100, 3]
"""Of payloads: every form of a length, and what does and does not fit a window of the view."""


@pytest.mark.parametrize("compressed", [False, True])
def test_frames_of_any_size_are_cut_out_of_their_run(tmp_path: Path, compressed: bool) -> None:
    payloads = [bytes([number]) * size for number, size in enumerate(SIZES)]
    others = [payload[::2] + b"." for payload in reversed(payloads)]
    run = frames_alike(*[frame(2, payload, rsv=4 * compressed) for payload in payloads])
    with Recording.create(tmp_path / "a.wsrec") as recording:
        recording.append(1, [run._replace(decoded=tuple(others) if compressed else None)] * 2)
        events = [entry.event for entry in recording.entries()]
    assert query(recording.path, "SELECT header, payload, wire_payload FROM frames") == [
        (event.header.hex(), event.payload, event.wire_payload)
        for event in events
        if isinstance(event, Frame)
    ]
    lengths = [len(payload) for payload in (others if compressed else payloads)] * 2
    assert query(recording.path, "SELECT length FROM frames") == [(size,) for size in lengths]


def test_times_are_for_people(path: Path) -> None:
    assert query(path, "SELECT DISTINCT time FROM frames UNION SELECT time FROM log") == [
        ("2026-01-02T03:04:05.123456789Z",)
    ]


def test_the_log_tells_the_story(path: Path) -> None:
    story = query(path, "SELECT seq, kind, text FROM log ORDER BY seq")
    assert story == [
        (1, "state", "CONNECTING ws://example.org/chat"),
        (2, "request", REQUEST.raw.decode()),
        (3, "response", RESPONSE.raw.decode()),
        (4, "sent", "H\u00f6"),
        (5, "received", "?"),
        (6, "sent", "re"),
        (7, "received", "inflated"),
        (8, "received", ""),
        (9, "problem", "protocol-error: The server sent a reserved opcode."),
        (10, "phase", "resolve example.org: 192.0.2.1"),
        (11, "phase", "proxy 192.0.2.9:3128 The proxy refused with 403."),
        (12, "stream", "h2.data stream 1"),
    ]


def test_meta_says_what_it_is_and_how_much(path: Path) -> None:
    meta = dict(query(path, "SELECT name, value FROM meta"))
    assert meta["title"] == "ws://example.org/chat"
    assert (meta["frames_sent"], meta["frames_received"], meta["problems"]) == (2, 3, 1)
    assert query(path, "PRAGMA application_id") == [(int.from_bytes(b"WSRC", "big"),)]
    assert query(path, "PRAGMA user_version") == [(3,)]
