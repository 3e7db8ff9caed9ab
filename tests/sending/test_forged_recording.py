"""What a recording and its exports make of forged frames, those with lying lengths too."""

import io
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from inspector.events import Direction, Frame
from inspector.exports.jsonl import JSON_LINES
from inspector.exports.text import TEXT
from inspector.recording import Entry, Recording
from inspector.session import Session
from inspector.wire import ConnectOptions, ForgedFrame
from tests.support.rude_server import Peer, rude_server

FRAMES = (
    ForgedFrame(payload=b"the truth"),
    ForgedFrame(payload=b"more is announced", declared_length=4096),
    ForgedFrame(payload=b"less is announced", declared_length=4, fin=False),
    ForgedFrame(opcode=0, payload=b"in the middle", length_bits=64),
    ForgedFrame(opcode=2, payload=b"not masked", masked=False, declared_length=2**64 - 1),
    ForgedFrame(opcode=15, payload=b"", rsv=7, declared_length=125, length_bits=7),
    ForgedFrame(opcode=2, payload=bytes(70_000), length_bits=16, declared_length=0),
    ForgedFrame(opcode=2, payload=bytes(3), masking_key=b"\0\0\0\1"),
    ForgedFrame(opcode=8, payload=b"\x03\xe8bye", declared_length=2),
    ForgedFrame(payload=b"after the end"),
)


@pytest.fixture
async def recorded(tmp_path: Path) -> AsyncIterator[tuple[Recording, list[Entry]]]:
    """The recording of them, closed and opened again; and its entries of sent frames."""
    wire = b"".join(frame.encode() for frame in FRAMES)

    async def script(peer: Peer) -> None:
        await peer.accept()
        await peer.read(len(wire))

    path = tmp_path / "forged.wsrec"
    async with rude_server(script) as server:
        options = ConnectOptions(compression=False, close_timeout=1)
        session = Session(Recording.create(path), url=server.url, options=options)
        await session.connect()
        assert session.websocket is not None
        for frame in FRAMES:
            session.websocket.send_frame(frame)
        await session.websocket.wait_closed()
        await session.shutdown()
        assert server.peers[0].received == wire
    with Recording.open(path) as recording:
        sent = [
            entry
            for entry in recording.entries()
            if isinstance(entry.event, Frame) and entry.event.direction is Direction.SENT
        ]
        yield recording, sent


def frames_of(entries: list[Entry]) -> list[Frame]:
    return [entry.event for entry in entries if isinstance(entry.event, Frame)]


async def test_every_byte_is_kept_and_every_lie_told(recorded: tuple[Recording, list[Entry]]):
    frames = frames_of(recorded[1])
    assert [frame.wire_bytes() for frame in frames] == [frame.encode() for frame in FRAMES]
    assert [frame.payload for frame in frames] == [frame.payload for frame in FRAMES]
    assert [frame.declared_length for frame in frames] == [frame.length for frame in FRAMES]
    assert [frame.omitted for frame in frames] == [
        max(0, frame.length - len(frame.payload)) for frame in FRAMES
    ]
    lies = [frame.length != len(frame.payload) for frame in FRAMES]
    assert ["is a lie" in frame.violation for frame in frames] == lies
    assert frames[1].violation == "the length 4096 is a lie, 17 bytes were sent"
    assert not [frame.violation for frame in frames if "limit" in frame.violation]
    assert frames[-1].violation.startswith("comes after the Close frame")


async def test_the_log_has_a_row_for_each_message(recorded: tuple[Recording, list[Entry]]):
    recording, sent = recorded
    rows = {row.seq: row for row in recording.rows(0, recording.row_count)}
    message, continuation = sent[2], sent[3]
    assert continuation.message == message.seq
    assert rows[message.seq].frames == 2
    assert rows[message.seq].length == len(b"less is announced") + len(b"in the middle")
    assert sum(isinstance(row.event, Frame) for row in rows.values()) == len(FRAMES) - 1
    assert recording.totals.bytes_sent == sum(len(frame.encode()) for frame in FRAMES)


async def test_they_are_exported(recorded: tuple[Recording, list[Entry]]):
    _, sent = recorded
    out = io.BytesIO()
    JSON_LINES.write(sent, out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    frames = frames_of(sent)
    assert [line["header"] for line in lines] == [frame.header.hex() for frame in frames]
    assert [line["wire_length"] for line in lines] == [len(frame.payload) for frame in FRAMES]
    out = io.BytesIO()
    TEXT.write(sent, out)
    text = out.getvalue().decode()
    assert "4079 bytes of 4096 never sent" in text
    assert "the length 4 is a lie, 17 bytes were sent" in text


async def test_the_view_of_frames_has_them(recorded: tuple[Recording, list[Entry]]):
    recording, _ = recorded
    with closing(sqlite3.connect(recording.path)) as connection:
        rows = connection.execute(
            "SELECT payload, header, masking_key FROM frames WHERE direction = 'sent'"
        ).fetchall()
    assert [row[0] for row in rows] == [frame.payload for frame in FRAMES]
    assert [row[1] for row in rows] == [frame.header().hex() for frame in FRAMES]
    keys = [frame.masking_key if frame.masked else None for frame in FRAMES]
    assert [row[2] for row in rows] == [key and key.hex() for key in keys]
