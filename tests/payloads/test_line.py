"""One line for the log."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.events import Opcode
from inspector.payloads import Context, line, one_line

TEXT = Context(Opcode.TEXT)


@pytest.mark.parametrize(
    ("payload", "shown"),
    [
        (b"", ""),
        (b'{"a":1}', '{"a":1}'),
        ("漢字 😀".encode(), "漢字 😀"),
        (b"two\nlines\r\n\tmore\0", "two↵lines⟨CR⟩↵⇥more⟨NUL⟩"),
        ("\u2028\u202e".encode(), "⟨U+2028⟩⟨U+202E⟩"),
        (b"\xffabc", "⟨0xFF⟩abc"),
        (b"x" * 201, "x" * 200 + "…"),
        ("é".encode() * 200, "é" * 200),
        ("😀".encode() * 201, "😀" * 200 + "…"),
    ],
)
def test_text(payload: bytes, shown: str) -> None:
    assert line(payload, TEXT) == shown


def test_binary_is_hex_and_ascii() -> None:
    assert line(b"", Context()) == ""
    assert line(b"\x00\xffAB", Context()) == "00 ff 41 42  ..AB"
    shown = line(b"a" * 25, Context())
    assert shown == "61 " * 24 + "…  " + "a" * 24


@given(st.binary(max_size=300), st.booleans(), st.integers(1, 100))
def test_any_payload_makes_one_line_that_can_be_seen(
    payload: bytes, is_text: bool, limit: int
) -> None:
    shown = line(payload, TEXT if is_text else Context(), limit)
    assert len(shown.splitlines()) <= 1
    assert "\t" not in shown
    shown.encode()


@pytest.mark.parametrize(
    ("opcode", "payload", "shown"),
    [
        (Opcode.PING, b"alive\n", "alive↵"),
        (Opcode.PONG, b"alive", "alive"),
        (Opcode.PING, b"\xff", "ff  ."),
        (Opcode.PING, "é".encode(), "c3 a9  .."),
        (Opcode.BINARY, b"alive", "61 6c 69 76 65  alive"),
    ],
)
def test_a_ping_that_is_ascii_is_read(opcode: int, payload: bytes, shown: str) -> None:
    assert line(payload, Context(opcode)) == shown


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [("abc", 3, "abc"), ("abcd", 3, "abc…"), ("a\nb\tc", 9, "a↵b⇥c"), ("\ud800", 9, "⟨U+D800⟩")],
)
def test_text_that_is_no_payload(text: str, limit: int, shown: str) -> None:
    assert one_line(text, limit) == shown


@given(st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF, categories=None)))
def test_any_text_can_be_shown(text: str) -> None:
    one_line(text, 50).encode()
