"""Puts the messages of a window together while their frames come by (RFC 6455 section 5.4)."""

from collections.abc import Iterator

from inspector.events import Frame, Opcode
from inspector.filtering.alike import Alike, begins_message
from inspector.recording.run import Run

_MOST_BYTES = 16 * 1024 * 1024
"""Of messages that are put together while their frames come by; what is more is read again."""

_FIN = 0x80


class Fragments:
    """The messages of one window, whose runs are given in order."""

    def __init__(self) -> None:
        self.torn: dict[int, Run] = {}
        """The messages that have frames outside of this window too, or may get some, by the seq of
        their first frame; and the last run of each in this window."""
        self._begun: dict[int, _Message] = {}
        """Those of them whose frames are kept."""
        self._latest: dict[tuple[int, int], int] = {}
        """The message begun last, by connection and kind: no other one can be continued."""

    def take(self, run: Run) -> Iterator[Alike]:
        """The rows that can be judged now that `run` is there."""
        if sum(message.size for message in self._begun.values()) > _MOST_BYTES:
            self._begun.clear()
        if run.message:
            yield from self._continue(run)
        elif run.event is None and begins_message(run.first, len(run.wire)):
            for message in _singles(run):
                yield from self._begin(message, run)
        elif run.event is None and run.first & 0x0F == Opcode.CLOSE:
            for message in _singles(run):
                yield message.whole()
        else:
            yield Alike.of_run(run)

    def _begin(self, message: "_Message", run: Run) -> Iterator[Alike]:
        """A new message ends, unfinished as it is, the one before it."""
        key = run.connection, int(run.kind)
        before = self._latest.get(key, 0)
        if before in self._begun:
            yield self._finish(before)
        self._latest[key] = message.seq
        self._begun[message.seq] = message
        self.torn[message.seq] = run

    def _continue(self, run: Run) -> Iterator[Alike]:
        self.torn[run.message] = run
        if run.message not in self._begun:
            return
        self._begun[run.message].add(run)
        if run.first & _FIN:
            yield self._finish(run.message)

    def _finish(self, message: int) -> Alike:
        del self.torn[message]
        return self._begun.pop(message).whole()


class _Message:
    """A message of which not all frames have come by."""

    def __init__(self, row: int, seq: int, head: Frame) -> None:
        self.row = row
        self.seq = seq
        self.head = head
        self.payloads = [head.payload]
        self.size = len(head.payload)
        self.is_problem = bool(head.violation)

    def add(self, run: Run) -> None:
        data, starts, stops = run.payloads()
        spans = zip(starts, stops, strict=True)
        self.payloads += [data[start:stop] for start, stop in spans]
        self.size += len(data)
        self.is_problem |= bool(run.violation)

    def whole(self) -> Alike:
        payload = b"".join(self.payloads)
        return Alike.of_message(self.row, self.seq, self.head, payload, is_problem=self.is_problem)


def _singles(run: Run) -> Iterator[_Message]:
    """The frames of a run one by one."""
    for number, frame in enumerate(run.frames()):
        yield _Message(run.row + number, run.seq + number, frame)
