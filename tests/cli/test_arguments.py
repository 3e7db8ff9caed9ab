"""Words of the command line that are more than text."""

from argparse import ArgumentTypeError

import pytest

from inspector.cli.arguments import dimensions, seconds


@pytest.mark.parametrize("word", ["0", "-1", "inf", "nan", "soon", ""])
def test_no_seconds(word):
    with pytest.raises(ArgumentTypeError):
        seconds(word)


@pytest.mark.parametrize("word", ["1200", "0x800", "1200x800x3", "1200 x 800"])
def test_no_dimensions(word):
    with pytest.raises(ArgumentTypeError):
        dimensions(word)
