"""The keys of `key:value`: what each of them takes, and which rows have it."""

import difflib
from collections.abc import Callable
from typing import NamedTuple

from inspector.events import Direction, Opcode, ReadyState
from inspector.filtering import ranges, times
from inspector.filtering.alike import Alike
from inspector.filtering.errors import FilterError
from inspector.filtering.terms import Context, Keyed, Numbers, Test
from inspector.payloads import Context as PayloadContext
from inspector.payloads import decode
from inspector.recording.schema import Kind

_DECODING_S = 0.05
"""The longest that a codec may look at one message; what it read until then is searched."""

Predicate = Callable[[Alike], bool]


class Key(NamedTuple):
    name: str
    about: str
    """What it asks for, for a person."""
    examples: tuple[str, ...]
    read: Callable[[str], Test]
    """What a value means; `FilterError`, with a place in the value, where it means nothing."""
    cost: int = 1
    """See `Term.cost`."""


def keyed(name: str, value: str) -> Keyed:
    """The term `name:value`. `FilterError`, with a place in it, where it means nothing."""
    key = KEYS.get(name.lower())
    start = len(name) + 1
    if key is None:
        near = difflib.get_close_matches(name.lower(), KEYS, 1, 0.5)
        hint = f"do you mean {near[0]}:?" if near else f"there are {_listed(KEYS, ':')}."
        told = f'There is no key {name}:, {hint} As text it is written "{name}:{value}".'
        raise FilterError(told, 0, start)
    if not value:
        told = f"A value is missing: {' or '.join(f'{key.name}:{e}' for e in key.examples)}."
        raise FilterError(told, 0, start)
    try:
        test = key.read(value)
    except FilterError as error:
        raise error.moved(start) from None
    return Keyed(key.name, value, test, key.cost)


def _uniform(predicate: Predicate) -> Test:
    """A test that rows which are alike all pass, or none of them."""

    def test(rows: Alike, among: Numbers, context: Context) -> Numbers:
        return among if predicate(rows) else ()

    return test


def _words(choices: dict[str, Predicate]) -> Callable[[str], Test]:
    """Reads one of `choices`, or several with commas between: one of them holds."""

    def read(value: str) -> Test:
        at = 0
        chosen = []
        for word in value.split(","):
            if word.lower() not in choices:
                near = difflib.get_close_matches(word.lower(), choices, 1, 0.5)
                hint = f"Do you mean {near[0]}?" if near else f"There are {_listed(choices)}."
                what = f"{word} is not known here." if word else "A word is missing here."
                raise FilterError(f"{what} {hint}", at, len(word))
            chosen.append(choices[word.lower()])
            at += len(word) + 1
        return _uniform(lambda rows: any(predicate(rows) for predicate in chosen))

    return read


def _listed(names: dict[str, Key] | dict[str, Predicate], suffix: str = "") -> str:
    *most, last = [name + suffix for name in names]
    return f"{', '.join(most)} and {last}"


def _opcode(*opcodes: int) -> Predicate:
    return lambda rows: rows.is_frame and rows.opcode in opcodes


def _kind(*kinds: Kind) -> Predicate:
    return lambda rows: rows.kind in kinds


def _state(state: ReadyState) -> Predicate:
    return lambda rows: getattr(rows.event, "ready_state", None) == state


_DATA = (Opcode.CONTINUATION, Opcode.TEXT, Opcode.BINARY)
_CONTROL = (Opcode.CLOSE, Opcode.PING, Opcode.PONG)

TYPES: dict[str, Predicate] = {
    "text": _opcode(Opcode.TEXT),
    "binary": _opcode(Opcode.BINARY),
    "ping": _opcode(Opcode.PING),
    "pong": _opcode(Opcode.PONG),
    "close": _opcode(Opcode.CLOSE),
    "continuation": _opcode(Opcode.CONTINUATION),
    "data": _opcode(*_DATA),
    "control": _opcode(*_CONTROL),
    "reserved": _opcode(*set(range(16)).difference(_DATA, _CONTROL)),
    "frame": lambda rows: rows.is_frame,
    "state": _kind(Kind.STATE),
    **{state.name.lower(): _state(state) for state in ReadyState},
    "handshake": _kind(Kind.REQUEST, Kind.RESPONSE),
    "request": _kind(Kind.REQUEST),
    "response": _kind(Kind.RESPONSE),
    "problem": _kind(Kind.PROBLEM),
    "phase": _kind(Kind.PHASE),
    "stream": _kind(Kind.STREAM),
}

