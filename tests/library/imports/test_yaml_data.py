"""YAML as plain data."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.library.imports.yaml_data import MAX_DEPTH, parse_yaml

PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=["C"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | PRINTABLE,
    lambda inner: st.lists(inner) | st.dictionaries(PRINTABLE, inner),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("a: 1\nb: [x, 'y', \"z\"]\n", {"a": 1, "b": ["x", "y", "z"]}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("[on, no, yes, 12:30, 2026-01-01, 0x10]",
         ["on", "no", "yes", "12:30", "2026-01-01", "0x10"]),
        ("[true, False, null, ~, '', -1, +2, 1.5, .5, 1e3, '1', 'true']",
         [True, False, None, None, "", -1, 2, 1.5, 0.5, 1000.0, "1", "true"]),
        ("1: a\ntrue: b\n", {"1": "a", "True": "b"}),
        ("a:\n", {"a": None}),
        ("<<: 1\n", {"<<": 1}),
    ],
)  # fmt: skip
def test_values_are_those_of_yaml_1_2(text, value):
    assert parse_yaml(text) == value


@given(VALUES)
def test_json_is_yaml(value):
    assert parse_yaml(json.dumps(value, ensure_ascii=False)) == value


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: *b\n", "it has an alias in line 1, column 4"),
        ("a: &b [*b]\n", "it has an alias in line 1, column 8"),
        ("a: !!python/name:os.system x\n", "it has the tag 'tag:yaml.org,2002:python/name:os"),
        ("!mine {}", "it has the tag '!mine'"),
        ("a: b: c\n", "in line 1, column 5"),
        ("a\n---\nb\n", "several documents"),
        ("a: \x00", "it has the character U+0000 at offset 3"),
        ("a: b\n\x07", "it has the character U+0007 at offset 5"),
        ("[" * (MAX_DEPTH + 1), f"nested more than {MAX_DEPTH} deep in line 1"),
        ("[" * 1_000_000, " in line 1, column "),  # the library's own limit, in its words
    ],
)  # fmt: skip
def test_what_is_refused_and_where(text, problem):
    with pytest.raises(ValueError) as caught:
        parse_yaml(text)
    assert problem in str(caught.value)


def test_the_deepest_that_is_read():
    assert parse_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH)


@given(st.text() | st.text("[]{}:-&*!|>'\"#%@ \n\tab1"))
def test_any_text_gives_a_value_or_says_why_not(text):
    with contextlib.suppress(ValueError):
        assert json.dumps(parse_yaml(text)), "plain data, and nothing else"
