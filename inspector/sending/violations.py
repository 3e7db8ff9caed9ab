"""The classic violations of RFC 6455, ready to send, and what the RFC says to whom they are sent.

Sections are those of RFC 6455, where no other RFC is named.
"""

from typing import Literal, NamedTuple

from inspector.events import Opcode
from inspector.wire.forged_frame import ForgedFrame

Expected = Literal["failure", "wait", "close"]


class Violation(NamedTuple):
    """Frames that break one rule."""

    id: str
    title: str
    section: str
    """Where the rule is: `5.1`, or `RFC 7692 6.1`."""
    rule: str
    """What is broken, in a sentence."""
    must: str
    """What the peer must, should or may do, in a sentence that names the section."""
    frames: tuple[ForgedFrame, ...]
    codes: tuple[int, ...] = (1002,)
    """The close codes that are right (section 7.4.1)."""
    expected: Expected = "failure"
    """That the peer fails the connection; that it waits for what the header announced, unless it
    closes with one of `codes`; that it answers our Close frame as if nothing were wrong."""
    deflate: bool | None = None
    """Breaks a rule only with permessage-deflate negotiated, or only without it."""
    ping_after: bool = True
    """Whether a ping sent next tells more. Else it would be read as a part of the frame."""

    def breaks(self, extensions: str) -> bool:
        """Whether it breaks a rule on a connection with these `extensions`, as negotiated."""
        return self.deflate is None or self.deflate == ("permessage-deflate" in extensions)


_MUST_FAIL = (
    "It MUST fail the connection (section {}); it SHOULD send a Close frame first (section 7.1.7), "
    "with code 1002, protocol error (section 7.4.1)."
)
_INVALID = (
    "No section says how to receive it. As with any invalid data it MAY drop TCP, and SHOULD send "
    "a Close frame with an appropriate code first (section 10.7): 1002, protocol error "
    "(section 7.4.1)."
)
_NOT_UTF_8 = (
    "It MUST fail the connection (section 8.1); it SHOULD send a Close frame first (section "
    "7.1.7), with code 1007, data not consistent with the type of the message (section 7.4.1)."
)
_NO_SUCH_CODE = "{} MUST NOT be set as the code of a Close frame: it means that {}."


def _close(code: int, reason: bytes = b"") -> ForgedFrame:
    return ForgedFrame(opcode=Opcode.CLOSE, payload=code.to_bytes(2, "big") + reason)


