"""File names that every file system takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.library.file_names import free_file_name, same_file_name


@pytest.mark.parametrize(
    ("name", "file_name"),
    [
        ("login", "login.toml"),
        ("Subscribe: BTC/USD", "Subscribe-BTC-USD.toml"),
        ("../../etc/passwd", "etc-passwd.toml"),
        (".hidden", "hidden.toml"),
        ("trailing. ", "trailing.toml"),
        ("---", "unnamed.toml"),
        ("\0\n\u202e", "unnamed.toml"),
        ("CON", "CON_.toml"),
        ("lpt1", "lpt1_.toml"),
        ("COM¹", "COM1_.toml"),
        ("подписка 漢字", "подписка-漢字.toml"),
        ("e\u0301", "é.toml"),
        ("x" * 200, "x" * 100 + ".toml"),
        ("é" * 200, "é" * 50 + ".toml"),
    ],
)
def test_a_file_name_tells_of_the_name(name: str, file_name: str) -> None:
    assert free_file_name(name, []) == file_name


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert free_file_name("Login", ["login.toml"]) == "Login-2.toml"
    assert free_file_name("LOGIN", ["login.toml", "Login-2.toml"]) == "LOGIN-3.toml"
    assert same_file_name("LOGIN.toml", "login.toml")


@given(st.text(max_size=200), st.lists(st.text(max_size=3)))
def test_any_name_makes_a_safe_free_file_name(name: str, others: list[str]) -> None:
    taken = [free_file_name(other, []) for other in others]
    file_name = free_file_name(name, taken)
    assert re.fullmatch(r"[^\W]([\w-]*[^\W])?\.toml", file_name) or file_name.startswith("_")
    assert file_name.isprintable()
    assert len(file_name.encode()) <= 130
    assert not any(same_file_name(file_name, other) for other in taken)
