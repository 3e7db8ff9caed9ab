"""Events in words: what the header line and the Message tab say of them. Knows no Qt."""

from inspector.events import (
    Direction,
    Event,
    Frame,
    HttpRequest,
    HttpResponse,
    Opcode,
    OtherEvent,
    Phase,
    Problem,
    StateChange,
    StreamEvent,
    close_code,
    parse_close,
)
from inspector.events.moment import local
from inspector.payloads import Decoded, Span, hexdump, visible
from inspector.ui.text import count

_NS = 1_000_000_000
_CRLF = r"\r\n"


def clock(time_ns: int) -> str:
    """The local time of day to the microsecond: `12:00:01.103224`."""
    seconds, rest = divmod(time_ns, _NS)
    return f"{local(seconds):%H:%M:%S}.{rest // 1000:06}"


def duration(span_ns: int) -> str:
    """`87 µs`, `2.1 ms`, `896 ms`, `3.25 s`, `2 min 5 s`, `3 h 20 min`."""
    sign, span = ("-", -span_ns) if span_ns < 0 else ("", span_ns)
    if span < 1_000_000:
        return f"{sign}{span // 1000} µs"
    if span < _NS:
        return f"{sign}{span / 1e6:.3g} ms"
    seconds = span // _NS
    if seconds < 60:
        return f"{sign}{span / _NS:.3g} s"
    if seconds < 3600:
        return f"{sign}{seconds // 60} min {seconds % 60} s"
    return f"{sign}{seconds // 3600} h {seconds % 3600 // 60} min"


def direction(frame: Frame) -> str:
    return "sent" if frame.direction == Direction.SENT else "received"


def kind(event: Event) -> str:
    """The event in a word or two: `Text message`, `Ping`, `Request`, `OPEN`, `Phase tls`."""
    match event:
        case Frame():
            return _frame_kind(event)
        case StateChange():
            return event.ready_state.name
        case HttpRequest():
            return "Request"
        case HttpResponse():
            return "Response"
        case Problem():
            return "Problem"
        case Phase(name=name):
            return f"Phase {visible(name)}"
        case StreamEvent(name=name):
            return f"Stream {visible(name)}"


def sizes(length: int, wire_length: int, frames: int) -> str:
    """`1,204 bytes, 310 on the wire (26 %), 3 frames`; the wire only where it differs."""
    parts = [count(length, "byte")]
    if wire_length != length:
        ratio = f" ({wire_length / length:.0%})" if length else ""
        parts.append(f"{wire_length:,} on the wire{ratio}")
    if frames > 1:
        parts.append(count(frames, "frame"))
    return ", ".join(parts)


def close_text(payload: bytes) -> Decoded:
    """A Close frame's payload in words (RFC 6455 sections 5.5.1 and 7.4)."""
    code, reason = parse_close(payload)
    entry = close_code(code)
    facts = [("Code", f"{code} {entry.name}"), ("Meaning", entry.meaning)]
    if payload and len(payload) < 2:
        facts.append(("Payload", f"{payload.hex()}, one byte: a code takes two (section 5.5.1)"))
    elif payload and not entry.sendable:
        facts.append(("Unlawful", "this code must not stand in a Close frame (section 7.4.1)"))
    facts.append(("Reason", reason or "(none)"))
    return fact_sheet(facts)


def event_text(event: OtherEvent) -> Decoded:
    """An event that is no frame, as the Message tab shows it."""
    match event:
        case StateChange(_, state, detail):
            return fact_sheet([("readyState", f"{state.name} ({state.value})"), ("Detail", detail)])
        case Problem(_, code, message, detail):
            return fact_sheet([("Problem", message), ("Evidence", detail), ("Code", code)])
        case HttpRequest() | HttpResponse():
            return http_text(event.raw)
        case Phase():
            return _phase_text(event)
        case StreamEvent(_, name, way, leg, payload, detail):
            facts = [("Name", name), ("Direction", way.name.lower()), ("Detail", detail)]
            if leg:
                facts.append(("Leg", "towards the server"))
            return joined(fact_sheet(facts), hexdump(payload))


def _phase_text(phase: Phase) -> Decoded:
    """What was done when, for how long, and the bytes that only this phase exchanged."""
    text = fact_sheet(
        [
            ("Phase", phase.name),
            ("Started", clock(phase.time_ns)),
            ("Duration", duration(phase.duration_ns)),
            ("Detail", phase.detail),
            ("Failed", phase.error),
        ]
    )
    for title, data in (("Sent", phase.sent), ("Received", phase.received)):
        if data:
            text = joined(
                joined(text, fact_sheet([(title, count(len(data), "byte"))])), http_text(data)
            )
    return text


def http_text(raw: bytes) -> Decoded:
    """A request or a response as it crossed the wire, with its line ends made visible."""
    head, end, body = raw.partition(b"\r\n\r\n")
    lines = visible_lines(head + end)
    text = "\n".join(lines)
    spans = _head_spans(lines)
    if body:
        text += "\n" + visible(body.decode("utf-8", "replace"))
    return Decoded(text, spans)


def joined(first: Decoded, second: Decoded) -> Decoded:
    """One below the other, with an empty line between them."""
    text = f"{first.text}\n\n"
    moved = [span._replace(start=span.start + len(text)) for span in second.spans]
    return Decoded(text + second.text, [*first.spans, *moved])


def visible_lines(head: bytes) -> list[str]:
    """The lines of an HTTP head, each with its CRLF as `\\r\\n`."""
    *lines, rest = head.decode("latin-1").split("\r\n")
    shown = [f"{visible(line)}{_CRLF}" for line in lines]
    return [*shown, visible(rest)] if rest else shown


def _head_spans(lines: list[str]) -> list[Span]:
    """Names of fields as keys, ends of lines as punctuation."""
    spans: list[Span] = []
    start = 0
    for number, line in enumerate(lines):
        name, colon, _ = line.partition(":")
        if number and colon:
            spans.append(Span(start, len(name), "key"))
        if line.endswith(_CRLF):
            spans.append(Span(start + len(line) - len(_CRLF), len(_CRLF), "punctuation"))
        start += len(line) + 1
    return spans


def fact_sheet(facts: list[tuple[str, str]]) -> Decoded:
    """Names and values in two columns; facts without a value are left out."""
    facts = [(name, visible(value)) for name, value in facts if value]
    width = max(len(name) for name, _ in facts) + 2
    parts: list[str] = []
    spans: list[Span] = []
    start = 0
    for name, value in facts:
        spans.append(Span(start, len(name), "key"))
        indented = value.replace("\n", "\n" + " " * width)
        parts.append(f"{name:<{width}}{indented}")
        start += len(parts[-1]) + 1
    return Decoded("\n".join(parts), spans)


def _frame_kind(frame: Frame) -> str:
    name = frame.type.capitalize()
    return f"{name} message" if frame.opcode in (Opcode.TEXT, Opcode.BINARY) else f"{name} frame"
