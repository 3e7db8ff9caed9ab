"""The rules that a frame's header alone can break (RFC 6455 sections 5.1, 5.2 and 5.5)."""

import functools
from collections.abc import Iterator

from inspector.events import Direction, Frame, Opcode

_DEFINED = frozenset(opcode.value for opcode in Opcode)
_MAX_CONTROL_PAYLOAD = 125


@functools.lru_cache(maxsize=1024)
def header_violation(header: bytes, direction: Direction, rsv_allowed: int) -> str:
    """Say which rules a complete header breaks; empty for a lawful one.

    `header` is without its masking key, so that few differ; `rsv_allowed` are the RSV bits that a
    negotiated extension defines: 4 is RSV1.
    """
    frame = Frame(0, direction, header, b"")
    broken = (_rsv_bits(frame.rsv & ~rsv_allowed), *_opcode(frame), _length(frame), _mask(frame))
    return "; ".join(sentence for sentence in broken if sentence)


def _rsv_bits(undefined: int) -> str:
    if not undefined:
        return ""
    names = " and ".join(f"RSV{n}" for n in (1, 2, 3) if undefined & 8 >> n)
    return f"{names} set without an extension that defines it (RFC 6455 section 5.2)"


def _opcode(frame: Frame) -> Iterator[str]:
    if frame.opcode not in _DEFINED:
        yield f"opcode {frame.opcode} is reserved (RFC 6455 section 5.2)"
    if Opcode.is_control(frame.opcode):
        if frame.declared_length > _MAX_CONTROL_PAYLOAD:
            size = frame.declared_length
            yield f"a control frame of {size} bytes, more than 125 (RFC 6455 section 5.5)"
        if not frame.fin:
            yield "a fragmented control frame (RFC 6455 section 5.5)"


def _length(frame: Frame) -> str:
    form, length = frame.header[1] & 0x7F, frame.declared_length
    if length >= 1 << 63:
        return "the 64-bit length has its top bit set (RFC 6455 section 5.2)"
    if (form == 126 and length < 126) or (form == 127 and length < 1 << 16):
        return f"the length {length} is not in its shortest form (RFC 6455 section 5.2)"
    return ""


def _mask(frame: Frame) -> str:
    if frame.direction is Direction.SENT:
        return "" if frame.masked else "a client must mask its frames (RFC 6455 section 5.1)"
    return "a server must not mask its frames (RFC 6455 section 5.1)" if frame.masked else ""
