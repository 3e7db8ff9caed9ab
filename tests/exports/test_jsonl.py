"""JSON Lines: given these events, these lines."""

import base64
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from inspector.events import Opcode, Problem, ReadyState, StateChange
from inspector.exports.jsonl import write
from inspector.recording import Note
from tests.support.entries import (
    PHASE,
    REFUSED,
    REQUEST,
    RESPONSE,
    STREAM,
    TIME_NS,
    entries,
    frame,
)

FRAME_FIELDS = {
    *("seq", "connection", "time", "kind", "direction", "opcode", "type", "fin", "rsv"),
    *("masking_key", "header", "wire_length", "length", "message"),
}


def lines_of(*events, connection=1):
    out = io.BytesIO()
    write(entries(*events, connection=connection), out)
    return out.getvalue().decode().splitlines()


def objects_of(*events, connection=1):
    return [json.loads(line) for line in lines_of(*events, connection=connection)]


def test_a_state_change():
    assert objects_of(StateChange(TIME_NS, ReadyState.OPEN, "101, chat"), connection=2) == [
        {
            "seq": 1,
            "connection": 2,
            "time": "2026-01-02T03:04:05.123456Z",
            "kind": "state",
            "ready_state": 1,
            "name": "OPEN",
        }
    ]


def test_a_handshake():
    request, response = objects_of(REQUEST, RESPONSE)
    assert request == {
        "seq": 1,
        "connection": 1,
        "time": "2026-01-02T03:04:05.123456Z",
        "kind": "request",
        "url": "ws://example.org/chat",
        "headers": [
            ["Host", "example.org"],
            ["Upgrade", "websocket"],
            ["X-Twice", "1"],
            ["x-twice", "2"],
        ],
        "raw": base64.b64encode(REQUEST.raw).decode(),
    }
    assert response == {
        "seq": 2,
        "connection": 1,
        "time": "2026-01-02T03:04:05.123456Z",
        "kind": "response",
        "status": 101,
        "headers": [["Upgrade", "websocket"]],
        "raw": base64.b64encode(RESPONSE.raw).decode(),
    }


def test_a_problem():
    assert objects_of(Problem(TIME_NS, "refused", "Nobody listens.", "errno 111")) == [
        {
            "seq": 1,
            "connection": 1,
            "time": "2026-01-02T03:04:05.123456Z",
            "kind": "problem",
            "code": "refused",
            "message": "Nobody listens.",
            "detail": "errno 111",
        }
    ]


def test_phases_have_what_they_exchanged_where_there_was_something():
    common = {"connection": 1, "time": "2026-01-02T03:04:05.123456Z", "kind": "phase"}
    resolved, refused = objects_of(PHASE, REFUSED)
    assert resolved == common | {
        "seq": 1,
        "name": "resolve",
        "start": "2026-01-02T03:04:05.123456Z",
        "duration_ms": 1.234,
        "detail": "example.org: 192.0.2.1",
    }
    assert refused == common | {
        "seq": 2,
        "name": "proxy",
        "start": "2026-01-02T03:04:05.123456Z",
        "duration_ms": 3.0,
        "detail": "192.0.2.9:3128",
        "error": "The proxy refused with 403.",
        "sent": base64.b64encode(REFUSED.sent).decode(),
        "received": base64.b64encode(REFUSED.received).decode(),
    }


def test_a_stream_event():
    assert objects_of(STREAM) == [
        {
            "seq": 1,
            "connection": 1,
            "time": "2026-01-02T03:04:05.123456Z",
            "kind": "stream",
            "name": "h2.data",
            "direction": "received",
            "leg": 1,
            "length": 2,
            "base64": "AAE=",
            "detail": "stream 1",
        }
    ]


def test_notes_stand_behind_the_events_that_they_are_on():
    notes = {1: Note("red", comment="a\u2028b"), 3: Note(bookmark=True)}
    out = io.BytesIO()
    write(entries(frame(9), frame(9), frame(9), connection=2), out, notes.get)
    lines = [json.loads(line) for line in out.getvalue().decode().splitlines()]
    assert [(line["seq"], line["kind"]) for line in lines] == [
        (1, "frame"),
        (1, "note"),
        (2, "frame"),
        (3, "frame"),
        (3, "note"),
    ]
    assert lines[1] == {
        "seq": 1,
        "connection": 2,
        "time": "2026-01-02T03:04:05.123456Z",
        "kind": "note",
        "colour": "red",
        "bookmark": False,
        "comment": "a\u2028b",
    }
    assert (lines[4]["colour"], lines[4]["bookmark"], lines[4]["comment"]) == ("", True, "")


