"""Logs and expressions that hypothesis makes up, and what must match: the slow and obvious way."""

from collections.abc import Callable, Sequence

import regex
from hypothesis import strategies as st

from inspector.events import (
    Direction,
    Event,
    Frame,
    HttpRequest,
    HttpResponse,
    Opcode,
    Phase,
    Problem,
    ReadyState,
    StateChange,
    StreamEvent,
    close_code,
    parse_close,
)
from inspector.events.run import FrameRun
from inspector.filtering import AllOf, Everything, Keyed, Not, OneOf, Term
from inspector.filtering.pattern import Pattern
from inspector.filtering.text import Text
from inspector.payloads import Context, decode
from inspector.recording import Entry
from tests.support.wire_bytes import header

S = 1_000_000_000
START = 1_800_000_000 * S

# Letters that begin a header too (d is 100), some beyond ASCII, and bytes that are no text.
_ascii = [b"tick", b"Tick", b"price", b"d", b"dd", b"\n", b" ", b"7", b"42", b"\x1e", b"d" * 100]
_other = [b"\xc3\xa9", b"\xe9", b"\x81", b"\xff", "Größe".encode(), "GRÖSSE".encode()]
_payloads = st.lists(st.sampled_from(_ascii + _other), max_size=4).map(b"".join)
_ascii_payloads = st.lists(st.sampled_from(_ascii), max_size=3).map(b"".join)
_times = st.integers(0, 20).map(lambda tenths: START + tenths * S // 10)
_directions = st.sampled_from(Direction)


@st.composite
def frame_runs(draw: st.DrawFn) -> FrameRun:
    """Frames alike: more or fewer with what is looked for, ASCII only or not, compressed or not."""
    opcode = draw(st.sampled_from([Opcode.TEXT, Opcode.BINARY, Opcode.PING]))
    some = st.lists(
        draw(st.sampled_from([_payloads, _ascii_payloads, _ascii_payloads])), min_size=1
    )
    payloads = draw(some) * draw(st.sampled_from([1, 1, 1, 50]))
    payloads = [payload[:125] for payload in payloads]
    decoded = None
    first = 0x80 | opcode
    if opcode == Opcode.TEXT and draw(st.booleans()):
        first, decoded = first | 0x40, tuple(payloads)
        payloads = [b"\xca\x81" for _ in payloads]
    wire = b"".join(header(first, len(payload)) + payload for payload in payloads)
    return FrameRun(draw(_times), draw(_directions), len(payloads), wire, decoded)


@st.composite
def _frames(draw: st.DrawFn) -> Frame:
    first = draw(
        st.sampled_from([0x01, 0x00, 0x00, 0x80, 0x81, 0x82, 0x88, 0x8A, 0x91, 0x0F, 0x41])
    )
    payload = draw(_payloads | st.just(b"\x03\xe8bye") | st.just(b"x" * 70_000))
    key = b"\x11\x22\x33\x44" if draw(st.booleans()) else b""
    violation = draw(st.sampled_from(["", "", "a rule is broken"]))
    start = header(first, len(payload), key)
    return Frame(draw(_times), draw(_directions), start, payload, None, violation)


_texts = st.sampled_from(["", "tick", "\udcff", "1006 Abnormal Closure", "Größe 42", "1000"])
_others = st.one_of(
    st.builds(StateChange, _times, st.sampled_from(ReadyState), _texts),
    st.builds(HttpRequest, _times, _texts, _payloads),
    st.builds(HttpResponse, _times, _payloads),
    st.builds(Problem, _times, st.just("protocol-error"), _texts, _texts),
    st.builds(Phase, _times, st.just("tls"), st.just(S), _texts, _texts, _payloads, _payloads),
    st.builds(StreamEvent, _times, st.just("h2.data"), _directions, st.just(0), _payloads, _texts),
)

logs = st.lists(
    st.tuples(
        st.integers(1, 2), st.lists(frame_runs() | _frames() | _frames() | _others, max_size=6)
    ),
    max_size=5,
)
"""What is appended: the connection's number and what happened."""


def _first(rows: Sequence[Event]) -> Frame | None:
    return rows[0] if isinstance(rows[0], Frame) else None


def _of(test: Callable[[Frame], object]) -> Callable[[Sequence[Event]], bool]:
    return lambda rows: (frame := _first(rows)) is not None and bool(test(frame))


def _is(*kinds: type) -> Callable[[Sequence[Event]], bool]:
    return lambda rows: isinstance(rows[0], kinds)


def _close_code(rows: Sequence[Event]) -> int | None:
    event = rows[0]
    if isinstance(event, Frame) and event.opcode == Opcode.CLOSE:
        return parse_close(event.payload)[0]
    if isinstance(event, StateChange) and event.ready_state == ReadyState.CLOSED:
        return int(event.detail[:4]) if event.detail[:4].isdecimal() else None
    return None


def _size(rows: Sequence[Event]) -> int:
    if isinstance(rows[0], Frame):
        return sum(len(event.payload) for event in rows if isinstance(event, Frame))
    if isinstance(rows[0], StreamEvent):
        return len(rows[0].payload)
    return len(rows[0].raw) if isinstance(rows[0], HttpRequest | HttpResponse) else -1


def _sent(rows: Sequence[Event]) -> bool:
    return _way(rows) == Direction.SENT


def _received(rows: Sequence[Event]) -> bool:
    return _way(rows) == Direction.RECEIVED


def _way(rows: Sequence[Event]) -> Direction | None:
    match rows[0]:
        case Frame(direction=direction) | StreamEvent(direction=direction):
            return direction
        case HttpRequest():
            return Direction.SENT
        case HttpResponse():
            return Direction.RECEIVED
    return None


def _since(rows: Sequence[Event], origin_ns: int) -> int:
    return rows[0].time_ns - origin_ns


def _shown(rows: Sequence[Event]) -> str:
    """A data message as its codec shows it, in lower case; empty for everything else."""
    frames = [event for event in rows if isinstance(event, Frame)]
    if not frames or frames[0].opcode > Opcode.BINARY:
        return ""
    payload = b"".join(frame.payload for frame in frames)
    return decode(payload, Context(frames[0].opcode, frames[0].direction)).text.casefold()


KEYED: dict[str, Callable[[Sequence[Event]], bool]] = {
    "type:text": _of(lambda frame: frame.opcode == Opcode.TEXT),
    "type:ping,binary": _of(lambda frame: frame.type in ("ping", "binary")),
    "type:control": _of(lambda frame: frame.type in ("ping", "pong", "close")),
    "type:data": _of(lambda frame: frame.type in ("text", "binary", "continuation")),
    "type:reserved": _of(lambda frame: frame.type == "reserved"),
    "type:continuation": _of(lambda frame: frame.type == "continuation"),
    "type:state": _is(StateChange),
    "type:handshake": _is(HttpRequest, HttpResponse),
    "type:request": _is(HttpRequest),
    "type:problem": _is(Problem),
    "type:phase": _is(Phase),
    "type:stream,state": _is(StreamEvent, StateChange),
    "type:open": lambda rows: isinstance(rows[0], StateChange) and rows[0].ready_state == 1,
    "dir:in": _received,
    "dir:up": _sent,
    "fin:1": _of(lambda frame: frame.fin),
    "fin:0": _of(lambda frame: not frame.fin),
    "rsv:>0": _of(lambda frame: frame.rsv > 0),
    "rsv:100": _of(lambda frame: frame.rsv == 4),
    "size:=0": lambda rows: _size(rows) == 0,
    "size:>50": lambda rows: _size(rows) > 50,
    "size:10..100": lambda rows: 10 <= _size(rows) <= 100,
    "size:>=64KiB": lambda rows: _size(rows) >= 65536,
    "code:1000": lambda rows: _close_code(rows) == 1000,
    "code:>1000": lambda rows: (_close_code(rows) or 0) > 1000,
    "is:problem": lambda rows: (
        isinstance(rows[0], Problem)
        or any(isinstance(event, Frame) and event.violation for event in rows)
    ),
    "is:fragmented": _of(lambda frame: not frame.fin and frame.opcode in range(1, 8)),
    "is:compressed": _of(lambda frame: frame.rsv & 4 and frame.opcode < 8),
    "is:masked": _of(lambda frame: frame.masked),
    "decoded:TICK": lambda rows: "tick" in _shown(rows),
    'decoded:"74 69 63 6b"': lambda rows: "74 69 63 6b" in _shown(rows),
    "time:>=2027-01-15": lambda rows: True,
    "time:<2027-01-14": lambda rows: False,
}
TEXTS = ("tick", "d", "dd", '"\n"', "größe", "É", '"tick7"', "abnormal", "bye", "7\x1e", "Closed")
PATTERNS = (
    *(r"/\d+/", "/d+/", r"/\bd/", r"/\Btick/i", "/^tick/", "/tick$/", "/^$/", "/e.p/s", "/k..?i/"),
    *("/[^t]i/", r"/\Wtick/", "/(t)i|é/", "/(?!d)e/", r"/^d.*7$/m", "/größe/i", r"/\xe9/", "/a*/"),
    *(r"/(.)\1/", "/(?<=d)d/", "/tick|price/i", "/d{2,}/", r"/\s/", "/.{130}/", "/p.*e/"),
)

_terms = st.sampled_from([*KEYED, *TEXTS, *PATTERNS])
expressions = st.recursive(
    _terms | _terms.map("-{}".format),
    lambda inner: (
        st.lists(inner, min_size=2, max_size=3).map(" ".join)
        | st.lists(inner, min_size=2, max_size=3).map(" | ".join)
        | inner.map("-({})".format)
        | inner.map("({})".format)
    ),
    max_leaves=4,
)


def rows_of(entries: Sequence[Entry]) -> list[list[Event]]:
    """The rows of the log: of a message, its frames."""
    rows: dict[int, list[Event]] = {}
    for entry in entries:
        rows.setdefault(entry.message, []).append(entry.event)
    return list(rows.values())


def matching(term: Term, rows: Sequence[Sequence[Event]]) -> list[int]:
    """The rows that must match."""
    return [number for number, row in enumerate(rows) if _matches(term, row)]


def _matches(term: Term, row: Sequence[Event]) -> bool:
    match term:
        case Everything():
            return True
        case Not(inner):
            return not _matches(inner, row)
        case AllOf(terms):
            return all(_matches(inner, row) for inner in terms)
        case OneOf(terms):
            return any(_matches(inner, row) for inner in terms)
        case Keyed():
            return KEYED[str(term)](row)
        case Text(text):
            if text.isascii():
                return text.lower().encode() in _text(row).lower()
            return text.casefold() in _text(row).decode(errors="replace").casefold()
        case Pattern(source, flags):
            options = sum({"i": regex.I, "m": regex.M, "s": regex.S}[flag] for flag in flags)
            return regex.search(source, _read(_text(row)), options) is not None
    raise AssertionError(term)


def _read(text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("latin-1")


def _text(row: Sequence[Event]) -> bytes:
    match row[0]:
        case StateChange(_, state, detail):
            return f"{ReadyState(state).name} {detail}".encode(errors="backslashreplace")
        case HttpRequest(_, url, raw):
            return f"{url}\n".encode(errors="backslashreplace") + raw
        case HttpResponse(_, raw):
            return raw
        case Problem(_, code, message, detail):
            return f"{code} {message} {detail}".encode(errors="backslashreplace")
        case Phase(_, name, _, detail, error, sent, received):
            said = f"{name} {detail} {error}".encode(errors="backslashreplace")
            return said + b"\n" + sent + b"\n" + received
        case StreamEvent(_, name, _, _, payload, detail):
            return f"{name} {detail}\n".encode(errors="backslashreplace") + payload
    payload = b"".join(event.payload for event in row if isinstance(event, Frame))
    if isinstance(row[0], Frame) and row[0].opcode == Opcode.CLOSE:
        code, reason = parse_close(payload)
        return f"{code} {close_code(code).name} {reason}".encode()
    return payload
