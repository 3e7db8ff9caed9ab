"""A frame of one's own making: any header, truthful or not (RFC 6455 section 5.2)."""

import secrets
from dataclasses import dataclass
from typing import Literal

from inspector.events import Direction, Frame
from inspector.events.frame import apply_mask

LengthBits = Literal[7, 16, 64]

_FORMS: dict[LengthBits, int] = {16: 126, 64: 127}
"""What the 7 bits say where the length is in the 16 or 64 after them."""


@dataclass(frozen=True, kw_only=True)
class ForgedFrame:
    """Goes out just so, whatever RFC 6455 says of it.

    Raises ValueError for what has no room in a header. A masking key that is not given is drawn
    when the frame is made, so that `encode` gives the same bytes each time.
    """

    opcode: int = 1
    """0 to 15; 3-7 and 11-15 are reserved."""
    payload: bytes = b""
    """Before it is masked."""
    fin: bool = True
    rsv: int = 0
    """RSV1-3 as one number 0-7; RSV1 is 4."""
    masked: bool = True
    masking_key: bytes | None = None
    """4 bytes; not used where the frame is not masked."""
    declared_length: int | None = None
    """What the header says of the payload's length; None is the truth."""
    length_bits: LengthBits | None = None
    """How many bits the length is written in; None is as few as it fits into."""

    def __post_init__(self) -> None:
        _check("an opcode", self.opcode, 15)
        _check("the RSV bits as a number (RSV1 is 4)", self.rsv, 7)
        if self.masked and self.masking_key is None:
            object.__setattr__(self, "masking_key", secrets.token_bytes(4))
        if self.masking_key is not None and len(self.masking_key) != 4:
            raise ValueError(f"A masking key has 4 bytes, not {len(self.masking_key)}.")
        bits = self.length_bits or 64
        if bits not in (7, 16, 64):
            raise ValueError(f"A length is written in 7, 16 or 64 bits, not {bits}.")
        most = 125 if bits == 7 else 2**bits - 1
        _check(f"a length in {bits} bits", self.length, most)

    @property
    def length(self) -> int:
        """What the header declares, in bytes."""
        return len(self.payload) if self.declared_length is None else self.declared_length

    def header(self) -> bytes:
        """2 to 14 bytes, the masking key included."""
        length = self.length
        bits = self.length_bits or (7 if length < 126 else 16 if length < 2**16 else 64)
        extended = b"" if bits == 7 else length.to_bytes(bits // 8, "big")
        first = self.fin << 7 | self.rsv << 4 | self.opcode
        second = self.masked << 7 | _FORMS.get(bits, length)
        return bytes((first, second)) + extended + (self._key or b"")

    def encode(self) -> bytes:
        """The exact bytes that go out: the header, and all of the payload whatever is declared."""
        key = self._key
        return self.header() + (apply_mask(self.payload, key) if key else self.payload)

    def as_sent(self, time_ns: int) -> Frame:
        """What is recorded of it; `violation` tells only where the length lies."""
        lie = ""
        if self.length != len(self.payload):
            lie = f"the length {self.length} is a lie, {len(self.payload)} bytes were sent"
        return Frame(time_ns, Direction.SENT, self.header(), self.payload, None, lie)

    @property
    def _key(self) -> bytes | None:
        return self.masking_key if self.masked else None


def _check(what: str, number: int, most: int) -> None:
    if not 0 <= number <= most:
        raise ValueError(f"{what[0].upper()}{what[1:]} must be from 0 to {most}, not {number}.")
