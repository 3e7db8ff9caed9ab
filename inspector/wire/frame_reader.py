"""Bytes -> frames, Sans-I/O: shows every frame, refuses none (RFC 6455 section 5.2)."""

import io
from collections.abc import Iterator

from inspector.events import Direction, Frame, FrameRun, Opcode
from inspector.events.frame import apply_mask, header_size
from inspector.wire.frame_scan import count_whole
from inspector.wire.header_rules import header_violation

_AT_ONCE = {
    **dict.fromkeys((0x81, 0x82, 0xC1, 0xC2, 0x00), 1024),  # some 0.1 ms of work
    **dict.fromkeys((0x89, 0x8A), 64),  # answering so many pings takes about 1 ms
}
"""How many frames make a run that begin like this: whole messages, compressed or not, fragments in
the middle of one, pings and pongs. All others seldom have their like beside them."""
EVIDENCE = 128 * 1024
"""Bytes that are kept of a payload that nobody can use."""
_LARGE = 1024 * 1024
"""Bytes of a payload from which on it is not joined from its parts; that is faster below."""


class FrameReader:
    """Cuts one direction of a connection into frames, however its bytes are cut.

    A frame that breaks a rule is parsed on and carries the rule as its `violation`. Of a payload
    above `max_payload` bytes the first `max_payload` are kept; the rest is skipped as it arrives.
    Of a control frame that is too long only `EVIDENCE` bytes are kept; if `strict`, also of every
    frame whose header fails the connection, by a rule that it breaks or by its length.
    `rsv_allowed` are the RSV bits that an extension defines (4 with permessage-deflate); set it
    when the extension is negotiated.
    """

    def __init__(
        self,
        direction: Direction,
        *,
        max_payload: int,
        strict: bool = False,
        rsv_allowed: int = 0,
    ) -> None:
        self.max_payload = max_payload
        self._direction = direction
        self._strict = strict
        self._start = b""
        """A header of which more is to come."""
        self.header = b""
        """The header of the frame whose payload is still arriving; empty between frames."""
        self.violation = ""
        """What that header breaks."""
        self.latest = b""
        """What the latest chunk brought of its payload, unmasked, as far as it is kept."""
        self._parts: list[bytes] = []
        self._large: io.BytesIO | None = None
        """In place of the parts where these would be much, which joining would double."""
        self._key = b""
        self._declared = 0
        self._missing = 0
        self._room = 0
        self.rsv_allowed = rsv_allowed

    @property
    def rsv_allowed(self) -> int:
        """The RSV bits that a negotiated extension defines; RSV1 is 4."""
        return self._rsv_allowed

    @rsv_allowed.setter
    def rsv_allowed(self, rsv: int) -> None:
        self._rsv_allowed = rsv
        lawful = (not self.rule(bytes((first, 0))) for first in range(256))
        self._at_once = [_AT_ONCE.get(first, 1) if ok else 0 for first, ok in enumerate(lawful)]

    def rule(self, header: bytes) -> str:
        """The rules that a complete header breaks, as a sentence; empty for a lawful one."""
        keyless = header[:-4] if header[1] & 0x80 else header
        return header_violation(keyless, self._direction, self._rsv_allowed)

    def read(self, data: bytes, time_ns: int) -> Iterator[Frame | FrameRun]:
        """What `data` completes, stamped `time_ns`, piece by piece for a reader who looks at the
        clock: exhaust it before the next. Never raises.

        Lawful frames that are whole in `data` come in runs where they are of a kind that does;
        all others come by themselves.
        """
        position, end = 0, len(data)
        while position < end:
            between = not self._start and not self.header
            most = self._at_once[data[position]] if between else 0
            count, stop = count_whole(data, position, most, self.max_payload)
            if not count:
                frame, stop = self._take_part(data, position, time_ns)
                if frame is not None:
                    yield frame
            elif most > 1:
                yield FrameRun(time_ns, self._direction, count, data[position:stop])
            else:
                start = position + header_size(data[position : position + 2])
                yield Frame(time_ns, self._direction, data[position:start], data[start:stop])
            position = stop

    def finish(self, time_ns: int) -> Frame | None:
        """The frame that the end of the connection cut off, or None between two frames."""
        if self._start:
            header, self._start = self._start, b""
            size = header_size(header)
            cut = f"the connection ended after {len(header)} of {size} bytes of the header"
            return Frame(time_ns, self._direction, header, b"", None, cut)
        if not self.header:
            return None
        arrived = self._declared - self._missing
        cut = f"the connection ended after {arrived} of {self._declared} bytes of the payload"
        return self._complete(time_ns, cut)

    def _take_part(self, data: bytes, position: int, time_ns: int) -> tuple[Frame | None, int]:
        """Take what is here of one frame of any kind, and the frame if that completes it."""
        if not self.header:
            position = self._take_header(data, position)
            if not self.header:
                return None, position
        part = data[position : position + self._missing]
        self._missing -= len(part)
        kept = part[: self._room]
        self._room -= len(kept)
        self.latest = self._unmask(kept) if self._key else kept
        if self._large is None:
            self._parts.append(self.latest)
        else:
            self._large.write(self.latest)
        frame = None if self._missing else self._complete(time_ns, "")
        return frame, position + len(part)

    def _take_header(self, data: bytes, position: int) -> int:
        """Take what is here of a header; when it is whole, get ready for its payload."""
        start = self._start
        while missing := header_size(start) - len(start):
            part = data[position : position + missing]
            if not part:
                self._start = start
                return position
            start += part
            position += len(part)
        self._start, self.header = b"", start
        self.violation = self.rule(start)
        self._key = start[-4:] if start[1] & 0x80 else b""
        self._declared = Frame(0, self._direction, start, b"").declared_length
        self._missing = self._declared
        self._room = self._most_kept(start[0] & 0x0F)
        self._large = io.BytesIO() if self._room > _LARGE else None
        return position

    def _most_kept(self, opcode: int) -> int:
        """How much of the payload is kept whose header is here now."""
        most = min(self._declared, self.max_payload)
        fails = self._strict and (self.violation or self._declared > most)
        return min(most, EVIDENCE) if fails or Opcode.is_control(opcode) else most

    def _unmask(self, part: bytes) -> bytes:
        """Unmask the next part of the payload, and turn the key for the one after it."""
        key = self._key
        turn = len(part) % 4
        self._key = key[turn:] + key[:turn]
        return apply_mask(part, key)

    def _complete(self, time_ns: int, cut: str) -> Frame:
        """The frame at hand, done or cut off; and begin anew."""
        # One copy of a large one: a BytesIO grows in place and gives its own buffer away.
        payload = b"".join(self._parts) if self._large is None else self._large.getvalue()
        size, declared = len(payload), self._declared
        if size < declared and not cut:
            cut = f"only the first {size} of {declared} bytes are kept"
        violation = "; ".join(filter(None, (self.violation, cut)))
        frame = Frame(time_ns, self._direction, self.header, payload, None, violation)
        self.header, self.latest, self._parts, self._large = b"", b"", [], None
        return frame
