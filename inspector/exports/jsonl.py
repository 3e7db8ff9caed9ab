"""JSON Lines: one object a line for each event, for programs.

Every object has `seq`, `connection` (1, then 2 after a reconnect), `time` and `kind`, then:

- state: `ready_state`, `name`
- request, response: `url` or `status`, `headers` in wire order and case, `raw` (base64)
- frame: `direction`, `opcode`, `type`, `fin`, `rsv` (RSV1 is 4), `masking_key` and `header` (hex),
  `wire_length` and `length` (on the wire, decoded), `text` for UTF-8 of a text message or else
  `base64`, `close_code` and `close_reason` of Close frames, `message`: the `seq` of the message's
  first frame
- problem: `code`, `message`, `detail`
- phase (of dialling): `name`, `start`, `duration_ms`, `detail`; where there are any `error`, and
  `sent` and `received` (base64)
- stream (what is not a WebSocket frame): `name`, `direction`, `leg`, `length`, `base64`, `detail`
- note (added by a person or a rule, behind the event that it is on, whose `seq`, `connection` and
  `time` it has): `colour` or "", `bookmark`, `comment` or ""
"""

import base64
import json
import re
from collections.abc import Iterable
from typing import BinaryIO

from inspector.events import (
    Frame,
    HttpRequest,
    HttpResponse,
    Opcode,
    Phase,
    Problem,
    StateChange,
    StreamEvent,
    parse_close,
)
from inspector.exports.format import Format, NoteOf, TextFrames, no_note, rfc3339
from inspector.recording import Entry

Json = dict[str, object]

_encode = json.JSONEncoder(ensure_ascii=False).encode
# JSON leaves these as they are, but some programs end a line at them, and terminals obey them:
# DEL, the C1 controls, the separators, and the characters that turn the direction of text.
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def write(entries: Iterable[Entry], out: BinaryIO, note_of: NoteOf = no_note) -> None:
    text_frames = TextFrames()
    for entry in entries:
        _write_line(_fields(entry, text_frames), out)
        if note := note_of(entry.seq):
            _write_line(_common(entry) | {"kind": "note"} | note._asdict(), out)


def _write_line(fields: Json, out: BinaryIO) -> None:
    line = _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", _encode(fields))
    out.write(line.encode() + b"\n")


def _common(entry: Entry) -> Json:
    return {
        "seq": entry.seq,
        "connection": entry.connection,
        "time": rfc3339(entry.event.time_ns),
    }


def _fields(entry: Entry, text_frames: TextFrames) -> Json:
    event, common = entry.event, _common(entry)
    match event:
        case Frame():
            return common | _frame(entry, event, text_frames)
        case StateChange():
            state = event.ready_state
            return common | {"kind": "state", "ready_state": int(state), "name": state.name}
        case HttpRequest():
            return common | {"kind": "request", "url": event.url} | _head(event)
        case HttpResponse():
            return common | {"kind": "response", "status": event.status} | _head(event)
        case Problem():
            problem = {"code": event.code, "message": event.message, "detail": event.detail}
            return common | {"kind": "problem"} | problem
        case Phase():
            return common | _phase(event)
        case StreamEvent():
            return common | _stream(event)


def _head(event: HttpRequest | HttpResponse) -> Json:
    return {"headers": event.headers, "raw": _base64(event.raw)}


def _phase(phase: Phase) -> Json:
    fields: Json = {
        "kind": "phase",
        "name": phase.name,
        "start": rfc3339(phase.time_ns),
        "duration_ms": phase.duration_ns / 1e6,
        "detail": phase.detail,
    }
    if phase.error:
        fields["error"] = phase.error
    if phase.sent:
        fields["sent"] = _base64(phase.sent)
    if phase.received:
        fields["received"] = _base64(phase.received)
    return fields


def _stream(event: StreamEvent) -> Json:
    return {
        "kind": "stream",
        "name": event.name,
        "direction": event.direction.name.lower(),
        "leg": event.leg,
        "length": len(event.payload),
        "base64": _base64(event.payload),
        "detail": event.detail,
    }


def _frame(entry: Entry, frame: Frame, text_frames: TextFrames) -> Json:
    key = frame.masking_key
    fields: Json = {
        "kind": "frame",
        "direction": frame.direction.name.lower(),
        "opcode": frame.opcode,
        "type": frame.type,
        "fin": frame.fin,
        "rsv": frame.rsv,
        "masking_key": None if key is None else key.hex(),
        "header": frame.header.hex(),
        "wire_length": frame.wire_length,
        "length": len(frame.payload),
    }
    text = _utf8(frame.payload) if text_frames.holds(entry, frame) else None
    if text is None:
        fields["base64"] = _base64(frame.payload)
    else:
        fields["text"] = text
    if frame.opcode == Opcode.CLOSE:
        fields["close_code"], fields["close_reason"] = parse_close(frame.payload)
    fields["message"] = entry.message
    return fields


def _utf8(payload: bytes) -> str | None:
    """`payload` as text; None where it is not UTF-8, as when a fragment ends in a character."""
    try:
        return payload.decode()
    except UnicodeDecodeError:
        return None


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


JSON_LINES = Format("jsonl", "JSON Lines", ".jsonl", write)
