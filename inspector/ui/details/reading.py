"""A message read from the recording, as far as it has come. Knows no Qt."""

from collections.abc import Iterator

from inspector.events import Frame, Opcode
from inspector.payloads import Context, Decoded, agreed, decode
from inspector.recording import Entry, Recording, RecordingBusyError, RecordingError
from inspector.ui.details.describe import close_text
from inspector.ui.details.prepared import Prepared, prepare


class Reading:
    """The frames of one message. Not for two threads at once."""

    def __init__(self, recording: Recording, message: int) -> None:
        """`message`: the seq of its first frame."""
        self.message = message
        self.frames = 0
        self.complete = False
        """Whether the last frame is there: nothing will be added."""
        self.violations: list[str] = []
        """What its frames break, in order, each rule once."""
        self.omitted = 0
        """Bytes that the frames announced and that are not kept."""
        self._recording = recording
        self._waits = True
        self._opcode = 0
        self._context = Context()
        self._parts: list[bytes] = []

    @property
    def payload(self) -> bytes:
        """Decoded, the frames joined."""
        if len(self._parts) > 1:
            self._parts = [b"".join(self._parts)]
        return self._parts[0] if self._parts else b""

    @property
    def is_text(self) -> bool:
        return self._opcode == Opcode.TEXT

    def read(self, *, wait: bool = True) -> None:
        """Read the frames that are committed and not read yet. May raise RecordingError, and
        RecordingBusyError where it does not `wait`."""
        if self.complete:
            return
        for entry in self._recording.frames_of(self.message, self.frames, wait=wait):
            if isinstance(entry.event, Frame):
                if not self.frames:
                    self._opcode = entry.event.opcode
                    self._context = self._context_of(entry, wait=wait)
                self._add(entry.event)

    def decode(self, name: str | None, limit: int, *, wait: bool = True) -> Prepared:
        """Read on, then the first `limit` bytes as the decoder `name`, or the best one, shows
        them. Where the recording cannot be read, the note says why; only without `wait` it
        raises RecordingBusyError."""
        self._waits = wait
        try:
            self.read(wait=wait)
            return prepare(self._decoded(name, limit))
        except RecordingError as error:
            if isinstance(error, RecordingBusyError) and not wait:
                raise
            return Prepared("", note=str(error))

    def _decoded(self, name: str | None, limit: int) -> Decoded:
        if self._opcode == Opcode.CLOSE:
            decoded = close_text(self.payload)
        elif not self.payload:
            decoded = Decoded("", [], "no payload")
        else:
            decoded = decode(self.payload, self._context, name, limit)
        if not self.omitted:
            return decoded
        missing = f"{self.omitted:,} bytes are not here: over the limit, or never arrived or sent"
        return decoded._replace(note="; ".join(filter(None, (decoded.note, missing))))

    def _add(self, frame: Frame) -> None:
        self.frames += 1
        self.complete = frame.fin
        self.omitted += frame.omitted
        self._parts.append(frame.payload)
        if frame.violation and frame.violation not in self.violations:
            self.violations.append(frame.violation)

    def _context_of(self, first: Entry, *, wait: bool) -> Context:
        """What codecs are told of the message that the frame `first` begins."""
        frame = first.event
        assert isinstance(frame, Frame)
        handshakes = self._recording.handshakes(first.connection, wait=wait)
        url, subprotocol = agreed(entry.event for entry in handshakes)
        return Context(
            frame.opcode, frame.direction, subprotocol, url, lambda: self._earlier(first, frame)
        )

    def _earlier(self, first: Entry, frame: Frame) -> Iterator[bytes]:
        """The payloads of the messages before this one, of its connection and direction."""
        parts: list[bytes] = []
        for entry in self._recording.entries(last=first.seq - 1, wait=self._waits):
            event = entry.event
            if (
                isinstance(event, Frame)
                and (entry.connection, event.direction) == (first.connection, frame.direction)
                and not Opcode.is_control(event.opcode)
            ):
                parts.append(event.payload)
                if event.fin:
                    yield b"".join(parts)
                    parts = []
