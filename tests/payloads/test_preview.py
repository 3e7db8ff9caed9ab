"""One line for the log."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.payloads import preview


@pytest.mark.parametrize(
    ("payload", "line"),
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
def test_text(payload: bytes, line: str) -> None:
    assert preview(payload, is_text=True) == line


def test_binary_is_hex_and_ascii() -> None:
    assert preview(b"", is_text=False) == ""
    assert preview(b"\x00\xffAB", is_text=False) == "00 ff 41 42  ..AB"
    line = preview(b"a" * 25, is_text=False)
    assert line == "61 " * 24 + "…  " + "a" * 24


@given(st.binary(max_size=300), st.booleans(), st.integers(1, 100))
def test_any_payload_makes_one_line_that_can_be_seen(
    payload: bytes, is_text: bool, limit: int
) -> None:
    line = preview(payload, is_text, limit)
    assert len(line.splitlines()) <= 1
    assert "\t" not in line
    line.encode()
