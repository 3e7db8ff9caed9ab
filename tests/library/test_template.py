"""Kinds of templates."""

import pytest

from inspector.library import Template


def test_a_kind_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="'kind' is 'smoke': one of text, json, "):
        Template("a", "smoke", "")
