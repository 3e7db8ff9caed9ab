"""A transcript for a person: who said what when, in plain text."""

import math
from collections.abc import Iterable, Iterator
from textwrap import indent
from typing import BinaryIO

from inspector.events import (
    Direction,
    Frame,
    HttpRequest,
    HttpResponse,
    Opcode,
    Phase,
    Problem,
    StateChange,
    StreamEvent,
    close_code,
    parse_close,
)
from inspector.exports.format import Format, NoteOf, TextFrames, no_note, rfc3339
from inspector.payloads import Context, decode, hexdump, visible
from inspector.recording import Entry, Note

HEXDUMP_LIMIT = 4096
"""Bytes of a binary payload that are shown; the transcript says how many are not."""
_INDENT = "    "
_ARROWS = {Direction.SENT: "↑ sent", Direction.RECEIVED: "↓ received"}


def write(entries: Iterable[Entry], out: BinaryIO, note_of: NoteOf = no_note) -> None:
    text_frames = TextFrames()
    connection = 0
    for entry in entries:
        if entry.connection != connection:
            connection = entry.connection
            out.write(f"--- connection {connection} ---\n".encode())
        headline, *body = *_lines(entry, text_frames), *_note(note_of(entry.seq))
        out.write(f"{rfc3339(entry.event.time_ns)}  #{entry.seq}  {headline}\n".encode())
        if body:
            out.write(indent("\n".join(body) + "\n", _INDENT).encode())


def _lines(entry: Entry, text_frames: TextFrames) -> Iterator[str]:
    """The headline of `entry`, then what belongs under it."""
    match entry.event:
        case Frame() as frame:
            yield from _frame(entry, frame, text_frames.holds(entry, frame))
        case StateChange(_, state, detail):
            yield f"{state.name} {visible(detail)}".rstrip()
        case HttpRequest(_, url, raw):
            yield f"↑ sent the request to {visible(url)}"
            yield _http(raw)
        case HttpResponse(_, raw):
            yield "↓ received the response"
            yield _http(raw)
        case Problem(_, code, message, detail):
            yield f"! problem {code}: {visible(message)}"
            if detail:
                yield visible(detail)
        case Phase() as phase:
            yield from _phase(phase)
        case StreamEvent(_, name, direction, _, payload, detail):
            about = f": {visible(detail)}" if detail else ""
            yield f"{_ARROWS[direction]} {visible(name)}, {_bytes(len(payload))}{about}"
            yield from _hexdump(payload)


def _note(note: Note | None) -> Iterator[str]:
    if note and note.bookmark:
        yield "* bookmark"
    if note and note.comment:
        yield indent(visible(note.comment), "* ", lambda _: True)


def _phase(phase: Phase) -> Iterator[str]:
    about = f": {visible(phase.detail)}" if phase.detail else ""
    yield f"phase {visible(phase.name)}, {phase.duration_ns / 1e6:.3f} ms{about}"
    if phase.error:
        yield f"! {visible(phase.error)}"
    for arrow, data in (("↑", phase.sent), ("↓", phase.received)):
        if data:
            yield indent(_http(data), f"{arrow} ", lambda _: True)


def _frame(entry: Entry, frame: Frame, is_text: bool) -> Iterator[str]:
    size = _bytes(len(frame.payload))
    if frame.wire_payload is not None:
        size += f" ({frame.wire_length} on the wire)"
    yield f"{_ARROWS[frame.direction]} {_name(entry, frame)}, {size}"
    if frame.violation:
        yield f"! {visible(frame.violation)}"
    if frame.omitted:
        why = "not kept" if frame.direction is Direction.RECEIVED else "never sent"
        yield f"! {_bytes(frame.omitted)} of {frame.declared_length} {why}"
    if is_text and frame.payload:
        context = Context(Opcode.TEXT, frame.direction)
        yield decode(frame.payload, context, "Text", len(frame.payload), math.inf).text
    elif frame.payload and frame.opcode != Opcode.CLOSE:
        yield from _hexdump(frame.payload)


def _name(entry: Entry, frame: Frame) -> str:
    """`text`, `close 1000 Normal Closure "bye"`, `continuation of #5, last fragment`, ..."""
    name = frame.type
    if frame.opcode == Opcode.CLOSE:
        code, reason = parse_close(frame.payload)
        said = f" “{visible(reason)}”" if reason else ""
        return f"{name} {code} {close_code(code).name}{said}"
    if name == "reserved":
        name += f" opcode {frame.opcode}"
    if entry.message != entry.seq:
        return f"{name} of #{entry.message}, {'last' if frame.fin else 'a'} fragment"
    return name if frame.fin else f"{name}, first fragment"


def _hexdump(data: bytes) -> Iterator[str]:
    if data:
        yield hexdump(data, HEXDUMP_LIMIT).text
    if len(data) > HEXDUMP_LIMIT:
        yield f"... and {_bytes(len(data) - HEXDUMP_LIMIT)} more"


def _http(raw: bytes) -> str:
    return _readable(raw.replace(b"\r\n", b"\n")).rstrip("\n")


def _readable(data: bytes) -> str:
    return visible(data.decode("utf-8", "surrogateescape"))


def _bytes(count: int) -> str:
    return "1 byte" if count == 1 else f"{count} bytes"


TEXT = Format("text", "Readable text", ".txt", write)
