"""A frame, as it crossed the wire (RFC 6455 section 5.2).

The header bytes are the truth: FIN, RSV, opcode, mask and declared length are read from them, so
that nothing shown can disagree with what was sent, and a frame costs one tuple.
"""

import enum
from typing import NamedTuple


class Direction(enum.IntEnum):
    """Which way a frame went, seen from us."""

    RECEIVED = 0
    SENT = 1


class Opcode(enum.IntEnum):
    """The opcodes that RFC 6455 section 5.2 defines; 3-7 and 11-15 are reserved."""

    CONTINUATION = 0
    TEXT = 1
    BINARY = 2
    CLOSE = 8
    PING = 9
    PONG = 10

    @staticmethod
    def name_of(opcode: int) -> str:
        """`text`, `ping`, ...; `reserved` for an opcode without a meaning."""
        return _NAMES.get(opcode, "reserved")

    @staticmethod
    def is_control(opcode: int) -> bool:
        """Opcodes 8-15 are control frames (RFC 6455 section 5.5)."""
        return opcode >= 8


_EXTENDED = {126: 2, 127: 8}
"""Bytes of the extended payload length that follow the 7-bit one."""

_NAMES: dict[int, str] = {opcode.value: opcode.name.lower() for opcode in Opcode}


def header_size(start: bytes) -> int:
    """How long a header is that begins with `start`: 2 to 14 bytes, as far as it tells already."""
    if len(start) < 2:
        return 2
    return 2 + _EXTENDED.get(start[1] & 0x7F, 0) + (4 if start[1] & 0x80 else 0)


class Frame(NamedTuple):
    """One frame, sent or received, with everything needed to rebuild its bytes."""

    time_ns: int
    """Unix time in nanoseconds: when the bytes were read, or handed to the transport."""
    direction: Direction
    header: bytes
    """The exact header bytes, extended length and masking key included: 2 to 14 bytes, fewer
    only where the connection ended in the middle of a header."""
    payload: bytes
    """Decoded: unmasked and inflated. This frame's part only, where the message is fragmented."""
    wire_payload: bytes | None = None
    """Unmasked but still compressed, where that differs from `payload`."""
    violation: str = ""
    """The rule that this frame breaks, as a sentence naming its section; empty for a lawful one."""

    @property
    def fin(self) -> bool:
        return self.header[0] >= 0x80

    @property
    def rsv(self) -> int:
        """RSV1-3 as one number 0-7; RSV1 is 4. permessage-deflate sets RSV1 (RFC 7692)."""
        return self.header[0] >> 4 & 0b111

    @property
    def opcode(self) -> int:
        return self.header[0] & 0x0F

    @property
    def type(self) -> str:
        return Opcode.name_of(self.header[0] & 0x0F)

    @property
    def masked(self) -> bool:
        return len(self.header) > 1 and self.header[1] >= 0x80

    @property
    def masking_key(self) -> bytes | None:
        """4 bytes; None without a mask, and where the header is cut short of them."""
        if not self.masked:
            return None
        start = 2 + _EXTENDED.get(self.header[1] & 0x7F, 0)
        key = self.header[start : start + 4]
        return key if len(key) == 4 else None

    @property
    def declared_length(self) -> int:
        """The payload length the header announces, in bytes; 0 where the header is cut short."""
        header = self.header
        if len(header) < 2:
            return 0
        length = header[1] & 0x7F
        if length < 126:
            return length
        size = _EXTENDED[length]
        return int.from_bytes(header[2 : 2 + size], "big") if len(header) >= 2 + size else 0

    @property
    def unmasked_payload(self) -> bytes:
        """The payload as it crossed the wire, but for the mask: compressed where it was."""
        return self.payload if self.wire_payload is None else self.wire_payload

    @property
    def omitted(self) -> int:
        """Bytes of the declared payload that are not here: over the limit, never arrived, or
        never sent because the length lies."""
        return max(0, self.declared_length - len(self.unmasked_payload))

    @property
    def wire_length(self) -> int:
        """Payload bytes on the wire, kept here."""
        return len(self.unmasked_payload)

    def wire_bytes(self) -> bytes:
        """The frame byte for byte as it crossed the wire, masked where it was masked."""
        payload = self.unmasked_payload
        key = self.masking_key
        return self.header + (payload if key is None else apply_mask(payload, key))


def apply_mask(data: bytes, key: bytes) -> bytes:
    """Mask or unmask `data` with a 4-byte `key` (RFC 6455 section 5.3)."""
    size = len(data)
    if not size:
        return b""
    pad = (key * (size // 4 + 1))[:size]
    return (int.from_bytes(data, "big") ^ int.from_bytes(pad, "big")).to_bytes(size, "big")


def parse_close(payload: bytes) -> tuple[int, str]:
    """The code and reason of a Close frame's payload (RFC 6455 section 5.5.1).

    1005 where there is none. Never raises: bytes that are no UTF-8 become U+FFFD in the reason.
    """
    if len(payload) < 2:
        return 1005, ""
    return int.from_bytes(payload[:2], "big"), payload[2:].decode("utf-8", "replace")