def test_a_sent_compressed_text_frame():
    wire = b"\x4a\xcb\xcf\x07\x00"
    assert objects_of(frame(1, b"foo", rsv=4, sent=True, wire_payload=wire)) == [
        {
            "seq": 1,
            "connection": 1,
            "time": "2026-01-02T03:04:05.123456Z",
            "kind": "frame",
            "direction": "sent",
            "opcode": 1,
            "type": "text",
            "fin": True,
            "rsv": 4,
            "masking_key": "11223344",
            "header": "c18511223344",
            "wire_length": 5,
            "length": 3,
            "text": "foo",
            "message": 1,
        }
    ]


def test_fields_are_those_of_the_design_and_no_others():
    received = objects_of(
        frame(1, b"t"),
        frame(2, b"b", sent=True),
        frame(8, b"\x03\xe8bye"),
        frame(9, b"p"),
        frame(10, b"p"),
        frame(3, b"?", violation="opcode 3 is reserved"),
    )
    text, *others = [set(fields) - FRAME_FIELDS for fields in received]
    assert text == {"text"}
    assert others == [
        {"base64"},
        {"base64", "close_code", "close_reason"},
        {"base64"},
        {"base64"},
        {"base64"},
    ]
    assert all(set(fields) >= FRAME_FIELDS for fields in received)
    types = [fields["type"] for fields in received]
    assert types == ["text", "binary", "close", "ping", "pong", "reserved"]
    assert [fields["masking_key"] for fields in received] == [None, "11223344", *[None] * 4]


def test_a_fragmented_text_message_with_a_ping_and_the_other_direction_between():
    first, sent, ping, split, last, after = objects_of(
        frame(1, b"caf", fin=False),
        frame(2, b"x", fin=False, sent=True),
        frame(9, b"text"),
        frame(0, b"\xc3", fin=False),
        frame(0, b"abc"),
        frame(0, b"own", sent=True),
    )
    assert (first["text"], first["message"], first["fin"]) == ("caf", 1, False)
    assert (sent["base64"], sent["message"]) == ("eA==", 2)
    assert (ping["base64"], ping["message"]) == ("dGV4dA==", 3)
    assert (split["base64"], split["message"]) == ("ww==", 1)
    assert (last["text"], last["type"], last["message"]) == ("abc", "continuation", 1)
    assert (after["base64"], after["message"]) == ("b3du", 2)


def test_a_whole_message_inside_a_text_message_leaves_that_one_text():
    """Against section 5.4, and recorded as it came."""
    first, inner, last = objects_of(frame(1, b"a", fin=False), frame(2, b"b"), frame(0, b"c"))
    assert (first["text"], first["message"]) == ("a", 1)
    assert (inner["base64"], inner["message"]) == ("Yg==", 2)
    assert (last["text"], last["message"]) == ("c", 1)


def test_a_continuation_of_nothing_is_no_text():
    whole, lost = objects_of(frame(1, b"whole"), frame(0, b"lost"))
    assert (whole["text"], lost["base64"], lost["message"]) == ("whole", "bG9zdA==", 2)


def test_an_empty_text_message_is_text():
    assert objects_of(frame(1, b""))[0]["text"] == ""


def test_close_frames():
    empty, full, odd = objects_of(frame(8), frame(8, b"\x0f\xa1f\xc3\xbcr"), frame(8, b"\x03\xed"))
    assert (empty["close_code"], empty["close_reason"], empty["base64"]) == (1005, "", "")
    assert (full["close_code"], full["close_reason"]) == (4001, "für")
    assert (odd["close_code"], odd["base64"]) == (1005, "A+0="), "a 1005 that really came"


def test_a_frame_cut_off_in_its_header():
    cut = objects_of(frame(1)._replace(header=b"\x81"))[0]
    assert (cut["header"], cut["masking_key"], cut["length"]) == ("81", None, 0)


def test_a_line_stays_a_line_and_a_terminal_is_not_told_what_to_do():
    text = "a\nb\r\u2028\u2029\x85\x9b2J\x7f\u202e\x1b[31m 日本 👋"
    (line,) = lines_of(frame(1, text.encode()))
    assert json.loads(line)["text"] == text
    assert "日本 👋" in line
    assert line.isprintable()


@given(
    st.lists(
        st.tuples(
            st.sampled_from([0, 1, 2, 8, 9, 10]),
            st.binary(max_size=20),
            st.booleans(),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_every_payload_survives(frames):
    events = [frame(op, payload, fin=fin, sent=sent) for op, payload, fin, sent in frames]
    for event, fields in zip(events, objects_of(*events), strict=True):
        encoded = fields.get("base64")
        payload = fields["text"].encode() if encoded is None else base64.b64decode(encoded)
        assert payload == event.payload
        assert bytes.fromhex(fields["header"]) == event.header
        assert encoded is not None or fields["opcode"] in (Opcode.TEXT, Opcode.CONTINUATION)
