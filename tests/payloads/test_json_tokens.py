"""The tokeniser of JSON, against Python's own parser and against hostile input."""

import json
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.payloads.json_tokens import check, highlight, tokens

JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
ALMOST_JSON = st.text(alphabet='[]{}:,"\\u0019.-+eE truefalsnx\n\t')


def words(text: str) -> list[tuple[str, str]]:
    return [(token.kind, text[token.start : token.end]) for token in tokens(text)]


def is_json(text: str) -> bool:
    def refuse(constant: str) -> None:
        raise ValueError(constant)

    try:
        json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError):
        return False
    return True


def test_tokens_are_what_came() -> None:
    assert words('{"a": 1.0, "a": [-0e+10, true], "\\u00e9": "x"}') == [
        ("punctuation", "{"),
        ("key", '"a"'),
        ("punctuation", ":"),
        ("number", "1.0"),
        ("punctuation", ","),
        ("key", '"a"'),
        ("punctuation", ":"),
        ("punctuation", "["),
        ("number", "-0e+10"),
        ("punctuation", ","),
        ("keyword", "true"),
        ("punctuation", "]"),
        ("punctuation", ","),
        ("key", '"\\u00e9"'),
        ("punctuation", ":"),
        ("string", '"x"'),
        ("punctuation", "}"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected a value, but it ends at line 1 column 1"),
        ("nul", "expected a value, but found 'n' at line 1 column 1"),
        ('{"a": 1,}', "expected a key in double quotes, but found '}' at line 1 column 9"),
        ("{a: 1}", "expected a key in double quotes or '}', but found 'a' at line 1 column 2"),
        ('{"a" 1}', "expected ':', but found '1' at line 1 column 6"),
        ('{"a":\n  1 "b"', "expected ',' or '}', but found '\"' at line 2 column 5"),
        ("[1 2]", "expected ',' or ']', but found '2' at line 1 column 4"),
        ("[1,\n2,\n ]", "expected a value, but found ']' at line 3 column 2"),
        ("[1]\n]", "expected the end, but found ']' at line 2 column 1"),
        ("[}", "expected a value or ']', but found '}' at line 1 column 2"),
        ("[01]", "expected ',' or ']', but found '1' at line 1 column 3"),
        ("[\u00a01]", "expected a value or ']', but found U+00A0 at line 1 column 2"),
        ('["abc', "a string without its closing quote at line 1 column 6"),
        ('["a\nb"]', "a control character in a string, U+000A, must be escaped at line 1 column 4"),
        ('["\\q"]', "an escape that JSON does not have at line 1 column 3"),
        ('["\\u12x4"]', "an escape that JSON does not have at line 1 column 3"),
    ],
)
def test_a_mistake_has_its_place_and_what_was_expected(text: str, message: str) -> None:
    assert str(check(text)) == message


@given(JSON_VALUES, st.sampled_from([None, 0, 3]), st.booleans())
def test_every_json_text_is_one(value: object, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert check(text) is None
    spaceless = "".join(word for _, word in words(text))
    assert json.loads(spaceless) == value


@given(ALMOST_JSON | st.text())
def test_json_is_what_python_reads_as_json(text: str) -> None:
    assert (check(text) is None) == is_json(text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 50_000,
        "[" + "9" * 500_000 + "]",
        '["' + "\\n" * 250_000,
        "[ " + " " * 500_000 + "x",
        "[-" + "1.5e" * 100_000,
        '"\\q' * 50_000,
    ],
    ids=["open", "nested", "objects", "digits", "escapes", "blanks", "numbers", "quotes"],
)
def test_hostile_input_takes_linear_time_and_no_recursion(text: str) -> None:
    check(text)
    highlight(text)


def test_highlight_colours_what_it_can_of_a_line_in_the_making() -> None:
    line = ' {"key" : 12, "open'
    assert [(line[s.start : s.start + s.length], s.kind) for s in highlight(line)] == [
        ("{", "punctuation"),
        ('"key"', "key"),
        (":", "punctuation"),
        ("12", "number"),
        (",", "punctuation"),
        ('"open', "error"),
    ]


@given(st.text(alphabet=string.printable) | ALMOST_JSON)
def test_highlight_covers_everything_but_the_blanks(line: str) -> None:
    position = 0
    for start, length, _ in highlight(line):
        assert start >= position
        assert re.fullmatch(r"[ \t\r\n]*", line[position:start])
        assert length > 0
        position = start + length
    assert re.fullmatch(r"[ \t\r\n]*", line[position:])
