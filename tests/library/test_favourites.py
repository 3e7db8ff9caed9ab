"""Favourites: a person's own, beside the workspace."""

from pathlib import Path

import pytest

from inspector.library import Favourites


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "favourites.toml"


def test_favourites_are_kept_for_each_workspace(file: Path) -> None:
    ours = Favourites(file, "ours")
    assert ours.paths("template") == []
    assert ours.toggle("template", "Auth/login") is True
    assert ours.toggle("endpoint", "echo") is True
    assert ours.toggle("template", "ping") is True
    assert Favourites(file, "theirs").toggle("template", "x") is True
    assert ours.toggle("template", "Auth/login") is False
    again = Favourites(file, "ours")
    assert (again.paths("template"), again.paths("endpoint")) == (["ping"], ["echo"])
    assert Favourites(file, "theirs").paths("template") == ["x"]
    assert file.read_text() == (
        'format = 1\n\n[ours]\ntemplate = ["ping"]\nendpoint = ["echo"]\n\n'
        '[theirs]\ntemplate = ["x"]\n'
    )
    assert ours.problem == ""


def test_they_follow_what_is_renamed_and_moved(file: Path) -> None:
    favourites = Favourites(file, "ours")
    for path in ("Auth/login", "Auth/Deep/x", "Author", "Auth"):
        favourites.toggle("template", path)
    favourites.moved("template", "Auth/login", "sign in")
    favourites.moved("template", "Auth", "New/Auth")
    favourites.moved("endpoint", "Auth", "Other")
    expected = ["sign in", "New/Auth/Deep/x", "Author", "New/Auth"]
    assert favourites.paths("template") == expected
    assert Favourites(file, "ours").paths("template") == expected


@pytest.mark.parametrize("content", ["not TOML", "format = 2\n", "\ufffe"])
def test_a_file_that_cannot_be_read_is_left_alone(file: Path, content: str) -> None:
    file.parent.mkdir()
    file.write_text(content)
    favourites = Favourites(file, "ours")
    assert str(file) in favourites.problem
    assert favourites.toggle("template", "x") is True
    assert favourites.paths("template") == ["x"], "as long as the program runs"
    assert file.read_text() == content


def test_what_is_no_favourite_is_passed_over(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('format = 1\nodd = 1\n[ours]\ntemplate = ["x", 7]\nendpoint = 1\n')
    favourites = Favourites(file, "ours")
    assert (favourites.paths("template"), favourites.paths("endpoint")) == (["x"], [])


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    favourites = Favourites(tmp_path / "data" / "favourites.toml", "ours")
    assert favourites.toggle("template", "x") is True
    assert favourites.paths("template") == ["x"]
    assert "favourites.toml" in favourites.problem
