"""How a peer reads what was forged."""

import pytest

from inspector.sending.violations import VIOLATIONS, Violation
from inspector.ui.forge.reading import read
from inspector.wire.forged_frame import ForgedFrame


def sentence(*frames: ForgedFrame, deflate: bool = False) -> str:
    wire = b"".join(frame.encode() for frame in frames)
    return read(wire, deflate=deflate).sentence(len(frames))


def test_lawful_frames_break_nothing() -> None:
    first, last = ForgedFrame(payload=b"a", fin=False), ForgedFrame(opcode=0, payload=b"b")
    assert sentence(first, ForgedFrame(opcode=9), last) == ""


def test_each_rule_is_told_with_the_frame_that_breaks_it() -> None:
    said = sentence(ForgedFrame(payload=b"a"), ForgedFrame(opcode=11, rsv=2, masked=False))
    assert said.startswith("Frame 2: RSV2 set")
    assert "opcode 11 is reserved" in said
    assert "a client must mask" in said
    assert said.endswith("The peer must fail the connection: with a Close frame or by ending TCP "
                         "(section 7.1.7).")  # fmt: skip


def test_a_length_that_lies_is_taken_for_the_truth() -> None:
    assert sentence(ForgedFrame(payload=b"10 of 4096", declared_length=4096)) == (
        "The peer waits for 4,086 bytes, and takes for them whatever comes next."
    )
    surplus = ForgedFrame(payload=b"ab\x89\x80\0\0\0\0", declared_length=2, masking_key=bytes(4))
    assert sentence(surplus) == "What is longer than declared is read as more frames."


def test_rsv1_means_something_only_with_the_extension() -> None:
    deflated = ForgedFrame(payload=bytes.fromhex("f248cdc9c90700"), rsv=4)
    assert sentence(deflated, deflate=True) == ""
    assert "RSV1 set without an extension" in sentence(deflated)


@pytest.mark.parametrize("violation", VIOLATIONS, ids=lambda violation: violation.id)
def test_every_classic_violation_is_found(violation: Violation) -> None:
    deflate = bool(violation.deflate)
    reading = read(b"".join(f.encode() for f in violation.frames), deflate=deflate)
    assert reading.missing or reading.violations
