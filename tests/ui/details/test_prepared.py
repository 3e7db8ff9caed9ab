"""Texts made ready for the screen: lines broken, positions counted."""

from bisect import bisect_left
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.payloads import Decoded, Span, hexdump
from inspector.payloads.hex import HexSpans
from inspector.ui.details import prepared
from inspector.ui.details.prepared import LONGEST, prepare

TEXTS = st.text(st.sampled_from("ab🙂é\n"), max_size=60)


@pytest.fixture(autouse=True, scope="module")
def short_lines():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prepared, "LONGEST", 5)
        yield


def units(text: str) -> str:
    """A character for each UTF-16 code unit."""
    return text.encode("utf-16-le").decode("latin-1")[::2]


@given(TEXTS)
def test_no_line_is_too_long_and_no_other_is_broken(text: str) -> None:
    ready = prepare(Decoded(text, []))
    shown = ready.on_screen(0, len(text))
    assert max(map(len, shown.split("\n"))) <= 5
    whole = "\n".join(
        "\n".join(line[at : at + 5] for at in range(0, len(line), 5)) for line in text.split("\n")
    )
    assert shown == whole


@given(TEXTS, st.lists(st.integers(0, 60)))
def test_slices_make_the_whole(text: str, edges: list[int]) -> None:
    ready = prepare(Decoded(text, []))
    edges = sorted(min(edge, len(text)) for edge in [0, *edges, len(text)])
    parts = [ready.on_screen(a, b) for a, b in pairwise(edges)]
    assert "".join(parts) == ready.on_screen(0, len(text))


@given(TEXTS)
def test_each_position_is_found_on_the_screen_and_back(text: str) -> None:
    ready = prepare(Decoded(text, []))
    shown, plain = units(ready.on_screen(0, len(text))), units(text)
    for position in range(len(plain)):
        assert shown[ready.place(position)] == plain[position]
        assert ready.position(ready.place(position)) == position
    assert ready.place(len(plain)) == len(shown)
    for place in range(len(shown) + 1):
        assert 0 <= ready.position(place) <= len(plain)


@given(TEXTS, st.data())
def test_a_part_is_that_of_the_text(text: str, data: st.DataObject) -> None:
    edges = [0]
    for character in text:
        edges.append(edges[-1] + len(units(character)))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    assert prepare(Decoded(text, [])).part(edges[start], edges[end]) == text[start:end]
    assert prepare(Decoded(text, [])).part(edges[start], 1 << 40) == text[start:]


@given(st.binary(max_size=200), st.integers(0, 14), st.integers(0, 900), st.integers(1, 200))
def test_the_spans_of_a_hexdump_are_those_of_a_list(
    data: bytes, header: int, start: int, length: int
) -> None:
    dump = hexdump(data)
    spans = HexSpans(len(data), min(header, len(data)))
    assert len(list(spans)) == len(spans)
    assert list(spans) == [spans[i] for i in range(len(spans))] == list(reversed(spans))[::-1]
    assert list(spans) == sorted(spans, key=lambda span: span.start)
    assert all(span.start + span.length <= len(dump.text) for span in spans)
    lazy = prepare(dump._replace(spans=spans))
    line_start = start // 79 * 79  # lines are asked for
    told = set(lazy.within(line_start, line_start + length))
    touching = {
        s for s in spans if s.start < line_start + length and line_start < s.start + s.length
    }
    assert touching <= told
    with pytest.raises(IndexError):
        spans[len(spans)]
    with pytest.raises(IndexError):
        spans[-len(spans) - 1]


def test_a_long_line_costs_no_more_than_a_look_each_few_thousand_characters() -> None:
    assert LONGEST >= 1000
    assert bisect_left(prepare(Decoded("x" * 20, [Span(0, 20, "string")])).breaks, 20) == 3
