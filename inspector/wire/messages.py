"""The messages of one direction: which frames they are made of, and what breaks them."""

from collections.abc import Generator

from inspector.events import Frame, Opcode
from inspector.wire.deflate import InflateError, Inflater, InflateOverflowError
from inspector.wire.message import Message, Verdict

_RSV1 = 4


class Messages:
    """Follows fragmentation (RFC 6455 section 5.4), compression (RFC 7692), UTF-8 and size.

    For each data frame: `place` it when its header is known, `look_ahead` while its payload
    arrives, `decode` it when it is complete, and `end` it.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        """Bytes of a message, decoded."""
        self.inflater: Inflater | None = None
        """Set where permessage-deflate was negotiated."""
        self.unfinished: Message | None = None
        """The message that a continuation frame would belong to."""

    def place(self, frame: Frame, verdict: Verdict, *, collect: bool) -> None:
        """Find the message of a frame of which only the header counts here."""
        opcode = frame.opcode
        compressed = self.inflater is not None and bool(frame.rsv & _RSV1)
        if compressed and (opcode == Opcode.CONTINUATION or Opcode.is_control(opcode)):
            verdict.add(1002, "RSV1 on a frame that begins no message (RFC 7692 section 6.1)")
        if Opcode.is_control(opcode):
            return
        if opcode != Opcode.CONTINUATION:
            if self.unfinished:
                verdict.add(1002, "a message begins inside another one (RFC 6455 section 5.4)")
            message = Message(opcode, compressed=compressed, collect=collect)
        elif self.unfinished:
            message = self.unfinished
        else:
            verdict.add(1002, "a continuation without a message to it (RFC 6455 section 5.4)")
            message = Message(opcode, compressed=False, collect=False)
        verdict.message = message
        before = 0 if message.compressed else message.size
        if before <= self.limit < before + frame.declared_length:
            self._overflow(verdict, message)

    def look_ahead(self, parts: list[bytes], verdict: Verdict) -> None:
        """Check `parts`, what has arrived so far of an uncompressed payload."""
        message = verdict.message
        if message is None or message.text is None or message.compressed:
            return
        for part in parts[verdict.seen_parts :]:
            verdict.add(1007, message.text.feed(part, final=False))
            verdict.seen_bytes += len(part)
        verdict.seen_parts = len(parts)

    def decode(
        self, frame: Frame, verdict: Verdict, message: Message
    ) -> Generator[None, None, Frame]:
        """Check a complete frame in bounded steps, and inflate it; returns it as it is to be shown."""
        if message.compressed and self.inflater:
            return (yield from self._inflate(frame, verdict, message, self.inflater))
        message.size += len(frame.payload)
        if message.text is not None:
            rest = frame.payload[verdict.seen_bytes :]
            verdict.add(1007, message.text.feed(rest, final=frame.fin))
        return frame

    def end(self, frame: Frame, message: Message) -> str | bytes | None:
        """Count a decoded frame in; the message, if that completes one that can be had."""
        if message.parts is not None:
            message.parts.append(frame.payload)
        if frame.opcode != Opcode.CONTINUATION:
            # A whole message inside an unfinished one breaks a rule but not the unfinished one.
            self.unfinished = self.unfinished if frame.fin else message
        elif frame.fin:
            self.unfinished = None
        return message.content() if frame.fin else None

    def _inflate(
        self, frame: Frame, verdict: Verdict, message: Message, inflater: Inflater
    ) -> Generator[None, None, Frame]:
        if frame.opcode != Opcode.CONTINUATION:
            inflater.begin_message()
        if frame.omitted:
            inflater.lose_context("a frame was too large to be kept")
        pieces = []
        room = self.limit - message.size
        try:
            for piece in inflater.inflate(frame.payload, final=frame.fin, room=room):
                pieces.append(piece)
                message.size += len(piece)
                if message.text is not None:
                    verdict.add(1007, message.text.feed(piece, final=False))
                yield
            if message.text is not None and frame.fin:
                verdict.add(1007, message.text.feed(b"", final=True))
        except InflateOverflowError:
            self._overflow(verdict, message)
        except InflateError as error:
            verdict.add(1007, f"{error} (RFC 7692 section 7.2.2)")
            message.parts = None
            if not any(pieces):
                return frame
        return frame._replace(payload=b"".join(pieces), wire_payload=frame.payload)

    def _overflow(self, verdict: Verdict, message: Message) -> None:
        verdict.add(1009, f"the message is larger than the limit of {self.limit} bytes")
        message.parts = None
