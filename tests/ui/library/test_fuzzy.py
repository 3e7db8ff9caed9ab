"""A few letters, in their order, find a name; where they are is told."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.ui.library.fuzzy import matcher


def score(query: str, text: str) -> float:
    found = matcher(query)(text)
    assert found is not None, f"{query} is in {text}"
    return found[0]


@pytest.mark.parametrize(
    ("query", "text", "places"),
    [
        ("sign", "sign in", (0, 1, 2, 3)),
        ("si", "Exchange/Sign in", (9, 10)),
        ("sgn", "sign in", (0, 2, 3)),
        ("ub", "unsubscribe", (3, 4)),
        ("in sign", "sign in", (0, 1, 2, 3, 5, 6)),
        ("", "anything", ()),
        ("STRASSE", "Straße strasse", (7, 8, 9, 10, 11, 12, 13)),
    ],
)
def test_the_letters_are_found_and_told(query: str, text: str, places: tuple[int, ...]) -> None:
    found = matcher(query)(text)
    assert found is not None
    assert found[1] == places


@pytest.mark.parametrize("query", ["ngis", "signs", "x", "sign x", "ssign"])
def test_letters_in_another_order_are_not_found(query: str) -> None:
    assert matcher(query)("sign in") is None


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("sub", "subscribe", "unsubscribe"),
        ("book", "order book", "notebook order"),
        ("st", "subscribe trades", "fastest"),
        ("login", "login", "login to everything"),
        ("ob", "order book", "mobile"),
    ],
)
def test_words_beginnings_and_runs_are_better(query: str, better: str, worse: str) -> None:
    assert score(query, better) > score(query, worse)


@given(st.text(max_size=30), st.data())
def test_any_letters_of_a_text_in_their_order_find_it(text: str, data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
    query = "".join(letter for letter, keep in zip(text.lower(), kept, strict=False) if keep)
    found = matcher(query)(text)
    if len(text.casefold()) == len(text) and text.casefold() == text.lower():
        assert found is not None
    if found is not None:
        assert list(found[1]) == sorted(set(found[1]))
        assert all(0 <= place < len(text) for place in found[1])


def test_no_text_takes_long() -> None:
    began = time.perf_counter()
    assert matcher("aaaaaaaaaaaaaaaaaaab")("a" * 20_000) is None
    assert matcher("a" * 200)(" a" * 5_000) is not None
    assert time.perf_counter() - began < 20  # seconds; one that goes back takes hours
