"""One direction of an open WebSocket, Sans-I/O: bytes -> events, and what to do about them."""

import time
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from inspector.events import Direction, Frame, FrameRun, Happening, Opcode, Problem
from inspector.events.run import payload_spans
from inspector.wire.deflate import Inflater
from inspector.wire.frame_reader import FrameReader
from inspector.wire.message import Fault, Verdict, judge_close
from inspector.wire.messages import Messages

_RSV1 = 4
_TOO_BIG = 1009
_NO_DIGITS = str.maketrans("", "", "0123456789")
_PING_OR_PONG = (0x89, 0x8A)
_WHOLE_COMPRESSED = (0xC1, 0xC2)
"""How a message in one compressed frame begins."""
_MOST_CONTROLS = 64
"""Control frames in one batch of a budget: answering so many pings takes about 1 ms."""
_AFTER_CLOSE = "comes after the Close frame and is not acted on (RFC 6455 section 5.5.1)"
_AFTER_FAILURE = "comes after the connection failed and is not acted on (RFC 6455 section 7.1.7)"


class Failure(NamedTuple):
    """The connection must be failed (RFC 6455 section 7.1.7) with this Close frame."""

    code: int
    """1002, 1007 or 1009 (section 7.4.1)."""
    reason: str
    """At most 123 bytes of UTF-8."""


Arrival = Frame | list[str | bytes]
"""A ping, pong or Close frame, or complete messages that came one after the other."""


class Batch(NamedTuple):
    """What one turn of receiving found."""

    events: list[Happening]
    """Frames, decoded and with their violations, runs of lawful ones, and problems, in the order
    of the wire."""
    arrivals: list[Arrival]
    """What to act on, in the order of the wire; nothing that came after a failure or a Close.
    Lenient, the payload of a Close may break the rules. Messages only while
    `Receiver.collect_messages` is set."""
    failure: Failure | None
    """Strict only, and once in a connection's life: fail the connection, after the arrivals."""


