"""What the figures of a recording must be, worked out event by event and from whole lists."""

from collections import Counter
from collections.abc import Iterable, Sequence

from inspector.events import Direction, Frame, Opcode, Problem, ReadyState, StateChange
from inspector.recording import Entry
from inspector.statistics import Distribution, Figures, Flow, Pace, RoundTrips, Timeline
from inspector.statistics.distribution import Tally
from inspector.statistics.pace import Amount
from tests.support.entries import is_data

SECOND = 1_000_000_000


def figures_of(entries: Sequence[Entry]) -> Figures:
    """Of an unbroken sequence of events from the first one on."""
    if not entries:
        return Figures()
    times = [entry.event.time_ns for entry in entries]
    states = [entry.event for entry in entries if isinstance(entry.event, StateChange)]
    return Figures(
        entries[-1].seq,
        _flow(entries, Direction.RECEIVED),
        _flow(entries, Direction.SENT),
        sum(isinstance(entry.event, Problem) for entry in entries),
        max(entry.connection for entry in entries),
        min(times),
        max(times),
        bool(states) and states[-1].ready_state != ReadyState.CLOSED,
        _traffic(entries),
        _round_trip_line(entries),
    )


def _flow(entries: Sequence[Entry], direction: Direction) -> Flow:
    frames = _frames(entries, direction)
    compressed = [frame for frame in frames if frame.wire_payload is not None]
    answered = [took for _, way, took in _round_trips(entries) if way == direction]
    return Flow(
        Counter(frame.type for frame in frames),
        sum(bool(frame.violation) for frame in frames),
        sum(len(frame.header) + frame.wire_length for frame in frames),
        sum(frame.wire_length for frame in frames),
        sum(len(frame.payload) for frame in frames),
        sum(frame.wire_length for frame in compressed),
        sum(len(frame.payload) for frame in compressed),
        _spread(size for _, size in _messages(entries, direction)),
        _spread(_gaps(entries, direction)),
        _pace(entries, direction),
        RoundTrips(answered[-1] if answered else 0, _spread(answered)),
    )


def _frames(entries: Sequence[Entry], direction: Direction) -> list[Frame]:
    events = [entry.event for entry in entries]
    return [each for each in events if isinstance(each, Frame) and each.direction == direction]


def _messages(entries: Sequence[Entry], direction: Direction) -> list[tuple[Entry, int]]:
    """The last frame of each message that is complete, and the message's size."""
    found = []
    for entry in entries:
        last = entry.event
        if not isinstance(last, Frame) or last.direction != direction:
            continue
        parts = [e.event for e in entries if e.message == entry.message and e.seq <= entry.seq]
        first = parts[0]
        assert isinstance(first, Frame)
        if last.fin and is_data(first) and first.opcode != Opcode.CONTINUATION:
            found.append((entry, sum(len(part.payload) for part in parts)))
    return found


def _gaps(entries: Sequence[Entry], direction: Direction) -> list[int]:
    ends = {entry.seq for entry, _ in _messages(entries, direction)}
    before: dict[int, int] = {}
    gaps = []
    for seq, connection, _, event in entries:
        if isinstance(event, StateChange) and event.ready_state == ReadyState.CLOSED:
            before.pop(connection, None)
        elif seq in ends:
            if connection in before:
                gaps.append(max(0, event.time_ns - before[connection]))
            before[connection] = event.time_ns
    return gaps


def _pace(entries: Sequence[Entry], direction: Direction) -> Pace:
    """By the seconds of a clock that is never set back."""
    ends = {entry.seq for entry, _ in _messages(entries, direction)}
    messages: Counter[int] = Counter()
    sizes: Counter[int] = Counter()
    second = 0
    for entry in entries:
        if isinstance(frame := entry.event, Frame) and frame.direction == direction:
            second = max(second, frame.time_ns // SECOND)
            messages[second] += entry.seq in ends
            sizes[second] += len(frame.header) + frame.wire_length
    return Pace(
        second,
        Amount(messages[second], sizes[second]),
        Amount(messages[second - 1], sizes[second - 1]),
        Amount(max(messages.values(), default=0), max(sizes.values(), default=0)),
    )


def _round_trips(entries: Sequence[Entry]) -> list[tuple[int, Direction, int]]:
    """When each pong came, which way its ping went, and what it took."""
    waiting: dict[tuple[int, Direction, bytes], int] = {}
    found = []
    for _, connection, _, event in entries:
        if isinstance(event, StateChange) and event.ready_state == ReadyState.CLOSED:
            waiting = {key: time for key, time in waiting.items() if key[0] != connection}
        if not isinstance(event, Frame):
            continue
        if event.opcode == Opcode.PING:
            waiting[connection, event.direction, event.payload] = event.time_ns
        elif event.opcode == Opcode.PONG:
            pinged = Direction(1 - event.direction)
            sent = waiting.pop((connection, pinged, event.payload), None)
            if sent is not None:
                found.append((event.time_ns, pinged, max(0, event.time_ns - sent)))
    return found


def _traffic(entries: Sequence[Entry]) -> Timeline:
    puts = []
    for direction in Direction:
        ends = {entry.seq for entry, _ in _messages(entries, direction)}
        for entry in entries:
            if isinstance(frame := entry.event, Frame) and frame.direction == direction:
                size = len(frame.header) + frame.wire_length
                puts.append((entry.seq, frame.time_ns, 2 * direction, int(entry.seq in ends)))
                puts.append((entry.seq, frame.time_ns, 2 * direction + 1, size))
    return _timeline([put[1:] for put in sorted(puts)], 4, sum)


def _round_trip_line(entries: Sequence[Entry]) -> Timeline:
    return _timeline(
        [(time_ns, way, max(1, took)) for time_ns, way, took in _round_trips(entries)], 2, max
    )


def _timeline(puts, columns, join) -> Timeline:
    """In the narrowest buckets of which 600 are enough."""
    if not puts:
        return Timeline()
    start = puts[0][0] // SECOND * SECOND
    latest = max(0, *(time_ns - start for time_ns, _, _ in puts))
    width = SECOND
    while latest // width >= 600:
        width *= 2
    cells: dict[tuple[int, int], list[int]] = {}
    for time_ns, column, value in puts:
        cells.setdefault((column, max(0, time_ns - start) // width), []).append(value)
    places = range(latest // width + 1)
    return Timeline(
        start,
        width,
        tuple(
            tuple(join(cells.get((column, place), [0])) for place in places)
            for column in range(columns)
        ),
    )


def _spread(values: Iterable[int]) -> Distribution:
    """Tested by itself."""
    tally = Tally()
    for value in values:
        tally.add(value)
    return tally.distribution()
