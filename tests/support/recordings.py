"""Events that hypothesis makes up, and what a recording must say of them."""

from collections.abc import Sequence

from hypothesis import strategies as st

from inspector.events import (
    Direction,
    Frame,
    FrameRun,
    HttpRequest,
    HttpResponse,
    Phase,
    Problem,
    ReadyState,
    StateChange,
    StreamEvent,
)
from inspector.events.frame import header_size
from inspector.recording import PREVIEW, Entry, Row, Totals
from tests.support.entries import is_data
from tests.support.wire_bytes import header

_times = st.integers(0, 2**62)
_words = st.text(max_size=8)
_raw = st.binary(max_size=400)
_payloads = st.one_of(st.binary(max_size=8), st.integers(100, 300).map(bytes))

# Every first byte, with those that make messages and fragments often.
_headers = st.builds(
    lambda first, rest: (bytes([first]) + rest)[: header_size(bytes([first]) + rest)],
    st.sampled_from([0x01, 0x00, 0x00, 0x80, 0x81, 0x89]) | st.integers(0, 255),
    st.binary(max_size=13),
)


@st.composite
def _frame(draw: st.DrawFn) -> Frame:
    """Of any kind; one whose header was cut off has no payload."""
    time_ns, direction, header = draw(_times), draw(st.sampled_from(Direction)), draw(_headers)
    if len(header) < header_size(header):
        return Frame(time_ns, direction, header, b"", None, draw(_words))
    payloads = draw(_payloads), draw(st.none() | _payloads)
    return Frame(time_ns, direction, header, *payloads, draw(_words))


_frames = _frame()

events = _frames | st.one_of(
    st.builds(StateChange, _times, st.sampled_from(ReadyState), _words),
    st.builds(HttpRequest, _times, _words, _raw),
    st.builds(HttpResponse, _times, _raw),
    st.builds(Problem, _times, _words, _words, _words),
    st.builds(Phase, _times, _words, st.integers(0, 2**62), _words, _words, _raw, _raw),
    st.builds(
        StreamEvent, _times, _words, st.sampled_from(Direction), st.integers(0, 1), _raw, _words
    ),
)


@st.composite
def _frame_run(draw: st.DrawFn) -> FrameRun:
    """Frames alike, as they are read; of a first byte that may come again and again."""
    first = draw(st.sampled_from([0x81, 0x82, 0xC1, 0x89, 0x00, 0x01, 0x80]))
    payloads = draw(st.lists(_payloads, min_size=1, max_size=8))
    wire = b"".join(header(first, len(payload)) + payload for payload in payloads)
    decoded = tuple(draw(_payloads) for _ in payloads) if draw(st.booleans()) else None
    return FrameRun(draw(_times), Direction.RECEIVED, len(payloads), wire, decoded)


_happenings = st.lists(events | _frame_run(), max_size=12)
batches = st.lists(st.tuples(st.integers(1, 3), _happenings), max_size=12)
"""What `Recording.append` is called with: the connection's number and what happened."""


def rows_of(entries: Sequence[Entry]) -> list[Row]:
    """What the rows of the log must be."""
    frames: dict[int, list[Frame]] = {}
    for entry in entries:
        if isinstance(entry.event, Frame):
            frames.setdefault(entry.message, []).append(entry.event)
    rows = []
    for seq, connection, message, event in entries:
        if message != seq:
            continue
        if isinstance(event, Frame):
            parts = frames[seq]
            payload = b"".join(part.payload for part in parts)
            preview = b"".join(part.payload for part in parts[:65])[:PREVIEW]
            shown = event._replace(payload=preview, wire_payload=None)
            wire_length = sum(part.wire_length for part in parts)
            rows.append(Row(seq, connection, shown, len(payload), wire_length, len(parts)))
        elif isinstance(event, HttpRequest | HttpResponse):
            size = len(event.raw)
            rows.append(
                Row(seq, connection, event._replace(raw=event.raw[:PREVIEW]), size, size, 1)
            )
        elif isinstance(event, StreamEvent):
            size = len(event.payload)
            shown_event = event._replace(payload=event.payload[:PREVIEW])
            rows.append(Row(seq, connection, shown_event, size, size, 1))
        elif isinstance(event, Phase):
            sent, received = event.sent[:PREVIEW], event.received[:PREVIEW]
            shown_phase = event._replace(sent=sent, received=received)
            rows.append(Row(seq, connection, shown_phase, 0, 0, 1))
        else:
            rows.append(Row(seq, connection, event, 0, 0, 1))
    return rows


def totals_of(entries: Sequence[Entry]) -> Totals:
    """What the totals must be."""
    by_seq = {entry.seq: entry.event for entry in entries}
    frames: dict[Direction, list[Frame]] = {Direction.SENT: [], Direction.RECEIVED: []}
    messages = dict.fromkeys(Direction, 0)
    for entry in entries:
        if isinstance(entry.event, Frame):
            frames[entry.event.direction].append(entry.event)
            first = by_seq[entry.message]
            data = isinstance(first, Frame) and first.opcode != 0 and is_data(first)
            messages[entry.event.direction] += data and entry.event.fin
    size = {d: sum(len(f.header) + f.wire_length for f in frames[d]) for d in Direction}
    sent, received = Direction.SENT, Direction.RECEIVED
    return Totals(
        frames_sent=len(frames[sent]),
        frames_received=len(frames[received]),
        messages_sent=messages[sent],
        messages_received=messages[received],
        bytes_sent=size[sent],
        bytes_received=size[received],
        problems=sum(isinstance(entry.event, Problem) for entry in entries),
    )