_WAYS = {
    Direction.RECEIVED: ("in", "received", "down"),
    Direction.SENT: ("out", "sent", "up"),
}


def _way(direction: Direction) -> Predicate:
    return lambda rows: rows.direction == direction


DIRECTIONS = {word: _way(direction) for direction, words in _WAYS.items() for word in words}

TRAITS: dict[str, Predicate] = {
    "problem": lambda rows: rows.is_problem,
    "fragmented": lambda rows: rows.fragmented,
    "compressed": lambda rows: rows.is_frame and rows.compressed,
    "masked": lambda rows: rows.masked,
}


def _size(value: str) -> Test:
    low, high = ranges.parse_range(value, ranges.size)

    def test(rows: Alike, among: Numbers, context: Context) -> Numbers:
        sizes = rows.sizes()
        if sizes is None or max(sizes) < low or min(sizes) > high:
            return ()
        if low <= min(sizes) and max(sizes) <= high:
            return among
        return [number for number in among if low <= sizes[number] <= high]

    return test


def _code(value: str) -> Test:
    wanted = ranges.parse_range(value, ranges.whole)
    return _uniform(lambda rows: rows.close_code in wanted)


def _fin(value: str) -> Test:
    if value not in ("0", "1"):
        raise FilterError("FIN is a bit: fin:0 or fin:1.", 0, len(value))
    return _uniform(lambda rows: rows.is_frame and rows.first >> 7 == int(value))


def _rsv_number(text: str) -> int:
    if len(text) == 3 and set(text) <= {"0", "1"}:
        return int(text, 2)
    if len(text) != 1 or text not in "01234567":
        told = "RSV1 to RSV3 are written as bits, such as 100, or as one number from 0 to 7."
        raise FilterError(told, 0, len(text))
    return int(text)


def _rsv(value: str) -> Test:
    wanted = ranges.parse_range(value, _rsv_number)
    return _uniform(lambda rows: rows.is_frame and rows.first >> 4 & 0b111 in wanted)


def _time(value: str) -> Test:
    holds = times.parse_times(value)

    def test(rows: Alike, among: Numbers, context: Context) -> Numbers:
        return among if holds(rows.time_ns, context.origin_ns) else ()

    return test


def _decoded(value: str) -> Test:
    words = value.casefold()

    def test(rows: Alike, among: Numbers, context: Context) -> Numbers:
        if not (rows.is_frame and rows.opcode in _DATA):
            return ()
        how = PayloadContext(rows.opcode, rows.direction or Direction.RECEIVED)
        return [
            number
            for number in among
            if words in decode(rows.text(number), how, seconds=_DECODING_S).text.casefold()
        ]

    return test


KEYS: dict[str, Key] = {
    key.name: key
    for key in (
        Key("type", "the kind of frame or event", ("ping,pong", "data"), _words(TYPES)),
        Key("dir", "received or sent", ("in", "out"), _words(DIRECTIONS)),
        Key("size", "decoded payload in bytes", (">1k", "10..20"), _size, cost=5),
        Key(
            "time",
            "local time, or time since the first event",
            (">12:00:01", "12:00..12:05", "+5s..+10s"),
            _time,
        ),
        Key("code", "close code", ("1006", "4000..4999"), _code),
        Key("fin", "FIN of the frame, of a message's first one", ("0", "1"), _fin),
        Key("rsv", "RSV1 to RSV3 of the frame", ("100", ">0"), _rsv),
        Key("is", "what stands out", ("problem", "fragmented"), _words(TRAITS)),
        Key(
            "decoded",
            "text of a message as its codec shows it; slower than the text alone",
            ("price", '"de ad be ef"'),
            _decoded,
            cost=20,
        ),
    )
}
