"""The text view."""

import pytest

from inspector.payloads import Bounds, Context, Decoded, DecodeError, Span
from inspector.payloads.text import TextCodec, utf8

TEXT = TextCodec()


def read(payload: bytes, limit: int) -> Decoded:
    return TEXT.decode(payload, Context(), Bounds(limit))


def test_text_is_shown_as_it_is() -> None:
    assert read("héllo\n\t😀".encode(), 100) == ("héllo\n\t😀", [], "")


def test_nothing_is_nothing() -> None:
    assert read(b"", 100) == ("", [], "")


def test_bytes_that_are_no_utf8_are_shown_and_noted() -> None:
    text, spans, note = read(b"ab\xc3\xffc", 100)
    assert text == "ab⟨0xC3⟩⟨0xFF⟩c"
    assert spans == [Span(2, 12, "error")]
    assert note == "not UTF-8: byte 0xC3 at offset 2 (invalid continuation byte)"


def test_encoded_surrogates_are_no_utf8() -> None:
    assert read(b"\xed\xa0\x80", 100).text == "⟨0xED⟩⟨0xA0⟩⟨0x80⟩"


def test_a_cut_never_goes_through_a_character() -> None:
    payload = "aé😀".encode()
    shown = [read(payload, limit)[::2] for limit in range(8)]
    assert shown == [
        ("", "first 0 bytes of 7 bytes"),
        ("a", "first 1 byte of 7 bytes"),
        ("a", "first 1 byte of 7 bytes"),
        ("aé", "first 3 bytes of 7 bytes"),
        ("aé", "first 3 bytes of 7 bytes"),
        ("aé", "first 3 bytes of 7 bytes"),
        ("aé", "first 3 bytes of 7 bytes"),
        ("aé😀", ""),
    ]


def test_a_cut_is_noted_beside_stray_bytes() -> None:
    note = read(b"\xff" * 3 * 1024 * 1024, 1024 * 1024).note
    assert note == "not UTF-8: byte 0xFF at offset 0 (invalid start byte); first 1 MiB of 3 MiB"


def test_a_character_without_its_end_is_an_error_only_at_the_end() -> None:
    assert utf8(b"a\xf0\x9f", 2) == ("a", 1)
    with pytest.raises(DecodeError, match="byte 0xF0 at offset 1"):
        utf8(b"a\xf0\x9f", 3)


def test_where_colours_end_the_text_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspector.payloads.text._MOST_SPANS", 10)
    shown = read("a\u202e".encode() * 40_000, 1 << 20)
    assert shown.text == "a⟨U+202E⟩" * 40_000
    assert len(shown.spans) == 8192  # those of the characters that are looked through together
    assert shown.note == ""
