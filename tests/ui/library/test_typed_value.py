"""What is typed for a variable, and what it is then."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.ui.library.typed_value import to_scalar, to_text


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("8080", 8080),
        ("-1", -1),
        ("0.5", 0.5),
        ("true", True),
        ("false", False),
        ('"8080"', "8080"),
        ('"true"', "true"),
        ("007", "007"),
        ("1.10", "1.10"),
        ("1e5", "1e5"),
        ("+1", "+1"),
        ("inf", "inf"),
        ("nan", "nan"),
        ("True", "True"),
        ("", ""),
        ('""', ""),
        ('"', '"'),
        ('"open', '"open'),
        ('{"a": 1}', '{"a": 1}'),
        ("12345678901234567890123", 12345678901234567890123),
        ("1" * 5000, "1" * 5000),
    ],
)
def test_plain_numbers_and_words_are_what_they_look_like(typed: str, value: object) -> None:
    got = to_scalar(typed)
    assert (got, type(got)) == (value, type(value))


@given(
    st.one_of(
        st.text(),
        st.integers(),
        st.booleans(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.sampled_from(["1", "-0", "0.0", "true", '"', '""', '"a"', "1e5", "1e+22", '"\\"']),
    )
)
def test_every_value_can_be_typed(value: str | int | bool | float) -> None:
    back = to_scalar(to_text(value))
    assert type(back) is type(value)
    assert back == value
    if isinstance(value, float):
        assert math.copysign(1, back) == math.copysign(1, value)


@given(st.text())
def test_what_is_typed_is_never_lost(typed: str) -> None:
    value = to_scalar(typed)
    assert to_scalar(to_text(value)) == value
