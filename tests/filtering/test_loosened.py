"""Patterns for many texts at once: which can be made, and which need no time limit."""

import pytest

from inspector.filtering.loosened import harmless_length, loosened


@pytest.mark.parametrize(
    ("source", "literal"),
    [
        ("price.*volume", b"volume"),
        ("ab*c+de", b"de"),
        (r"\d{2,3}: x", b": x"),
        (r'^{"op":"sub"}$', b'{"op":"sub"}'),
        ("[abc]+de", b"de"),
        ("a|bcd", b""),
        ("(abc)?", b""),
    ],
)
def test_what_a_text_must_have(source: str, literal: bytes) -> None:
    loose = loosened(source, 0)
    assert loose is not None
    assert loose.literal == literal


@pytest.mark.parametrize(
    "source",
    ["(?=a)", "(?i)a", "(?>a)", "é", r"\x81", r"\p{L}", r"[\x80]", "a{e<=1}", r"[\W]", "[[a]]"],
)
def test_what_can_only_be_asked_text_by_text(source: str) -> None:
    assert loosened(source, 0) is None


@pytest.mark.parametrize(
    ("source", "length"),
    [
        *(
            (source, 1 << 22)
            for source in ("abc", "[+*]", r"\+", "(ab)", "(?:ab)c", "(?!a)b(?<=b)")
        ),
        *(("a+", 1 << 11), ("a{2,}", 1 << 11), ("a.*b?", 161)),
        *((source, 0) for source in ("(a+)+", "(a|aa)*", "(a){2}", "(?i)a", "(?R)", "a{e<=2}")),
    ],
)
def test_what_needs_no_time_limit(source: str, length: int) -> None:
    assert harmless_length(source) == length
