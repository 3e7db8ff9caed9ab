"""Recent URLs and workspaces."""

from pathlib import Path

import pytest

from inspector.library import RecentWorkspaces, UrlHistory


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library" / "history.txt"


def test_the_most_recent_is_first_and_none_is_there_twice(path: Path) -> None:
    history = UrlHistory(path)
    assert history.urls == []
    for url in ("ws://a", "ws://b", "ws://a"):
        history.add(url)
    assert history.urls == UrlHistory(path).urls == ["ws://a", "ws://b"]
    assert path.read_text() == "ws://a\nws://b\n"
    assert path.stat().st_mode & 0o077 == 0
    assert history.problem == ""


def test_fifty_are_kept(path: Path) -> None:
    history = UrlHistory(path)
    for number in range(60):
        history.add(f"ws://host/{number}")
    assert len(history.urls) == 50
    assert history.urls[0] == "ws://host/59"
    assert history.urls[-1] == "ws://host/10"


def test_two_windows_share_it(path: Path) -> None:
    one, other = UrlHistory(path), UrlHistory(path)
    one.add("ws://one")
    other.add("ws://other")
    assert one.urls == other.urls == ["ws://other", "ws://one"]


def test_a_broken_file_costs_only_its_broken_lines(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"ws://a\n\xff\xfe\n\n\0\nws://b\r\n" + b"x" * 10_000)
    history = UrlHistory(path)
    assert history.urls == ["ws://a", "ws://b"]
    history.add("ws://c")
    assert path.read_text() == "ws://c\nws://a\nws://b\n"


def test_what_is_no_url_is_not_added(path: Path) -> None:
    history = UrlHistory(path)
    history.add("")
    history.add("ws://a\nws://b")
    history.add("\ud800")
    assert history.urls == []


def test_where_nothing_can_be_written_it_is_kept_in_memory(path: Path) -> None:
    path.mkdir(parents=True)
    history = UrlHistory(path)
    history.add("ws://a")
    history.add("ws://b")
    assert history.urls == ["ws://b", "ws://a"]
    assert str(path) in history.problem
    path.rmdir()
    history.add("ws://c")
    assert history.problem == ""
    assert UrlHistory(path).urls == ["ws://c", "ws://b", "ws://a"]


def test_workspaces_that_are_there_are_listed_the_latest_first(tmp_path: Path) -> None:
    recent = RecentWorkspaces(tmp_path / "workspaces.txt")
    for name in ("a", "b", "gone", "a"):
        (tmp_path / name).mkdir(exist_ok=True)
        recent.opened(tmp_path / name)
    (tmp_path / "gone").rmdir()
    assert recent.roots == [tmp_path / "a", tmp_path / "b"]
    recent.remove(str(tmp_path / "a"))
    assert recent.roots == [tmp_path / "b"]
    (tmp_path / "gone").mkdir()
    assert RecentWorkspaces(tmp_path / "workspaces.txt").roots == [
        tmp_path / "gone",
        tmp_path / "b",
    ]
