"""Words of the command line that are more than text."""

from argparse import ArgumentTypeError

import pytest

from inspector.cli.arguments import dimensions, header, seconds, size


@pytest.mark.parametrize(
    ("word", "bytes_"),
    [
        ("1000", 1000),
        ("64K", 65536),
        ("64M", 2**26),
        ("1G", 2**30),
        ("1gib", 2**30),
        ("2MB", 2**21),
    ],
)
def test_sizes(word, bytes_):
    assert size(word) == bytes_


@pytest.mark.parametrize("word", ["", "M", "1.5M", "-1", "1T", "1 M M", "\u0661"])
def test_no_sizes(word):
    with pytest.raises(ArgumentTypeError, match="no size"):
        size(word)


def test_headers():
    assert header("X-A: b: c ") == ("X-A", "b: c")
    assert header("X-Empty:") == ("X-Empty", "")


@pytest.mark.parametrize("word", ["0", "-1", "inf", "nan", "soon", ""])
def test_no_seconds(word):
    with pytest.raises(ArgumentTypeError):
        seconds(word)


@pytest.mark.parametrize("word", ["1200", "0x800", "1200x800x3", "1200 x 800"])
def test_no_dimensions(word):
    with pytest.raises(ArgumentTypeError):
        dimensions(word)
