"""A frame's header bit by bit, in words (RFC 6455 section 5.2). Knows no Qt."""

from typing import NamedTuple

from inspector.events import Opcode

_EXTENDED = {126: 2, 127: 8}


class Field(NamedTuple):
    """One field of a header: where its bits are, what they say and what that means."""

    name: str
    first_bit: int
    """Counted from the header's first bit, the most significant bit of byte 0."""
    bits: int
    value: str
    meaning: str
    kind: str
    """`flag`, `reserved`, `opcode`, `mask`, `length` or `key`."""

    @property
    def where(self) -> str:
        """The bytes that the field lies in, counted from 0: `byte 1` or `bytes 2-3`."""
        first, last = self.first_bit // 8, (self.first_bit + self.bits - 1) // 8
        return f"byte {first}" if first == last else f"bytes {first}-{last}"


def header_fields(header: bytes) -> list[Field]:
    """The fields of `header` in wire order; those that are wholly there where it was cut short."""
    if not header:
        return []
    fields = _first_byte(header[0])
    if len(header) > 1:
        fields += _second_byte(header[1])
        position = 2
        if size := _EXTENDED.get(header[1] & 0x7F, 0):
            if len(header) < position + size:
                return fields
            fields.append(_extended_length(header[position : position + size]))
            position += size
        if header[1] >= 0x80 and len(header) >= position + 4:
            fields.append(_masking_key(header[position : position + 4], position))
    return fields


def header_text(header: bytes) -> str:
    """`header` in plain text: each byte in hex and binary, then each field in words."""
    lines = [
        f"byte {i}: {byte:02x}, {byte >> 4:04b} {byte & 15:04b}" for i, byte in enumerate(header)
    ]
    lines += [f"{f.name} = {f.value}: {f.meaning}" for f in header_fields(header)]
    return "\n".join(lines)


def _first_byte(byte: int) -> list[Field]:
    opcode = byte & 0x0F
    control = Opcode.is_control(opcode)
    fin = byte >> 7
    return [
        Field("FIN", 0, 1, str(fin), _fin_meaning(fin, opcode, control), "flag"),
        Field("RSV1", 1, 1, str(byte >> 6 & 1), _rsv1_meaning(byte >> 6 & 1, opcode), "reserved"),
        Field("RSV2", 2, 1, str(byte >> 5 & 1), _rsv_meaning(byte >> 5 & 1), "reserved"),
        Field("RSV3", 3, 1, str(byte >> 4 & 1), _rsv_meaning(byte >> 4 & 1), "reserved"),
        Field("Opcode", 4, 4, f"0x{opcode:X} {Opcode.name_of(opcode)}", _OPCODES[opcode], "opcode"),
    ]


def _second_byte(byte: int) -> list[Field]:
    masked, length = byte >> 7, byte & 0x7F
    mask_meaning = (
        "the payload is masked, as every frame from a client must be (section 5.3)"
        if masked
        else "the payload is not masked, as in every frame from a server (section 5.1)"
    )
    if size := _EXTENDED.get(length):
        length_meaning = f"the length stands in the next {size} bytes"
    else:
        length_meaning = "payload bytes that follow the header"
    return [
        Field("MASK", 8, 1, str(masked), mask_meaning, "mask"),
        Field("Payload length", 9, 7, str(length), length_meaning, "length"),
    ]


def _extended_length(data: bytes) -> Field:
    length, bits = int.from_bytes(data, "big"), len(data) * 8
    meaning = "payload bytes that follow the header"
    if length < 126 or (bits == 64 and length < 1 << 16):
        meaning += "; a shorter form would do, and section 5.2 demands the shortest"
    elif length >= 1 << 63:
        meaning += "; the most significant bit must be 0 (section 5.2)"
    return Field(
        f"Extended payload length ({bits} bits)", 16, bits, f"{length:,}", meaning, "length"
    )


def _masking_key(key: bytes, position: int) -> Field:
    meaning = "byte i of the payload went out XORed with byte i mod 4 of this key (section 5.3)"
    return Field("Masking key", position * 8, 32, key.hex(" "), meaning, "key")


def _fin_meaning(fin: int, opcode: int, control: bool) -> str:
    if control:
        return "whole" if fin else "control frames must not be fragmented (section 5.5)"
    if not fin:
        return "more frames of this message follow"
    return "the last frame of its message" if opcode == Opcode.CONTINUATION else "the whole message"


def _rsv1_meaning(bit: int, opcode: int) -> str:
    if not bit:
        return "not compressed" if opcode in (Opcode.TEXT, Opcode.BINARY) else "not used"
    if opcode in (Opcode.TEXT, Opcode.BINARY):
        return "compressed, where permessage-deflate was negotiated (RFC 7692 section 6)"
    return "only the first frame of a message may set it (RFC 7692 section 6)"


def _rsv_meaning(bit: int) -> str:
    return "set, though no known extension gives it a meaning" if bit else "not used"


_OPCODES = {
    0x0: "carries on the message that an earlier frame began",
    0x1: "a message of UTF-8 text",
    0x2: "a message of bytes",
    0x8: "closes the connection; may carry a code and a reason (section 5.5.1)",
    0x9: "asks for a pong with the same payload (section 5.5.2)",
    0xA: "answers a ping, or comes unasked (section 5.5.3)",
    **dict.fromkeys(range(3, 8), "reserved for data frames to come"),
    **dict.fromkeys(range(11, 16), "reserved for control frames to come"),
}
