"""How a peer that knows RFC 6455 reads the frames that are about to go out. Knows no Qt."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from inspector.events import Direction, Frame, FrameRun, Happening
from inspector.ui.text import count
from inspector.wire.deflate import Inflater
from inspector.wire.receiver import Receiver

_NO_LIMIT = 1 << 62
_MUST_FAIL = (
    "The peer must fail the connection: with a Close frame or by ending TCP (section 7.1.7)."
)


class Reading(NamedTuple):
    """What the bytes are to who reads them."""

    frames: tuple[Frame, ...]
    """In order, each with the rules that it breaks; a last one may be cut off."""
    missing: int
    """Bytes of the last payload that its header announces and that are not there."""

    @property
    def is_lawful(self) -> bool:
        return not self.violations and not self.missing

    def sentence(self, forged: int) -> str:
        """What is wrong with the `forged` frames, and what follows; empty where nothing is."""
        said = []
        if self.violations:
            said.append(f"{'; '.join(self.violations)}. {_MUST_FAIL}")
        if len(self.frames) > forged:
            said.append("What is longer than declared is read as more frames.")
        if self.missing:
            missing = count(self.missing, "byte")
            said.append(f"The peer waits for {missing}, and takes for them whatever comes next.")
        text = " ".join(said)
        return text[:1].upper() + text[1:]

    @property
    def violations(self) -> list[str]:
        """`frame 2: ...` where there are several frames."""
        several = len(self.frames) > 1
        said = [(number, _rules(frame)) for number, frame in enumerate(self.frames, 1)]
        return [f"frame {number}: {rules}" if several else rules for number, rules in said if rules]


def read(wire: bytes, *, deflate: bool) -> Reading:
    """Read `wire` as what begins between two messages; `deflate` says that permessage-deflate was
    negotiated, so that RSV1 has a meaning."""
    receiver = Receiver(direction=Direction.SENT, max_message_size=_NO_LIMIT, lenient=True)
    receiver.negotiated(Inflater() if deflate else None)
    receiver.feed(wire, 0)
    frames = tuple(_frames(receiver.finish(0).events))
    return Reading(frames, frames[-1].omitted if frames else 0)


def _frames(events: Sequence[Happening]) -> Iterator[Frame]:
    for event in events:
        if isinstance(event, FrameRun):
            yield from event.frames()
        elif isinstance(event, Frame):
            yield event


def _rules(frame: Frame) -> str:
    """What is wrong with a frame but for its being cut off, which is told of by itself."""
    return "; ".join(
        rule for rule in frame.violation.split("; ") if not rule.startswith("the connection ended")
    )
