"""What a line of the log says, for every kind of event."""

import pytest

from inspector.events import Direction, Frame, ReadyState
from inspector.recording import Entry, Row
from inspector.ui.log.line import Line, Tone, frame_line, row_line, since
from tests.support.entries import PHASE, REFUSED, STREAM
from tests.support.log_story import RECEIVED, SENT, START_NS, frame, story


def line_of(event, **changes) -> Line:
    length = len(getattr(event, "payload", getattr(event, "raw", b"")))
    row = Row(7, 1, event, length, length, 1)._replace(**changes)
    return row_line(row, START_NS)


def test_a_text_message_shows_its_sizes_and_payload():
    line = line_of(frame(2, SENT, 0xC1, b'{"a": 1}' * 20), length=1204, wire_length=310)
    assert line.tone == Tone.DATA
    assert (line.number, line.delta, line.type) == ("7", "+2.0 ms", "Text")
    assert line.size == "1,204 (310)"
    assert line.direction == Direction.SENT
    assert line.text.startswith('{"a": 1}')
    assert line.text.endswith("…")
    assert line.is_frame


def test_local_time_has_milliseconds():
    assert line_of(frame(0, SENT, 0x81)).time.endswith(".103")


@pytest.mark.parametrize(
    ("first_byte", "kind", "tone"),
    [
        (0x81, "Text", Tone.DATA),
        (0x82, "Binary", Tone.DATA),
        (0x80, "Continuation", Tone.DATA),
        (0x83, "Reserved", Tone.DATA),
        (0x88, "Close", Tone.QUIET),
        (0x89, "Ping", Tone.QUIET),
        (0x8A, "Pong", Tone.QUIET),
        (0x8F, "Reserved", Tone.QUIET),
    ],
)
def test_control_frames_are_quieter(first_byte, kind, tone):
    line = line_of(frame(0, RECEIVED, first_byte, b"\x03\xe8"))
    assert (line.type, line.tone) == (kind, tone)


def test_close_shows_code_name_and_reason():
    line = line_of(frame(0, RECEIVED, 0x88, b"\x03\xe9moved\nback\xe2\x80\xae"))
    assert line.text == "1001 Going Away · moved↵back⟨U+202E⟩"
    assert line_of(frame(0, RECEIVED, 0x88)).text == "1005 No Status Received"


def test_a_phase_says_how_long_it_took_and_why_it_failed():
    line = line_of(PHASE._replace(detail="example.org:\u202e 192.0.2.1"))
    assert (line.type, line.tone, line.is_frame) == ("Phase", Tone.QUIET, False)
    assert line.text == "resolve · 1.2 ms · example.org:⟨U+202E⟩ 192.0.2.1"
    failed = line_of(REFUSED)
    assert failed.tone == Tone.WARNING
    assert failed.text == "proxy · 3.0 ms · 192.0.2.9:3128 · The proxy refused with 403."


def test_a_stream_event_has_a_direction_and_a_size():
    line = line_of(STREAM)
    assert (line.type, line.direction, line.size) == ("Stream", Direction.RECEIVED, "2")
    assert line.text == "h2.data · stream 1"
    assert line_of(STREAM._replace(direction=SENT)).direction == SENT


def test_a_violation_is_said():
    line = line_of(frame(0, RECEIVED, 0x83, b"\x01", violation="opcode 3 is reserved"))
    assert line.warning == "opcode 3 is reserved"
    assert "opcode 3 is reserved · 01" in line.cells()[-1]


def test_states_handshake_and_problems():
    lines = [line_of(event) for event in story() if not isinstance(event, Frame)]
    said = [(line.type, line.tone, line.direction, line.state) for line in lines]
    assert said[:4] == [
        ("CONNECTING", Tone.STATE, None, ReadyState.CONNECTING),
        ("Request", Tone.QUIET, Direction.SENT, None),
        ("Response", Tone.QUIET, Direction.RECEIVED, None),
        ("OPEN", Tone.STATE, None, ReadyState.OPEN),
    ]
    assert said[-3:-1] == [
        ("Response", Tone.WARNING, Direction.RECEIVED, None),
        ("Problem", Tone.PROBLEM, None, None),
    ]
    assert lines[1].text == "GET /chatty HTTP/1.1"
    assert lines[2].text == "HTTP/1.1 101 Switching Protocols"
    assert lines[-2].text.startswith("The server refused with 403")
    assert not any(line.is_frame for line in lines)


def test_no_text_has_anything_hidden_or_a_second_line():
    nasty = "a\r\nb\tc\u202ed\x00e\u2028f"
    for event in (
        frame(0, RECEIVED, 0x81, nasty.encode()),
        story()[0]._replace(detail=nasty),
        story()[-2]._replace(message=nasty),
        story()[2]._replace(raw=b"HTTP/1.1 101 \x1b[31m\r\n\r\n"),
        frame(0, RECEIVED, 0x81, violation=nasty),
    ):
        cells = line_of(event).cells()
        assert all(cell.isprintable() for cell in cells), cells


def test_a_frame_of_a_message_shows_its_bits():
    entry = Entry(11, 1, 8, frame(9, RECEIVED, 0x40, "\u00e9".encode()[:1]))
    line = frame_line(entry, True, START_NS)
    assert line.bits == "FIN 0  RSV 100  opcode 0"
    assert (line.seq, line.type, line.size, line.delta) == (11, "Continuation", "1", "+9.0 ms")
    assert line.is_part


@pytest.mark.parametrize(
    ("gap_ns", "text"),
    [
        (0, "+0 µs"),
        (999_999, "+999 µs"),
        (2_140_000, "+2.1 ms"),
        (896_400_000, "+896 ms"),
        (1_234_567_890, "+1.234 s"),
        (196_000_000_000, "+3m 16s"),
        (8_999_000_000_000, "+2h 29m"),
        (-5_000_000, "-5.0 ms"),
    ],
)
def test_the_time_since_the_row_before(gap_ns, text):
    assert since(START_NS + gap_ns, START_NS) == text
    assert since(START_NS, None) == ""
