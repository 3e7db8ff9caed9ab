"""Fields that make frames, and frames that make fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.sending.violations import VIOLATIONS
from inspector.ui.forge.draft import Draft, DraftError, draft_of, forge, payload_of
from inspector.wire.forged_frame import ForgedFrame

KEY = bytes.fromhex("1a2b3c4d")


def test_a_frame_as_it_is_typed() -> None:
    draft = Draft(fin=False, rsv=4, opcode=2, key="00000000", is_text=False, payload="00 ff")
    assert forge(draft, KEY).encode() == bytes.fromhex("42 82 00000000 00ff")


def test_a_key_that_is_not_typed_is_the_one_that_is_shown() -> None:
    assert forge(Draft(payload="\0\0\0\0"), KEY).encode() == b"\x81\x84" + KEY + KEY
    assert forge(Draft(payload="a", masked=False), KEY).encode() == b"\x81\x01a"


@pytest.mark.parametrize(
    ("length", "bits", "header"),
    [
        ("", None, "81 01"),
        ("125", None, "81 7d"),
        ("126", None, "81 7e 00 7e"),
        ("0x10000", None, "81 7f 00 00 00 00 00 01 00 00"),
        ("1,000", None, "81 7e 03 e8"),
        ("5", 16, "81 7e 00 05"),
        ("5", 64, "81 7f 00 00 00 00 00 00 00 05"),
        ("18446744073709551615", 64, "81 7f ff ff ff ff ff ff ff ff"),
    ],
)
def test_any_length_in_any_form(length: str, bits: int | None, header: str) -> None:
    draft = Draft(masked=False, payload="x", length=length, length_bits=bits)
    assert forge(draft, KEY).encode() == bytes.fromhex(header) + b"x"


@pytest.mark.parametrize(
    ("draft", "field", "said"),
    [
        (Draft(key="123"), "key", "8 hex digits"),
        (Draft(length="many"), "length", "such as 125 or 0x7d"),
        (Draft(length="126", length_bits=7), "length", "7 bits"),
        (Draft(length="65536", length_bits=16), "length", "16 bits"),
        (Draft(length="18446744073709551616"), "length", "64 bits"),
        (Draft(is_text=False, payload="0"), "payload", "misses one"),
        (Draft(payload="\ud800"), "payload", "half a character"),
    ],
)
def test_what_makes_no_frame_says_so(draft: Draft, field: str, said: str) -> None:
    with pytest.raises(DraftError, match=said) as caught:
        forge(draft, KEY)
    assert caught.value.field == field


@given(
    st.builds(
        ForgedFrame,
        opcode=st.integers(0, 15),
        payload=st.binary(max_size=20) | st.text(max_size=20).map(str.encode),
        fin=st.booleans(),
        rsv=st.integers(0, 7),
        masked=st.booleans(),
        masking_key=st.just(KEY),
        declared_length=st.none() | st.integers(0, 2**64 - 1),
        length_bits=st.sampled_from([None, 64]),
    )
)
def test_the_fields_of_a_frame_make_it_again(frame: ForgedFrame) -> None:
    assert forge(draft_of(frame), KEY).encode() == frame.encode()


def test_a_key_that_was_chosen_stays_and_a_random_one_is_drawn_again() -> None:
    [short] = [v for v in VIOLATIONS if v.id == "length-too-short"]
    assert forge(draft_of(short.frames[0]), KEY).encode() == short.frames[0].encode()
    assert draft_of(VIOLATIONS[0].frames[0]).key == ""


def test_bytes_that_are_no_printable_text_are_shown_in_hex() -> None:
    assert draft_of(ForgedFrame(payload=b"caf\xe9")).payload == "63 61 66 e9"
    assert draft_of(ForgedFrame(payload=b"a\tb")).payload == "61 09 62"
    assert payload_of(draft_of(ForgedFrame(payload="né".encode()))) == "né".encode()


def test_frames_are_called_by_their_opcodes() -> None:
    assert [Draft(opcode=opcode).name for opcode in (0, 9, 11)] == [
        "continuation",
        "ping",
        "opcode 0xB",
    ]
