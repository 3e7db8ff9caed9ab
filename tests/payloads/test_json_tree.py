"""Any value of any JSON is found again in its text."""

import json
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.payloads.json_tree import source_of

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


def ways(value: object) -> Iterator[tuple[list[str | int], object]]:
    yield [], value
    members: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        members = list(value.items())
    elif isinstance(value, list):
        members = list(enumerate(value))
    for key, inner in members:
        yield from (([key, *way], found) for way, found in ways(inner))


def soon() -> float:
    return time.perf_counter() + 5


@given(JSON, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_any_value(value: object, indent: str | int | None, is_ascii: bool) -> None:
    text = "\r\n " + json.dumps(value, indent=indent, ensure_ascii=is_ascii) + " \n"
    value = json.loads(text)  # Infinity stays what it is
    for way, found in ways(value):
        source = source_of(text, way, soon())
        assert source == source.strip()
        assert repr(json.loads(source)) == repr(found)


@pytest.mark.parametrize(
    ("text", "way", "source"),
    [
        ('{"a": {"b": 1e2}, "a": {"b": 1E2, "b": -0 }}', ["a", "b"], "-0"),
        ('{"a": [1], "\\u0061": [ 2 ] }', ["a"], "[ 2 ]"),
        ('{"a": {"b": 1}, "a": 5}', ["a"], "5"),
        ('[{"]": "}"}, ["\\"[", 1.10]]', [1, 1], "1.10"),
        ('[{"]": "}"}, ["\\"[", 1.10]]', [0], '{"]": "}"}'),
        ('"a"', [], '"a"'),
    ],
)
def test_where_it_is_easily_missed(text: str, way: list[str | int], source: str) -> None:
    assert source_of(text, way, soon()) == source


@pytest.mark.parametrize(("text", "way"), [("[1]", [1]), ('{"a": 1}', ["b"]), ("5", ["a"])])
def test_what_is_not_there(text: str, way: list[str | int]) -> None:
    with pytest.raises(KeyError):
        source_of(text, way, soon())


@pytest.mark.parametrize("text", ["[[1, 2], 3]", "[" * 50 + "]" * 50, '{"a": 1}'])
def test_it_looks_at_the_clock(text: str) -> None:
    with pytest.raises(TimeoutError):
        source_of(text, [1], time.perf_counter() - 1)
