"""A frame of one's own making: any header bits, masked or not (RFC 6455 section 5.2)."""

import secrets

from inspector.events.frame import apply_mask


def raw_frame(opcode: int, payload: bytes, *, fin: bool, rsv: int, masked: bool) -> bytes:
    """The bytes of the frame; its length is truthful. Raises ValueError for what has no room in
    a header: an opcode above 15, an `rsv` above 7."""
    if not 0 <= opcode <= 15:
        raise ValueError(f"An opcode is a number from 0 to 15, not {opcode}.")
    if not 0 <= rsv <= 7:
        raise ValueError(f"The RSV bits are a number from 0 to 7 (RSV1 is 4), not {rsv}.")
    size = len(payload)
    if size < 126:
        short, extended = size, b""
    elif size < 2**16:
        short, extended = 126, size.to_bytes(2, "big")
    else:
        short, extended = 127, size.to_bytes(8, "big")
    start = bytes((fin << 7 | rsv << 4 | opcode, masked << 7 | short)) + extended
    if not masked:
        return start + payload
    key = secrets.token_bytes(4)
    return start + key + apply_mask(payload, key)
