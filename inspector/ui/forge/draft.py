"""A frame as its fields are typed, and what it becomes. Knows no Qt."""

import re
from typing import NamedTuple

from inspector.events import Opcode
from inspector.sending.content import outgoing
from inspector.wire.forged_frame import ForgedFrame, LengthBits

LENGTH_FORMS: dict[str, LengthBits | None] = {
    "shortest": None,
    "7 bits": 7,
    "16 bits": 16,
    "64 bits": 64,
}
"""How a payload's length can be written (RFC 6455 section 5.2)."""

_NUMBER = re.compile(r"[0-9][0-9_,]*|0[xX][0-9A-Fa-f]+")
_ZEROS = "00000000"
_KEY = re.compile(r"[0-9A-Fa-f]{8}")


class DraftError(ValueError):
    """The fields make no frame: which of them, and why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        """`key`, `length` or `payload`."""


class Draft(NamedTuple):
    """What the fields say of one frame."""

    fin: bool = True
    rsv: int = 0
    """0 to 7; RSV1 is 4."""
    opcode: int = Opcode.TEXT
    masked: bool = True
    key: str = ""
    """8 hex digits; empty for one drawn at random."""
    length: str = ""
    """What the header declares, as a decimal or `0x` number; empty for the truth."""
    length_bits: LengthBits | None = None
    """7, 16 or 64; None for the shortest form that has room."""
    is_text: bool = True
    """Whether `payload` is text, else hex digits."""
    payload: str = ""

    @property
    def name(self) -> str:
        """What the frame calls itself: `text`, `ping`, `opcode 0xB`."""
        name = Opcode.name_of(self.opcode)
        return f"opcode 0x{self.opcode:X}" if name == "reserved" else name


def forge(draft: Draft, random_key: bytes) -> ForgedFrame:
    """The frame; masked with `random_key` where the draft has no key of its own. DraftError."""
    payload, key, length = payload_of(draft), _key(draft.key), _length(draft.length)
    try:
        return ForgedFrame(
            opcode=draft.opcode,
            payload=payload,
            fin=draft.fin,
            rsv=draft.rsv,
            masked=draft.masked,
            masking_key=key or random_key,
            declared_length=length,
            length_bits=draft.length_bits,
        )
    except ValueError as error:
        raise DraftError("length", str(error)) from None


def draft_of(frame: ForgedFrame) -> Draft:
    """The fields that make `frame`. Its masking key is left to chance, unless it is all zeros:
    that one was chosen, so that the payload can be read on the wire."""
    text = frame.payload.decode("utf-8", "replace")
    is_text = text.isprintable() and text.encode() == frame.payload
    return Draft(
        fin=frame.fin,
        rsv=frame.rsv,
        opcode=frame.opcode,
        masked=frame.masked,
        key=_ZEROS if frame.masking_key == bytes(4) else "",
        length="" if frame.declared_length is None else str(frame.declared_length),
        length_bits=frame.length_bits,
        is_text=is_text,
        payload=text if is_text else frame.payload.hex(" "),
    )


def payload_of(draft: Draft) -> bytes:
    """The payload, not masked. DraftError."""
    try:
        data = outgoing("text" if draft.is_text else "binary-hex", draft.payload).data
    except ValueError as error:
        raise DraftError("payload", str(error)) from None
    return data.encode() if isinstance(data, str) else data


def key_problem(text: str) -> str:
    """What is wrong with a masking key, as a sentence; empty where nothing is."""
    if not text or _KEY.fullmatch(text.replace(" ", "")):
        return ""
    return "A masking key is 4 bytes: 8 hex digits, or nothing for a random one."


def length_problem(text: str) -> str:
    """What is wrong with a declared length, as a sentence; empty where nothing is."""
    if not text or _NUMBER.fullmatch(text):
        return ""
    return "A length is a number such as 125 or 0x7d, or nothing for the payload's own."


def _key(text: str) -> bytes:
    if problem := key_problem(text):
        raise DraftError("key", problem)
    return bytes.fromhex(text)


def _length(text: str) -> int | None:
    if problem := length_problem(text):
        raise DraftError("length", problem)
    return int(text.replace(",", ""), 0 if text[:2].lower() == "0x" else 10) if text else None