VIOLATIONS: tuple[Violation, ...] = (
    Violation(
        "unmasked",
        "Unmasked frame",
        "5.1",
        "A client MUST mask all frames that it sends.",
        "The server MUST close the connection; it MAY send a Close frame with code 1002, protocol "
        "error (section 5.1).",
        (ForgedFrame(payload=b"not masked", masked=False),),
    ),
    Violation(
        "reserved-data-opcode",
        "Reserved opcode 3",
        "5.2",
        "Opcodes 3 to 7 are reserved for data frames that are not defined yet.",
        _MUST_FAIL.format("5.2"),
        (ForgedFrame(opcode=3, payload=b"opcode 3"),),
    ),
    Violation(
        "reserved-control-opcode",
        "Reserved opcode 11",
        "5.2",
        "Opcodes 11 to 15 are reserved for control frames that are not defined yet.",
        _MUST_FAIL.format("5.2"),
        (ForgedFrame(opcode=11, payload=b"opcode 11"),),
    ),
    Violation(
        "rsv1",
        "RSV1 without an extension",
        "5.2",
        "RSV1 MUST be 0 unless an extension defines it, such as permessage-deflate.",
        _MUST_FAIL.format("5.2"),
        (ForgedFrame(payload=b"RSV1", rsv=4),),
        deflate=False,
    ),
    Violation(
        "rsv2",
        "RSV2 without an extension",
        "5.2",
        "RSV2 MUST be 0 unless an extension defines it.",
        _MUST_FAIL.format("5.2"),
        (ForgedFrame(payload=b"RSV2", rsv=2),),
    ),
    Violation(
        "rsv3",
        "RSV3 without an extension",
        "5.2",
        "RSV3 MUST be 0 unless an extension defines it.",
        _MUST_FAIL.format("5.2"),
        (ForgedFrame(payload=b"RSV3", rsv=1),),
    ),
    Violation(
        "compressed-control",
        "RSV1 on a ping, with permessage-deflate",
        "RFC 7692 6.1",
        "Control frames MUST NOT have RSV1 set: they are never compressed.",
        _MUST_FAIL.format("6.1 of RFC 7692"),
        (ForgedFrame(opcode=Opcode.PING, payload=b"compressed?", rsv=4),),
        deflate=True,
    ),
    Violation(
        "no-deflate-data",
        "RSV1 on what is no DEFLATE data",
        "RFC 7692 7.2.2",
        "With permessage-deflate, a message whose first frame has RSV1 set is inflated.",
        "No section names a code. As with any invalid data it MAY drop TCP, and SHOULD send a "
        "Close frame with an appropriate code first (section 10.7): 1002 or 1007 (section 7.4.1).",
        (ForgedFrame(payload=b"\xff" * 16, rsv=4),),
        codes=(1002, 1007),
        deflate=True,
    ),
    Violation(
        "fragmented-control",
        "Fragmented ping",
        "5.5",
        "Control frames MUST NOT be fragmented.",
        _INVALID,
        (ForgedFrame(opcode=Opcode.PING, payload=b"the first part", fin=False),),
    ),
    Violation(
        "oversized-control",
        "Ping of 126 bytes",
        "5.5",
        "All control frames MUST have a payload of 125 bytes or less.",
        _INVALID,
        (ForgedFrame(opcode=Opcode.PING, payload=b"x" * 126),),
    ),
    Violation(
        "lone-continuation",
        "Continuation of nothing",
        "5.4",
        "A continuation frame follows a first frame with FIN 0 and an opcode other than 0.",
        _INVALID,
        (ForgedFrame(opcode=Opcode.CONTINUATION, payload=b"of what?"),),
    ),
    Violation(
        "interleaved",
        "New message inside a fragmented one",
        "5.4",
        "The fragments of one message MUST NOT be interleaved between those of another.",
        _INVALID,
        (
            ForgedFrame(payload=b"the first part of one message, ", fin=False),
            ForgedFrame(payload=b"and then another one"),
        ),
    ),
    Violation(
        "invalid-utf-8",
        "Text that is not UTF-8",
        "5.6",
        "The whole of a text message MUST be valid UTF-8.",
        _NOT_UTF_8,
        (ForgedFrame(payload=b"caf\xe9"),),
        codes=(1007,),
    ),
    Violation(
        "invalid-utf-8-fragments",
        "Text that is not UTF-8, in fragments",
        "5.6",
        "The whole of a text message MUST be valid UTF-8; a character may begin in one frame and "
        "end in the next, and here it does not.",
        _NOT_UTF_8,
        (
            ForgedFrame(payload=b"caf\xc3", fin=False),
            ForgedFrame(opcode=Opcode.CONTINUATION, payload=b"(!"),
        ),
        codes=(1007,),
    ),
    Violation(
        "close-1-byte",
        "Close of 1 byte",
        "5.5.1",
        "If a Close frame has a body, its first two bytes MUST be the code.",
        _INVALID,
        (ForgedFrame(opcode=Opcode.CLOSE, payload=b"\x03"),),
    ),
    Violation(
        "close-1005",
        "Close 1005",
        "7.4.1",
        _NO_SUCH_CODE.format(1005, "a Close frame had no code"),
        _INVALID,
        (_close(1005),),
    ),
    Violation(
        "close-1006",
        "Close 1006",
        "7.4.1",
        _NO_SUCH_CODE.format(1006, "there was no Close frame"),
        _INVALID,
        (_close(1006),),
    ),
    Violation(
        "close-999",
        "Close 999",
        "7.4.2",
        "Status codes in the range 0-999 are not used.",
        _INVALID,
        (_close(999),),
    ),
    Violation(
        "close-reason",
        "Close reason that is not UTF-8",
        "5.5.1",
        "After its code, the body of a Close frame is UTF-8.",
        _NOT_UTF_8,
        (_close(1000, b"caf\xe9"),),
        codes=(1007,),
    ),
    Violation(
        "after-close",
        "Message after the Close frame",
        "5.5.1",
        "The application MUST NOT send any more data frames after sending a Close frame.",
        "It MUST answer the Close frame, typically with the code that it got (section 5.5.1), and "
        "discards what comes after it (section 1.4).",
        (_close(1000), ForgedFrame(payload=b"one more thing")),
        codes=(1000,),
        expected="close",
    ),
    Violation(
        "length-too-long",
        "Length that announces more than is sent",
        "5.2",
        "The payload length is the length of the payload data, in bytes.",
        "It cannot know, and waits for the rest; what is sent next is read as that. The RFC knows "
        "no time limit.",
        (ForgedFrame(payload=b"10 of 4096", declared_length=4096),),
        codes=(),
        expected="wait",
        ping_after=False,
    ),
    Violation(
        "length-too-short",
        "Length that announces less than is sent",
        "5.2",
        "The payload length is the length of the payload data, in bytes. The rest, ' world', is "
        "read as a frame: RSV2 set, no mask.",
        _MUST_FAIL.format("5.2"),
        (ForgedFrame(payload=b"hello world", declared_length=5, masking_key=bytes(4)),),
    ),
    Violation(
        "length-16-not-minimal",
        "Short length in 16 bits",
        "5.2",
        "The minimal number of bytes MUST be used to encode the length.",
        _INVALID,
        (ForgedFrame(payload=b"short", length_bits=16),),
    ),
    Violation(
        "length-64-not-minimal",
        "Short length in 64 bits",
        "5.2",
        "The minimal number of bytes MUST be used to encode the length.",
        _INVALID,
        (ForgedFrame(payload=b"short", length_bits=64),),
    ),
    Violation(
        "length-top-bit",
        "64-bit length with its top bit set",
        "5.2",
        "The most significant bit of a 64-bit length MUST be 0.",
        "No section says how to receive it. As with any invalid data it MAY drop TCP, and SHOULD "
        "send a Close frame with an appropriate code first (section 10.7): 1002 or 1009 "
        "(section 7.4.1).",
        (ForgedFrame(payload=b"too much", declared_length=2**63 + 8, length_bits=64),),
        codes=(1002, 1009),
        ping_after=False,
    ),
    Violation(
        "length-huge",
        "Very large length",
        "10.4",
        "Nothing forbids a frame of 2**62 bytes; it only asks how the peer protects itself.",
        "If it has a limit it MUST protect itself against what exceeds it (section 10.4), and may "
        "close with code 1009, too big (section 7.4.1); else it waits for the rest.",
        (ForgedFrame(payload=b"too much", declared_length=2**62),),
        codes=(1009,),
        expected="wait",
        ping_after=False,
    ),
)
