"""Header bits in words, for lawful and unlawful headers and for whatever bytes come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.ui.details.annotate import Field, header_fields, header_text


def told(header: str) -> dict[str, str]:
    return {field.name: field.value for field in header_fields(bytes.fromhex(header))}


def meaning(header: str, name: str) -> str:
    fields = header_fields(bytes.fromhex(header))
    return next(field.meaning for field in fields if field.name == name)


def test_a_small_text_frame_of_a_server() -> None:
    assert told("8105") == {
        "FIN": "1",
        "RSV1": "0",
        "RSV2": "0",
        "RSV3": "0",
        "Opcode": "0x1 text",
        "MASK": "0",
        "Payload length": "5",
    }


def test_a_masked_frame_with_16_bits_of_length() -> None:
    fields = header_fields(bytes.fromhex("c1fe012c37fa213d"))
    assert [(f.name, f.first_bit, f.bits, f.value, f.where) for f in fields[5:]] == [
        ("MASK", 8, 1, "1", "byte 1"),
        ("Payload length", 9, 7, "126", "byte 1"),
        ("Extended payload length (16 bits)", 16, 16, "300", "bytes 2-3"),
        ("Masking key", 32, 32, "37 fa 21 3d", "bytes 4-7"),
    ]
    assert "RFC 7692" in meaning("c1fe012c37fa213d", "RSV1")


def test_64_bits_of_length() -> None:
    assert told("827f0000000000010000")["Extended payload length (64 bits)"] == "65,536"


@pytest.mark.parametrize(
    ("header", "name", "words"),
    [
        ("817e0005", "Extended payload length (16 bits)", "demands the shortest"),
        ("827f000000000000ffff", "Extended payload length (64 bits)", "demands the shortest"),
        ("827f8000000000000000", "Extended payload length (64 bits)", "must be 0"),
        ("0900", "FIN", "must not be fragmented"),
        ("c900", "RSV1", "only the first frame"),
        ("a100", "RSV2", "no known extension"),
        ("8300", "Opcode", "reserved for data frames"),
        ("8b00", "Opcode", "reserved for control frames"),
        ("0000", "FIN", "more frames"),
        ("8000", "FIN", "the last frame"),
    ],
)
def test_what_is_odd_is_said(header: str, name: str, words: str) -> None:
    assert words in meaning(header, name)


@pytest.mark.parametrize(("header", "count"), [("", 0), ("81", 5), ("817e00", 7), ("8185aabb", 7)])
def test_a_header_cut_short_shows_the_fields_that_are_whole(header: str, count: int) -> None:
    assert len(header_fields(bytes.fromhex(header))) == count


def test_the_text_has_every_byte_and_every_field() -> None:
    text = header_text(bytes.fromhex("8185aabbccdd"))
    assert "byte 0: 81, 1000 0001" in text
    assert "byte 5: dd, 1101 1101" in text
    assert "Masking key = aa bb cc dd: " in text


@given(st.binary(max_size=14))
def test_fields_follow_one_another_without_a_gap(header: bytes) -> None:
    fields: list[Field] = header_fields(header)
    end = 0
    for field in fields:
        assert field.first_bit == end
        end += field.bits
    assert end <= 8 * len(header)
