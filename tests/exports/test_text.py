"""The readable transcript: given these events, this text."""

import io

from inspector.events import Problem, ReadyState, StateChange
from inspector.exports.text import HEXDUMP_LIMIT, write
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


def transcript(*events):
    out = io.BytesIO()
    write(entries(*events), out)
    return out.getvalue().decode()


def test_a_whole_connection():
    assert transcript(
        StateChange(TIME_NS, ReadyState.CONNECTING, "ws://example.org/chat"),
        REQUEST,
        RESPONSE,
        StateChange(TIME_NS, ReadyState.OPEN, "101"),
        frame(1, b'{"hi":\n1}', sent=True),
        frame(1, b"caf\xc3", fin=False),
        frame(9, b"p"),
        frame(0, b"\xa9"),
        frame(2, b"ab", rsv=4, wire_payload=b"\x4a\x4c\x02\x00"),
        frame(8, b"\x03\xe8bye"),
        StateChange(TIME_NS, ReadyState.CLOSED, ""),
    ) == (
        "--- connection 1 ---\n"
        "2026-01-02T03:04:05.123456Z  #1  CONNECTING ws://example.org/chat\n"
        "2026-01-02T03:04:05.123456Z  #2  ↑ sent the request to ws://example.org/chat\n"
        "    GET /chat HTTP/1.1\n"
        "    Host: example.org\n"
        "    Upgrade: websocket\n"
        "    X-Twice: 1\n"
        "    x-twice: 2\n"
        "2026-01-02T03:04:05.123456Z  #3  ↓ received the response\n"
        "    HTTP/1.1 101 Switching Protocols\n"
        "    Upgrade: websocket\n"
        "2026-01-02T03:04:05.123456Z  #4  OPEN 101\n"
        "2026-01-02T03:04:05.123456Z  #5  ↑ sent text, 9 bytes\n"
        '    {"hi":\n'
        "    1}\n"
        "2026-01-02T03:04:05.123456Z  #6  ↓ received text, first fragment, 4 bytes\n"
        "    caf⟨0xC3⟩\n"
        "2026-01-02T03:04:05.123456Z  #7  ↓ received ping, 1 byte\n"
        "    00000000  70                                                p\n"
        "2026-01-02T03:04:05.123456Z  #8  ↓ received continuation of #6, last fragment, 1 byte\n"
        "    ⟨0xA9⟩\n"
        "2026-01-02T03:04:05.123456Z  #9  ↓ received binary, 2 bytes (4 on the wire)\n"
        "    00000000  61 62                                             ab\n"
        "2026-01-02T03:04:05.123456Z  #10  ↓ received close 1000 Normal Closure “bye”, 5 bytes\n"
        "2026-01-02T03:04:05.123456Z  #11  CLOSED\n"
    )


def test_problems_and_violations_are_marked():
    text = transcript(
        Problem(TIME_NS, "protocol-error", "The server broke the rules.", "opcode 3"),
        frame(3, b"", violation="opcode 3 is reserved (RFC 6455 section 5.2)"),
        frame(2, b"x" * 10)._replace(payload=b"xxx"),
    )
    assert "#1  ! problem protocol-error: The server broke the rules.\n    opcode 3\n" in text
    assert "received reserved opcode 3, 0 bytes\n    ! opcode 3 is reserved (RFC" in text
    assert "received binary, 3 bytes\n    ! 7 bytes of 10 not kept\n" in text


def test_phases_and_stream_events():
    assert transcript(PHASE, REFUSED, STREAM._replace(detail="\u202e")) == (
        "--- connection 1 ---\n"
        "2026-01-02T03:04:05.123456Z  #1  phase resolve, 1.234 ms: example.org: 192.0.2.1\n"
        "2026-01-02T03:04:05.123456Z  #2  phase proxy, 3.000 ms: 192.0.2.9:3128\n"
        "    ! The proxy refused with 403.\n"
        "    ↑ CONNECT example.org:443 HTTP/1.1\n"
        "    ↓ HTTP/1.1 403 Forbidden\n"
        "    ↓ \n"
        "    ↓ no\n"
        "2026-01-02T03:04:05.123456Z  #3  ↓ received h2.data, 2 bytes: ⟨U+202E⟩\n"
        "    00000000  00 01                                             ..\n"
    )


def test_notes_are_below_what_they_are_on():
    out = io.BytesIO()
    notes = {1: Note("red", True, "one\n\ntwo\u202e"), 2: Note("red")}
    write(entries(frame(1, b"hi"), frame(1, b"ho")), out, notes.get)
    assert out.getvalue().decode() == (
        "--- connection 1 ---\n"
        "2026-01-02T03:04:05.123456Z  #1  ↓ received text, 2 bytes\n"
        "    hi\n"
        "    * bookmark\n"
        "    * one\n"
        "    * \n"
        "    * two⟨U+202E⟩\n"
        "2026-01-02T03:04:05.123456Z  #2  ↓ received text, 2 bytes\n"
        "    ho\n"
    )


def test_a_long_binary_payload_is_cut_and_says_so():
    text = transcript(frame(2, bytes(HEXDUMP_LIMIT + 1)))
    assert text.count("\n    0000") == HEXDUMP_LIMIT // 16
    assert text.endswith("    ... and 1 byte more\n")


def test_a_peer_cannot_forge_lines_or_hide_text():
    text = transcript(frame(1, "a\n2026-01-02T03:04:05.123456Z  #9\u202e\x1b[2J\r\x0b".encode()))
    assert text.count("\n") == 4
    assert "    2026-01-02T03:04:05.123456Z  #9⟨U+202E⟩⟨ESC⟩[2J⟨CR⟩⟨VT⟩\n" in text


def test_each_connection_has_its_heading():
    out = io.BytesIO()
    closed = StateChange(TIME_NS, ReadyState.CLOSED, "")
    write([*entries(closed, closed), *entries(closed, connection=2, first=3)], out)
    assert [line for line in out.getvalue().decode().splitlines() if line.startswith("---")] == [
        "--- connection 1 ---",
        "--- connection 2 ---",
    ]
