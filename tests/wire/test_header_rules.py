import pytest

from inspector.events import Direction
from inspector.events.frame import header_size
from inspector.wire.header_rules import header_violation

RECEIVED, SENT = Direction.RECEIVED, Direction.SENT


@pytest.mark.parametrize(
    ("header", "rsv_allowed", "said"),
    [
        ("8105", 0, ""),
        ("0100", 0, ""),
        ("827e007e", 0, ""),
        ("827f0000000000010000", 0, ""),
        ("897d", 0, ""),
        ("c105", 4, ""),
        ("8305", 0, "opcode 3 is reserved (RFC 6455 section 5.2)"),
        ("8b05", 0, "opcode 11 is reserved (RFC 6455 section 5.2)"),
        ("c105", 0, "RSV1 set without an extension that defines it (RFC 6455 section 5.2)"),
        (
            "f105",
            4,
            "RSV2 and RSV3 set without an extension that defines it (RFC 6455 section 5.2)",
        ),
        ("897e007e", 0, "a control frame of 126 bytes, more than 125 (RFC 6455 section 5.5)"),
        ("0900", 0, "a fragmented control frame (RFC 6455 section 5.5)"),
        ("817e0005", 0, "the length 5 is not in its shortest form (RFC 6455 section 5.2)"),
        (
            "817f000000000000ffff",
            0,
            "the length 65535 is not in its shortest form (RFC 6455 section 5.2)",
        ),
        ("817f8000000000000000", 0, "the 64-bit length has its top bit set (RFC 6455 section 5.2)"),
        ("8185", 0, "a server must not mask its frames (RFC 6455 section 5.1)"),
    ],
)
def test_what_a_server_s_header_breaks(header: str, rsv_allowed: int, said: str) -> None:
    assert header_violation(bytes.fromhex(header), RECEIVED, rsv_allowed) == said


def test_a_header_may_break_several_rules() -> None:
    assert header_violation(bytes.fromhex("5bfe0005"), RECEIVED, 0) == (
        "RSV1 and RSV3 set without an extension that defines it (RFC 6455 section 5.2); "
        "opcode 11 is reserved (RFC 6455 section 5.2); "
        "a fragmented control frame (RFC 6455 section 5.5); "
        "the length 5 is not in its shortest form (RFC 6455 section 5.2); "
        "a server must not mask its frames (RFC 6455 section 5.1)"
    )


def test_a_client_must_mask() -> None:
    assert header_violation(b"\x81\x85", SENT, 0) == ""
    assert "a client must mask its frames" in header_violation(b"\x81\x05", SENT, 0)


@pytest.mark.parametrize(
    ("start", "size"),
    [
        ("", 2),
        ("81", 2),
        ("8100", 2),
        ("817d", 2),
        ("817e", 4),
        ("817f", 10),
        ("8180", 6),
        ("81fe", 8),
        ("81ff", 14),
    ],
)
def test_the_second_byte_tells_how_long_the_header_is(start: str, size: int) -> None:
    assert header_size(bytes.fromhex(start)) == size
