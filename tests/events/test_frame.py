"""Frames as values: everything derived from the header bytes, checked against RFC 6455."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.events import Direction, Frame, Opcode, parse_close
from inspector.events.frame import apply_mask


def frame(header: str, payload: bytes = b"", wire: bytes | None = None) -> Frame:
    return Frame(1, Direction.RECEIVED, bytes.fromhex(header), payload, wire)


# The examples of RFC 6455 section 5.7, and of RFC 7692 section 7.2.3.1.
EXAMPLES = {
    "unmasked text": ("8105", b"Hello", None, "810548656c6c6f"),
    "masked text": ("818537fa213d", b"Hello", None, "818537fa213d7f9f4d5158"),
    "fragment": ("0103", b"Hel", None, "010348656c"),
    "unmasked ping": ("8905", b"Hello", None, "890548656c6c6f"),
    "256 bytes of binary": ("827e0100", bytes(256), None, "827e0100" + "00" * 256),
    "64 KiB of binary": (
        "827f0000000000010000",
        bytes(65536),
        None,
        "827f0000000000010000" + "00" * 65536,
    ),
    "compressed": ("c107", b"Hello", bytes.fromhex("f248cdc9c90700"), "c107f248cdc9c90700"),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_of_the_rfcs_are_rebuilt_byte_for_byte(name: str) -> None:
    header, payload, wire, expected = EXAMPLES[name]
    example = frame(header, payload, wire)
    assert example.wire_bytes().hex() == expected
    assert example.omitted == 0


def test_every_field_is_read_from_the_header() -> None:
    example = frame("f38537fa213d", b"Hello")
    assert (example.fin, example.rsv, example.opcode, example.type) == (True, 7, 3, "reserved")
    assert (example.masked, example.masking_key) == (True, bytes.fromhex("37fa213d"))
    assert (example.declared_length, example.wire_length) == (5, 5)


def test_a_header_cut_short_is_read_as_far_as_it_came() -> None:
    assert frame("81").declared_length == 0
    assert frame("81").masked is False
    assert frame("81fe01").declared_length == 0
    assert frame("81fe01").masking_key is None
    assert frame("81ff000000000001").masking_key is None
    assert frame("81fe0100aabbcc").masking_key is None


def test_what_is_missing_of_the_payload_is_counted() -> None:
    assert frame("8264", b"abc").omitted == 97
    assert frame("c264", b"much more than on the wire", b"abc").omitted == 97


@given(st.binary(max_size=300), st.binary(min_size=4, max_size=4))
def test_masking_is_its_own_inverse_and_byte_i_takes_key_i_mod_4(data: bytes, key: bytes) -> None:
    masked = apply_mask(data, key)
    assert masked == bytes(byte ^ key[i % 4] for i, byte in enumerate(data))
    assert apply_mask(masked, key) == data


@given(st.binary(max_size=125))
def test_any_close_payload_gives_a_code_and_a_reason(payload: bytes) -> None:
    code, reason = parse_close(payload)
    assert code == (int.from_bytes(payload[:2], "big") if len(payload) > 1 else 1005)
    assert isinstance(reason, str)


def test_control_opcodes_are_8_to_15() -> None:
    assert [opcode for opcode in range(16) if Opcode.is_control(opcode)] == list(range(8, 16))
    assert Opcode.name_of(9) == "ping"
    assert Opcode.name_of(3) == "reserved"
