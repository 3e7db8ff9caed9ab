"""JSONPath as RFC 9535 has it, and an end in time to whatever a path or a document asks for."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.automation.errors import MatchError
from inspector.automation.json_path import JsonPath

DOCUMENT = {
    "type": "tick",
    "items": [{"id": 1, "name": "a"}, {"id": 2, "name": "bb"}, {"id": 3}],
    "text": "[1, 2]",
}
DEEP = json.loads("[" * 60 + "]" * 60)
WIDE = [[{"x": number} for number in range(500)] for _ in range(100)]


def found(path: str, document: object = DOCUMENT, seconds: float = 5.0) -> list[object]:
    return [node.obj for node in JsonPath(path).find(document, time.perf_counter() + seconds)]


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("$.type", ["tick"]),
        ("$['type']", ["tick"]),
        ("$.items[*].id", [1, 2, 3]),
        ("$.items[-1].id", [3]),
        ("$.items[:2].id", [1, 2]),
        ("$..id", [1, 2, 3]),
        ("$.items[?@.name].id", [1, 2]),
        ("$.items[?@.id > 1 && @.name == 'bb'].id", [2]),
        ("$.items[?length(@.name) == 1].id", [1]),
        ("$.items[?search(@.name, '^b')].id", [2]),
        ("$.items[?match(@.name, 'b')].id", []),
        ("$.items[?match(@.name, 'b.')].id", [2]),
        ("$.items[?@.id == $.items[1].id].name", ["bb"]),
        ("$.nothing", []),
        ("$.text[0]", []),
    ],
)
def test_it_finds(path: str, values: list[object]) -> None:
    assert found(path) == values


@pytest.mark.parametrize("value", ["x", "[1]", "{", 5, True, None, 1.5])
def test_a_document_need_be_no_container(value: object) -> None:
    assert found("$", value) == [value]
    assert found("$.a", value) == []


@pytest.mark.parametrize(
    ("path", "position", "told"),
    [
        ("type", 0, "does not begin with"),
        ("", 0, "does not begin with"),
        ("$.items[", 8, "unexpected end"),
        ("$.a b", 4, "unexpected"),
        ("$.items[?search(@.name, @.id)]", 9, "must be written out"),
        ("$.items[?search(@.name, '(')]", 9, "no pattern"),
        ("$[?nonsense(@)]", 3, "not defined"),
        ("$[99999999999999999999]", 2, "out of range"),
        ("$[?@.a == 1e999999]", 0, "cannot be read"),
        ("$" + "[?@" * 3000, None, "recursion"),
    ],
)
def test_what_is_no_path_is_explained_where_it_is(
    path: str, position: int | None, told: str
) -> None:
    with pytest.raises(MatchError, match=told) as error:
        JsonPath(path)
    assert error.value.field == "json_path"
    assert position is None or error.value.position == position


@pytest.mark.parametrize(
    ("path", "document"),
    [
        ("$" + "[*,*]" * 40 + ".z", DEEP),
        ("$[?@" + "[*,*]" * 40 + ".z]", DEEP),
        ("$..[?$..[?@.x == -2]]", WIDE),
        ("$[?@[?search(@, '^(a|b|ab)*$')]]", [["ab" * 400 + "!"] * 400]),
    ],
)
def test_it_ends_when_its_time_is_over(path: str, document: object) -> None:
    begun = time.perf_counter()
    with pytest.raises(TimeoutError):
        found(path, document, 0.05)
    assert time.perf_counter() - begun < 20, "else it takes hours"


def test_a_document_that_is_too_deep_is_refused() -> None:
    with pytest.raises(RecursionError):
        found("$..x", json.loads("[" * 500 + "]" * 500))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON)
def test_all_descendants_are_found(document: object) -> None:
    def descendants(value: object) -> list[object]:
        inner = value.values() if isinstance(value, dict) else value
        if not isinstance(value, dict | list):
            return []
        return [*inner, *(each for it in inner for each in descendants(it))]

    assert sorted(map(repr, found("$..*", document))) == sorted(map(repr, descendants(document)))
