"""Spans and sizes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.payloads.decoded import Span, cut_note, joined, size, utf16_spans


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (1023, "1023 bytes"),
        (1024, "1 KiB"),
        (1536, "1.5 KiB"),
        (1024**2 - 1, "1024 KiB"),
        (40 * 1024**2, "40 MiB"),
        (3 * 1024**4, "3072 GiB"),
    ],
)
def test_sizes_for_a_person(count: int, text: str) -> None:
    assert size(count) == text


def test_notes() -> None:
    assert cut_note(5, 5) == ""
    assert cut_note(1024**2, 40 * 1024**2) == "first 1 MiB of 40 MiB"
    assert joined("", "a", "", "b") == "a; b"


def test_qt_counts_some_characters_twice() -> None:
    assert utf16_spans("é😀b", [Span(1, 1, "x"), Span(2, 1, "y")]) == [
        Span(1, 2, "x"),
        Span(3, 1, "y"),
    ]


@given(st.text(), st.data())
def test_a_span_in_utf16_holds_the_same_characters(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, len(text) - start))
    [span] = utf16_spans(text, [Span(start, length, "x")])
    units = text.encode("utf-16-le")
    part = units[2 * span.start : 2 * (span.start + span.length)]
    assert part.decode("utf-16-le") == text[start : start + length]
