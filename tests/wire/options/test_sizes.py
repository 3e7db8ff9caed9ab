"""Numbers of bytes, read and written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.wire.options.sizes import UNITS, parse_size, split_size


@given(st.integers(1, 2**50))
def test_sizes_are_split_without_loss(size: int):
    amount, unit = split_size(size)
    assert amount * UNITS[unit] == size


def test_the_largest_unit_is_taken():
    assert split_size(64 << 20) == (64, "MiB")
    assert split_size(3000, {"kB": 10**3, "MB": 10**6}) == (3, "kB")
    assert split_size(1500) == (1500, "B")


@pytest.mark.parametrize(
    ("word", "size"),
    [
        ("1000", 1000),
        ("64K", 65536),
        ("64M", 2**26),
        ("1G", 2**30),
        ("1gib", 2**30),
        ("2MB", 2**21),
        (str(2**63 - 1), 2**63 - 1),
    ],
)
def test_words_for_sizes(word: str, size: int):
    assert parse_size(word) == size


@pytest.mark.parametrize("word", ["", "M", "1.5M", "-1", "1T", "1 M M", "\u0661", "9" * 20])
def test_words_that_are_no_sizes(word: str):
    with pytest.raises(ValueError, match="no size: write one such as"):
        parse_size(word)