class Receiver:
    """Judges what arrives after the opening handshake (RFC 6455 sections 5 to 8, RFC 7692).

    Strict, the first violation fails the connection. Lenient, it is noted on its frame, a problem
    tells of the first one of its kind, and reading goes on. Either way every frame is recorded:
    also those after a failure or after the Close frame, which nobody acts on any more. Frames
    alike with which nothing is wrong are judged and recorded as the run that they are.

    `direction=Direction.SENT` reads our own outgoing bytes the same way: use it lenient, and
    leave controls and messages aside.
    """

    def __init__(
        self,
        *,
        direction: Direction = Direction.RECEIVED,
        max_message_size: int,
        lenient: bool = False,
    ) -> None:
        self.collect_messages = False
        """Whether somebody wants messages, from the next one on; may change at any time."""
        self.backlog = 0
        """Bytes that were fed and are not yet worked off."""
        self._direction = direction
        self._lenient = lenient
        self._reader = FrameReader(direction, max_payload=max_message_size, strict=not lenient)
        self._chunks: deque[tuple[bytes, int]] = deque()
        self._work = self._work_off()
        self._data = Messages(max_message_size)
        self._ahead: Verdict | None = None
        """What is known of the frame whose payload is still arriving."""
        self._told: set[str] = set()
        """Lenient: the violations that a problem told of, numbers left out."""
        self._over = ""
        """Why nothing is acted on any more."""
        self._events: list[Happening] = []
        self._arrivals: list[Arrival] = []
        self._controls = 0
        """How many control frames are among the arrivals."""
        self._failure: Failure | None = None

    def negotiated(self, inflater: Inflater | None) -> None:
        """The handshake is done; with permessage-deflate, `inflater` has its parameters."""
        self._data.inflater = inflater
        if inflater:
            self._reader.rsv_allowed = _RSV1
            self._reader.max_payload = self._data.most_compressed

    def feed(self, data: bytes, time_ns: int) -> None:
        """Put `data`, read at `time_ns`, into the backlog."""
        if data:
            self._chunks.append((data, time_ns))
            self.backlog += len(data)

    def take(self, frame: Frame) -> None:
        """Judge a frame that need not be read, as we made it; only while the backlog is empty."""
        rule = self._reader.rule(frame.header)
        frame = frame._replace(violation="; ".join(filter(None, (rule, frame.violation))))
        for _ in self._judge(frame):
            pass

    def receive(self, budget_ns: int | None = None) -> Batch:
        """Work on the backlog until it is empty or `budget_ns` are spent; None is no limit.

        A budget is for acting on what is found, too: where that is much the work ends before it
        is spent. It is overdrawn by one bounded step at most, a few milliseconds at worst.
        """
        if budget_ns is None:
            while self.backlog:
                next(self._work)
            return self._take_batch()
        deadline = time.perf_counter_ns() + budget_ns
        while self.backlog and self._controls < _MOST_CONTROLS:
            next(self._work)
            if time.perf_counter_ns() >= deadline:
                break
        return self._take_batch()

    def finish(self, time_ns: int) -> Batch:
        """The connection ended: work off what is left and show the frame that was cut off.

        Has no budget: `receive` until `backlog` is 0 first.
        """
        while self.backlog:
            next(self._work)
        if tail := self._reader.finish(time_ns):
            self._record(tail, self._ahead or Verdict())
        return self._take_batch()

    def _take_batch(self) -> Batch:
        batch = Batch(self._events, self._arrivals, self._failure)
        self._events, self._arrivals, self._failure = [], [], None
        self._controls = 0
        return batch

    def _work_off(self) -> Iterator[None]:
        """Work on the backlog for ever; every `yield` ends a step that is bounded in time."""
        while True:
            data, time_ns = self._chunks.popleft()
            taken: Frame | FrameRun | None
            for taken in self._reader.read(data, time_ns):
                if isinstance(taken, Frame):
                    yield from self._judge(taken)
                elif not self._accept(taken):
                    yield from self._judge_run(taken)
                yield
            taken = None  # it may be large, and the next chunk may never come
            if self._reader.header:
                self._look_ahead(time_ns)
            self.backlog -= len(data)
            yield

    def _accept(self, run: FrameRun) -> bool:
        """Record an uncompressed run as it is, if nothing is wrong with any frame of it."""
        if self._over:
            return False
        if run.wire[0] in _PING_OR_PONG:
            self._arrivals += run.frames()
            self._controls += run.frame_count
        elif not self._data.accepts(run):
            return False
        self._record_run(run)
        return True

    def _judge_run(self, run: FrameRun) -> Iterator[None]:
        """Judge one frame after the other, but many compressed ones at a step where they go
        smoothly."""
        time_ns, direction, count, wire, _ = run
        compressed = wire[0] in _WHOLE_COMPRESSED
        text = wire[0] & 0x0F == Opcode.TEXT
        starts, stops = payload_spans(wire, count)
        payloads = [wire[start:stop] for start, stop in zip(starts, stops, strict=True)]
        done = begin = 0
        while done < count:
            decoded: tuple[bytes, ...] = ()
            if compressed and not self._over:
                decoded = self._data.inflate_whole(payloads[done:], text=text)
            if decoded:
                done += len(decoded)
                part = wire[begin : stops[done - 1]]
                self._record_run(FrameRun(time_ns, direction, len(decoded), part, decoded))
            else:
                frame = Frame(time_ns, direction, wire[begin : starts[done]], payloads[done])
                done += 1
                yield from self._judge(frame)
            begin = stops[done - 1]
            yield

    def _record_run(self, run: FrameRun) -> None:
        self._events.append(run)
        if self.collect_messages:
            opcode = run.wire[0] & 0x0F
            if opcode == Opcode.TEXT:
                self._arrivals.append([payload.decode() for payload in run.payloads()])
            elif opcode == Opcode.BINARY:
                self._arrivals.append([*run.payloads()])

    def _judge(self, frame: Frame) -> Iterator[None]:
        """Judge and record one frame of any kind, and act on it."""
        verdict, self._ahead = self._ahead, None
        if verdict is None:
            rule = frame.violation and self._reader.rule(frame.header)
            verdict = self._place(frame, rule)
        message, data = verdict.message, self._data
        if message is None:
            self._judge_control(frame, verdict)
            return
        if message.compressed and data.inflater:
            frame = yield from data.inflate(frame, verdict, message, data.inflater)
        else:
            data.check(frame, verdict, message)
        self._record(frame, verdict)
        content = data.end(frame, message)
        if content is not None and not self._over:
            self._arrivals.append([content])

    def _judge_control(self, frame: Frame, verdict: Verdict) -> None:
        if frame.opcode == Opcode.CLOSE and (fault := judge_close(frame.payload)):
            verdict.faults.append(fault)
        self._record(frame, verdict)
        if self._over:
            return
        if frame.opcode == Opcode.CLOSE:
            self._over = _AFTER_CLOSE
            self._arrivals.append(frame)
        elif frame.opcode in (Opcode.PING, Opcode.PONG) and frame.declared_length <= 125:
            self._arrivals.append(frame)
            self._controls += 1

    def _look_ahead(self, time_ns: int) -> None:
        """Judge what is here of the frame that is still arriving: failing need not wait for it."""
        reader = self._reader
        if self._ahead is None:
            beginning = Frame(time_ns, self._direction, reader.header, b"")
            self._ahead = self._place(beginning, reader.violation)
        self._data.look_ahead(reader.latest, self._ahead)
        if self._ahead.faults and not self._lenient:
            self._report(reader.header, self._ahead, time_ns)

    def _place(self, frame: Frame, rule: str) -> Verdict:
        """What a header tells: the `rule` that it breaks by itself, and those of its place."""
        verdict = Verdict()
        if rule:
            verdict.add(1002, rule)
        if self._over:
            verdict.add(0, self._over)
        self._data.place(frame, verdict, collect=self.collect_messages)
        return verdict

    def _record(self, frame: Frame, verdict: Verdict) -> None:
        """Record a frame with all that is wrong with it, and the consequences."""
        if not verdict.faults:
            self._events.append(frame)
            return
        new = [f.sentence for f in verdict.faults if f.sentence not in frame.violation]
        said = [frame.violation, *new] if frame.violation else new
        self._events.append(frame._replace(violation="; ".join(said)))
        self._report(frame.header, verdict, frame.time_ns)

    def _report(self, header: bytes, verdict: Verdict, time_ns: int) -> None:
        """Strict: fail the connection, once. Lenient: tell each kind of violation once, and all
        that is not kept."""
        if self._over or self._direction is Direction.SENT:
            return
        for fault in verdict.faults:
            if not fault.code:
                continue
            if not self._lenient:
                self._events.append(_problem(fault, header, time_ns, lenient=False))
                self._failure = Failure(fault.code, fault.sentence[:123])
                self._over = _AFTER_FAILURE
                return
            kind = fault.sentence.translate(_NO_DIGITS)
            if fault.code == _TOO_BIG or kind not in self._told:
                self._told.add(kind)
                self._events.append(_problem(fault, header, time_ns, lenient=True))


def _problem(fault: Fault, header: bytes, time_ns: int, lenient: bool) -> Problem:
    evidence = f"the frame's header: {header.hex(' ')}"
    ended = "" if lenient else ", so the connection is being closed"
    if fault.code == _TOO_BIG:
        what = f"A message was too big{ended}: {fault.sentence}"
        return Problem(time_ns, "message-too-big", f"{what}. Raise the limit to get it.", evidence)
    what = f"The server broke the WebSocket protocol{ended}: {fault.sentence}"
    advice = (
        "It is read on; more frames of this kind are marked in the log only."
        if lenient
        else "Choose lenient reading to record what it sends nevertheless."
    )
    return Problem(time_ns, "protocol-error", f"{what}. {advice}", evidence)
