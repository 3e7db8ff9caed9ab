"""The messages of one direction: which frames they are made of, and what breaks them."""

import io
from collections.abc import Generator

from inspector.events import Frame, FrameRun
from inspector.wire.deflate import ContextLostError, InflateError, InflateOverflowError, Inflater
from inspector.wire.message import Message, Verdict

_RSV1 = 4
_FIRST_CONTROL = 8
_WHOLE_TEXT = 0x81
_WHOLE = (_WHOLE_TEXT, 0x82)
"""How a message in one uncompressed frame begins,"""
_MIDDLE = 0x00
"""and how a frame in the middle of one."""


class Messages:
    """Follows fragmentation (RFC 6455 section 5.4), compression (RFC 7692), UTF-8 and size.

    For each data frame: `place` it when its header is known, `look_ahead` while its payload
    arrives, `check` or `inflate` it when it is complete, and `end` it.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        """Bytes of a message, decoded."""
        self.inflater: Inflater | None = None
        """Set where permessage-deflate was negotiated."""
        self.unfinished: Message | None = None
        """The message that a continuation frame would belong to."""

    @property
    def most_compressed(self) -> int:
        """How long a compressed frame may be whose message keeps the limit.

        Incompressible data grows by 5 bytes in 16 KiB, and by some more at its ends.
        """
        return self.limit + (self.limit >> 11) + 64

    def accepts(self, run: FrameRun) -> bool:
        """Count a run of uncompressed frames in if nothing is wrong with any of them; else it is
        as if it had not been seen."""
        first = run.wire[0]
        if first == _MIDDLE:
            message = self.unfinished
            return message is not None and message.accepts(b"".join(run.payloads()), self.limit)
        if first not in _WHOLE or self.unfinished is not None:
            return False
        if self.inflater is not None and len(run.wire) > self.limit:
            return False  # it is read up to what a compressed frame may have
        return first != _WHOLE_TEXT or _is_text(run)

    def inflate_whole(self, payloads: list[bytes], *, text: bool) -> tuple[bytes, ...]:
        """Inflate whole messages, as many of the first as there is nothing special about."""
        if self.unfinished is not None or self.inflater is None:
            return ()
        return self.inflater.inflate_whole(payloads, text=text, limit=self.limit)

    def place(self, frame: Frame, verdict: Verdict, *, collect: bool) -> None:
        """Find the message of a frame of which only the header counts here."""
        opcode = frame.opcode
        begins = 0 < opcode < _FIRST_CONTROL
        compressed = self.inflater is not None and bool(frame.rsv & _RSV1)
        if compressed and not begins:
            verdict.add(1002, "RSV1 on a frame that begins no message (RFC 7692 section 6.1)")
        if opcode >= _FIRST_CONTROL:
            return
        message = self.unfinished
        if begins:
            if message:
                verdict.add(1002, "a message begins inside another one (RFC 6455 section 5.4)")
            message = Message(opcode, compressed=compressed, collect=collect)
        elif not message:
            verdict.add(1002, "a continuation without a message to it (RFC 6455 section 5.4)")
            message = Message(opcode, compressed=False, collect=False)
        verdict.message = message
        length = frame.declared_length
        if message.compressed:
            too_big = length > self.most_compressed
        else:
            too_big = message.size + length > self.limit
        if too_big:
            self._overflow(verdict, message)

    def look_ahead(self, part: bytes, verdict: Verdict) -> None:
        """Check the next `part` of an uncompressed payload that is still arriving."""
        message = verdict.message
        if message is None or message.text is None or message.compressed:
            return
        verdict.add(1007, message.text.feed(part, final=False))
        verdict.seen_bytes += len(part)

    def check(self, frame: Frame, verdict: Verdict, message: Message) -> None:
        """Check a complete, uncompressed frame."""
        message.size += len(frame.payload)
        if message.text is not None:
            rest = frame.payload[verdict.seen_bytes :]
            verdict.add(1007, message.text.feed(rest, final=frame.fin))

    def inflate(
        self, frame: Frame, verdict: Verdict, message: Message, inflater: Inflater
    ) -> Generator[None, None, Frame]:
        """Check a complete, compressed frame in bounded steps; returns it inflated."""
        if frame.opcode:
            inflater.begin_message()
        if frame.violation and frame.omitted:
            inflater.lose_context("a frame was too large to be kept")
        inflated = io.BytesIO()
        room = self.limit - message.size
        try:
            for piece in inflater.inflate(frame.payload, final=frame.fin, room=room):
                inflated.write(piece)
                message.size += len(piece)
                if message.text is not None:
                    verdict.add(1007, message.text.feed(piece, final=False))
                yield
            if message.text is not None and frame.fin:
                verdict.add(1007, message.text.feed(b"", final=True))
        except InflateOverflowError:
            self._overflow(verdict, message)
        except InflateError as error:
            code = 0 if isinstance(error, ContextLostError) else 1007
            verdict.add(code, f"{error} (RFC 7692 section 7.2.2)")
            message.give_up()
            if not inflated.tell():
                return frame
        payload = inflated.getvalue()
        time_ns, direction, header, compressed, _, violation = frame
        return Frame(time_ns, direction, header, payload, compressed, violation)

    def end(self, frame: Frame, message: Message) -> str | bytes | None:
        """Count a decoded frame in; the message, if that completes one that can be had."""
        if frame.opcode:
            # A whole message inside an unfinished one breaks a rule but not the unfinished one.
            self.unfinished = self.unfinished if frame.fin else message
        elif frame.fin:
            self.unfinished = None
        if frame.fin:
            return message.end(frame.payload)
        message.add(frame.payload)
        return None

    def _overflow(self, verdict: Verdict, message: Message) -> None:
        if not message.too_big:
            verdict.add(1009, f"the message is larger than the limit of {self.limit:,} bytes")
        message.too_big = True
        message.give_up()


def _is_text(run: FrameRun) -> bool:
    """Whether every payload of a run of text messages is UTF-8."""
    # ASCII is told of all at once: the only bytes above 127 are those that the frames begin with.
    rest = run.wire.replace(b"\x81", b"")
    if len(rest) == len(run.wire) - run.frame_count and rest.isascii():
        return True
    try:
        b"\n".join(run.payloads()).decode()  # no character reaches across a line feed
    except UnicodeDecodeError:
        return False
    return True
