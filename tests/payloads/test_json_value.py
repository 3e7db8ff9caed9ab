"""What JSON stands for, whatever the fast parser makes of it."""

import json

import pytest
from hypothesis import given

from inspector.payloads.json_tokens import check
from inspector.payloads.json_value import json_value
from tests.payloads.test_json_tokens import JSON_VALUES


@given(JSON_VALUES)
def test_as_the_standard_library_has_it(value: object) -> None:
    text = json.dumps(value)
    assert json_value(text) == json_value(text.encode()) == json.loads(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"\ud800"', "\ud800"),
        (r'{"\udfff": ["\ud83d\ude00"]}', {"\udfff": ["😀"]}),
        ("1E400", float("inf")),
        ("[-1e999]", [float("-inf")]),
        ("9" * 5000, float("inf")),
        ("9" * 30, int("9" * 30)),
    ],
)
def test_what_is_not_easily_kept(text: str, value: object) -> None:
    assert json_value(text) == json_value(text.encode()) == value


@pytest.mark.parametrize(
    "text",
    ["", "NaN", "[Infinity]", "[-Infinity]", "[1E400,]", '"\\ud800', '"\x01"', "01", "\ufeff1"],
)
def test_what_is_none(text: str) -> None:
    assert check(text)
    for form in (text, text.encode()):
        with pytest.raises(ValueError):  # the parsers' own words
            json_value(form)


def test_bytes_that_are_no_utf8() -> None:
    with pytest.raises(ValueError):
        json_value(b'"\xff"')


def test_what_is_too_deep() -> None:
    with pytest.raises(RecursionError):
        json_value("[" * 200_000)
