"""What one line of the log says, as words: made for the few lines that are on the screen."""

import enum
from typing import NamedTuple

from inspector import payloads
from inspector.events import (
    Direction,
    Frame,
    HttpRequest,
    Opcode,
    Phase,
    Problem,
    ReadyState,
    StateChange,
    StreamEvent,
    close_code,
    parse_close,
)
from inspector.events.moment import local
from inspector.recording import Entry, Row

_LONGEST = 400
"""Characters of what is said of an event that is no frame."""

BUSY = "The recording is being written, which takes long. Try again"


class Tone(enum.Enum):
    """How loudly a line speaks."""

    DATA = enum.auto()
    QUIET = enum.auto()
    STATE = enum.auto()
    WARNING = enum.auto()
    PROBLEM = enum.auto()


class Line(NamedTuple):
    """One line of the log. All texts are plain, with everything invisible made visible."""

    tone: Tone
    seq: int
    number: str = ""
    time: str = ""
    delta: str = ""
    type: str = ""
    size: str = ""
    text: str = ""
    """The preview: what a person reads first."""
    warning: str = ""
    """The rule that the frame breaks; empty for a lawful one."""
    bits: str = ""
    """FIN, RSV and opcode: of a message's frame only."""
    direction: Direction | None = None
    state: ReadyState | None = None
    frames: int = 1
    is_frame: bool = False
    """Whether it is a frame or a message of frames: no state, phase, handshake or problem."""
    is_part: bool = False
    """Whether it is a frame inside its opened message."""

    def cells(self) -> tuple[str, ...]:
        """The line in the order of the columns, for the clipboard and for screen readers."""
        way = "" if self.direction is None else self.direction.name.lower()
        fragments = f"{self.frames:,} frames" if self.frames > 1 else ""
        said = " · ".join(filter(None, (self.warning, self.bits, self.text, fragments)))
        return self.number, self.time, self.delta, way, self.type, self.size, said


def row_line(row: Row, before_ns: int | None) -> Line:
    """The line of an event or a whole message; `before_ns` is the time of the row before."""
    event = row.event
    line = Line(
        Tone.STATE,
        row.seq,
        number=f"{row.seq:,}",
        time=clock(event.time_ns),
        delta=since(event.time_ns, before_ns),
    )
    if isinstance(event, Frame):
        text = _close_text(event) if event.opcode == Opcode.CLOSE else _preview(event, event.opcode)
        more = "…" if row.length > len(event.payload) and not text.endswith("…") else ""
        size = _size(row.length, row.wire_length)
        return _framed(line, event)._replace(size=size, text=text + more, frames=row.frames)
    if isinstance(event, StateChange):
        state = ReadyState(event.ready_state)
        return line._replace(type=state.name, text=one_line(event.detail), state=state)
    if isinstance(event, Problem):
        return line._replace(tone=Tone.PROBLEM, type="Problem", text=one_line(event.message))
    if isinstance(event, Phase):
        took = since(event.duration_ns, 0).removeprefix("+")
        said = " · ".join(filter(None, (event.name, took, event.detail, event.error)))
        tone = Tone.WARNING if event.error else Tone.QUIET
        return line._replace(tone=tone, type="Phase", text=one_line(said))
    if isinstance(event, StreamEvent):
        said = " · ".join(filter(None, (event.name, event.detail)))
        size, way = f"{row.length:,}", event.direction
        return line._replace(type="Stream", size=size, direction=way, text=one_line(said))
    line = line._replace(
        tone=Tone.QUIET,
        size=f"{row.length:,}",
        text=one_line(event.raw.split(b"\r\n", 1)[0].decode("latin-1")),
    )
    if isinstance(event, HttpRequest):
        return line._replace(direction=Direction.SENT, type="Request")
    refused = event.status != 101
    tone = Tone.WARNING if refused else Tone.QUIET
    return line._replace(tone=tone, direction=Direction.RECEIVED, type="Response")


def frame_line(entry: Entry, is_text: bool, before_ns: int | None) -> Line:
    """The line of one frame of an opened message; `before_ns` is the time of the frame before."""
    frame = entry.event
    assert isinstance(frame, Frame)
    line = Line(
        Tone.DATA,
        entry.seq,
        number=f"{entry.seq:,}",
        time=clock(frame.time_ns),
        delta=since(frame.time_ns, before_ns),
        size=_size(len(frame.payload), frame.wire_length),
        text=_preview(frame, Opcode.TEXT if is_text else Opcode.BINARY),
        bits=f"FIN {frame.fin:d}  RSV {frame.rsv:03b}  opcode {frame.opcode:X}",
        is_part=True,
    )
    return _framed(line, frame)


def unreadable_line(reason: str) -> Line:
    """Stands where the recording could not be read."""
    return Line(Tone.PROBLEM, 0, type="Problem", text=one_line(reason))


def waiting_line() -> Line:
    """Stands where the recording cannot be read at the moment, for it is being written."""
    return Line(Tone.QUIET, 0, text="…")


def why_missing(line: Line) -> str:
    """Why `line`, whose seq is 0, stands in place of its row: a sentence."""
    return BUSY if line == waiting_line() else line.text


def _framed(line: Line, frame: Frame) -> Line:
    """`line` with what is in `frame`'s header, or against it."""
    return line._replace(
        tone=Tone.QUIET if Opcode.is_control(frame.opcode) else Tone.DATA,
        type=frame.type.capitalize(),
        direction=frame.direction,
        warning=one_line(frame.violation),
        is_frame=True,
    )


def _preview(frame: Frame, opcode: int) -> str:
    """The payload of a frame whose message has that opcode."""
    return payloads.line(frame.payload, payloads.Context(opcode, frame.direction))


def _close_text(frame: Frame) -> str:
    code, reason = parse_close(frame.payload)
    return " · ".join(filter(None, (f"{code} {close_code(code).name}", one_line(reason))))


def one_line(text: str) -> str:
    """What is said of an event that is no frame, on one line."""
    return payloads.one_line(text, _LONGEST)


def clock(time_ns: int) -> str:
    """Local time, `HH:MM:SS.mmm`."""
    return f"{local(time_ns // 1_000_000_000):%H:%M:%S}.{time_ns // 1_000_000 % 1000:03}"


def since(time_ns: int, before_ns: int | None) -> str:
    """The time between two rows, as short as it stays exact enough: `+2.1 ms`, `+1.234 s`."""
    if before_ns is None:
        return ""
    sign, gap = ("+", time_ns - before_ns) if time_ns >= before_ns else ("-", before_ns - time_ns)
    if gap < 1_000_000:
        return f"{sign}{gap // 1000} µs"
    if gap < 10_000_000:
        return f"{sign}{gap / 1e6:.1f} ms"
    if gap < 1_000_000_000:
        return f"{sign}{gap // 1_000_000} ms"
    seconds = gap // 1_000_000_000
    if seconds < 60:
        return f"{sign}{seconds}.{gap // 1_000_000 % 1000:03} s"
    minutes, seconds = divmod(seconds, 60)
    if minutes < 60:
        return f"{sign}{minutes}m {seconds:02}s"
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours:,}h {minutes:02}m"


def _size(length: int, wire_length: int) -> str:
    return f"{length:,}" if length == wire_length else f"{length:,} ({wire_length:,})"
