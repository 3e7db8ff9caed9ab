"""The bytes of a frame in hex, in the three forms that they have on their way. Knows no Qt."""

from inspector.events import Frame
from inspector.payloads import Decoded, hexdump
from inspector.payloads.hex import HexSpans

FORMS = {
    "On the wire": "The whole frame as it crossed the wire: header, and payload with its mask",
    "Unmasked": "The payload as it crossed the wire but for the mask: compressed where it was",
    "Decoded": "The payload unmasked and inflated",
}


def differs(frame: Frame) -> bool:
    """Whether `Unmasked` says more than the other two forms."""
    return frame.masked or frame.wire_payload is not None


def dump(frame: Frame, form: str, limit: int) -> tuple[Decoded, int]:
    """The first `limit` bytes of a form, the header coloured, and how many bytes there are."""
    if form == "Decoded":
        return hexdump(frame.payload, limit), len(frame.payload)
    payload = frame.unmasked_payload
    if form == "Unmasked":
        return hexdump(payload, limit), len(payload)
    # Only what is shown is masked again: the whole might be 64 MiB.
    head = frame._replace(payload=payload[:limit], wire_payload=None)
    total = len(frame.header) + len(payload)
    shown = head.wire_bytes()[:limit]
    dumped = hexdump(shown, limit)
    # The header lies in the first line: it has 14 bytes at most, a line has 16.
    marked = HexSpans(len(shown), len(frame.header)) if shown else []
    return dumped._replace(spans=marked), total
