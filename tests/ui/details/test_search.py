"""A search that is done in slices finds what one over the whole text finds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.payloads import Span
from inspector.ui.details import search
from inspector.ui.details.search import Search


@pytest.fixture(autouse=True, scope="module")
def small_windows():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "_AT_ONCE", 3)
        patch.setattr(search, "MOST", 20)
        yield


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def found(wanted: str, text: str) -> list[Span]:
    job, steps = Search(wanted, text), 0
    while not job.is_over:
        job.go_on(-1)
        steps += 1
    assert steps <= len(text) // 3 + 1
    return job.matches


@given(
    st.text(st.sampled_from("aA🙂b"), max_size=4), st.text(st.sampled_from("aA🙂b\n"), max_size=40)
)
def test_what_is_found(wanted: str, text: str) -> None:
    matches = re.finditer(re.escape(wanted), text, re.IGNORECASE) if wanted else ()
    whole = [Span(units(text[: m.start()]), units(m[0]), "match") for m in matches]
    assert found(wanted, text) == whole[:20]


def test_no_more_than_can_be_looked_at() -> None:
    assert len(found("x", "x" * 100)) == 20


def test_signs_are_signs() -> None:
    assert found(".*", "a.*b") == [Span(1, 2, "match")]
    assert found("", "abc") == []


def test_matches_do_not_overlap_where_a_window_ends() -> None:
    assert [match.start for match in found("aa", "a" * 12)] == [0, 2, 4, 6, 8, 10]
