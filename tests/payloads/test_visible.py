"""Nothing that a person cannot see stays unseen."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.payloads import Span, visible
from inspector.payloads.visible import has_hidden, reveal

ANY_TEXT = st.text(alphabet=st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\ttext\n", "plain\ttext\n"),
        ("\0\x1b[31m\r\x7f", "⟨NUL⟩⟨ESC⟩[31m⟨CR⟩⟨DEL⟩"),
        ("\x85", "⟨U+0085⟩"),
        ("user\u202e\u2066// admin\u2069", "user⟨U+202E⟩⟨U+2066⟩// admin⟨U+2069⟩"),
        ("a\u200bb\ufeff", "a⟨U+200B⟩b⟨U+FEFF⟩"),
        ("a\u2028b", "a⟨U+2028⟩b"),
        ("\ud800", "⟨U+D800⟩"),
        ("\udcff", "⟨0xFF⟩"),  # a byte that is no UTF-8, decoded with surrogateescape
        ("\U000e0041", "⟨U+E0041⟩"),
        ("é 漢字 😀 ❤\ufe0f", "é 漢字 😀 ❤\ufe0f"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_every_control_and_format_character_of_unicode_is_shown() -> None:
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    missed = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in hidden and not has_hidden(chr(code))
    ]
    assert missed == ["U+0009", "U+000A"]


def test_spans_tell_invisible_characters_from_stray_bytes() -> None:
    text, spans = reveal("a\0\0b\udcff\u200e")
    assert text == "a⟨NUL⟩⟨NUL⟩b⟨0xFF⟩⟨U+200E⟩"
    assert spans == [Span(1, 10, "invisible"), Span(12, 6, "error"), Span(18, 8, "invisible")]


@given(ANY_TEXT)
def test_reveal_is_visible_with_places(text: str) -> None:
    shown, spans = reveal(text)
    assert shown == visible(text)
    assert visible(shown) == shown
    assert bool(spans) == has_hidden(text) == (shown != text)
    shown.encode()
    kept = list(shown)
    for start, length, _ in reversed(spans):
        del kept[start : start + length]
    assert not has_hidden("".join(kept))
