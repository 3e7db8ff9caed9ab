"""Named things in folders: what is kept, and what is left alone."""

import os
import stat
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.library import (
    Conflict,
    Endpoint,
    Environment,
    LibraryError,
    Scenario,
    Store,
    Template,
)
from inspector.library.stamp import same
from tests.support.things import (
    ENDPOINTS,
    ENVIRONMENTS,
    FOLDERS,
    NAMES,
    SCENARIOS,
    TEMPLATES,
    files,
    text,
)

in_one_folder = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60
)
no_windows = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")


@pytest.fixture
def store(tmp_path: Path) -> Store[Template]:
    return Store(tmp_path / "templates", Template)


def test_an_empty_store_makes_no_folder(store: Store[Template]) -> None:
    assert (store.list(), store.folders(), store.broken) == ([], [], [])
    assert not store.root.exists()


def test_things_are_listed_by_folder_and_name_whatever_the_case(store: Store[Template]) -> None:
    for path in ("b", "A", "z/a", "Y/q", "a", "C"):
        store.save(text(path))
    assert [template.path for template in store.list()] == ["A", "a", "b", "C", "Y/q", "z/a"]
    assert [template.path for template in store.below("z")] == ["z/a"]
    assert store.below("") == store.list()
    assert store.files()["Y/q"] == store.root / "Y" / "q.toml"


@in_one_folder
@given(thing=TEMPLATES | ENDPOINTS | ENVIRONMENTS | SCENARIOS)
def test_everything_comes_back_exactly(tmp_path: Path, thing: Template) -> None:
    store = Store(tmp_path, type(thing))
    store.save(thing, replace=True)
    [again] = [other for other in store.list() if other.path == thing.path]
    assert same(thing, again)
    assert (again.folder, store.broken) == (thing.folder, [])
    store.delete(thing.path)
    assert store.list() == []


@in_one_folder
@given(before=SCENARIOS, after=SCENARIOS)
def test_anything_may_become_anything(tmp_path: Path, before: Scenario, after: Scenario) -> None:
    """In the same file, which is changed and not written anew."""
    store = Store(tmp_path, Scenario)
    after = msgspec.structs.replace(after, name=before.name, folder=before.folder)
    store.save(before, replace=True)
    store.save(after, replace=True)
    assert same(store.get(after.path), after)


@in_one_folder
@given(places=st.lists(st.tuples(FOLDERS, NAMES), unique=True, max_size=8))
def test_names_never_fall_together(tmp_path: Path, places: list[tuple[str, str]]) -> None:
    store = Store(tmp_path, Template)
    things = [Template(name=name, folder=f, kind="text", content="") for f, name in places]
    added = store.add(things)
    assert {thing.path for thing in store.list()} == {thing.path for thing in added}
    assert len({name.casefold() for name in files(store)}) == len(places)
    for thing in added:
        store.delete(thing.path)
    assert files(store) == []


def test_saving_again_replaces_only_when_asked(store: Store[Template]) -> None:
    store.save(text("a", "1"))
    with pytest.raises(LibraryError, match="there is a template 'a' already"):
        store.save(text("a", "2"))
    assert store.list() == [text("a", "1")]
    store.save(text("a", "2"), replace=True)
    assert store.list() == [store.get("a")] == [text("a", "2")]
    assert files(store) == ["a.toml"]


def test_a_file_keeps_the_name_that_a_person_gave_it(store: Store[Template]) -> None:
    store.save(text("a", "1"))
    (store.root / "a.toml").rename(store.root / "mine.toml")
    store.save(text("a", "2"), replace=True)
    assert files(store) == ["mine.toml"]


def test_the_folder_of_a_thing_is_where_its_file_lies(store: Store[Template]) -> None:
    store.save(text("Auth/login"))
    (store.root / "Auth").rename(store.root / "Sign in")
    assert [template.path for template in store.list()] == ["Sign in/login"]


def test_renaming(store: Store[Template]) -> None:
    store.save(text("Auth/old", "content"))
    store.save(text("Auth/other"))
    assert store.rename("Auth/old", "new / better").path == "Auth/new / better"
    assert [template.name for template in store.list()] == ["new / better", "other"]
    assert store.list()[0].content == "content"
    assert files(store) == ["Auth/new-better.toml", "Auth/other.toml"]
    with pytest.raises(LibraryError, match="there is a template 'Auth/other' already"):
        store.rename("Auth/new / better", "other")
    with pytest.raises(LibraryError, match="there is no template 'Auth/old'"):
        store.rename("Auth/old", "x")
    with pytest.raises(LibraryError, match="the name is empty"):
        store.rename("Auth/other", " ")
    store.rename("Auth/other", "other")
    assert files(store) == ["Auth/new-better.toml", "Auth/other.toml"]


@pytest.mark.parametrize(
    ("new", "file_name"),
    [("LOGIN", "login.toml"), ("login!", "login.toml"), ("Log in", "Log-in.toml")],
)
def test_renaming_by_case_or_signs_loses_nothing(
    store: Store[Template], new: str, file_name: str
) -> None:
    """Where file systems look at no case, a new file would be the old one, and then deleted."""
    store.save(text("login", "content"))
    store.rename("login", new)
    assert store.list() == [text(new, "content")]
    assert files(store) == [file_name]


def test_moving(store: Store[Template]) -> None:
    store.save(text("login", "1"))
    store.save(text("Auth/login", "2"))
    assert store.move("login", "New/Deep") == text("New/Deep/login", "1")
    with pytest.raises(LibraryError, match="'New/Deep/login' was not moved: there is a template"):
        store.move("New/Deep/login", "Auth")
    assert store.move("Auth/login", "") == text("login", "2")
    assert files(store) == ["New/Deep/login.toml", "login.toml"]


def test_a_reference_finds_what_was_moved_where_only_one_can_be_meant(
    store: Store[Template],
) -> None:
    store.save(text("Auth/login", "1"))
    assert store.get("Old/Place/login") == store.get("login") == text("Auth/login", "1")
    store.save(text("Other/login", "2"))
    with pytest.raises(LibraryError, match="one of 'Auth/login', 'Other/login' meant"):
        store.get("login")
    for change in (store.read, store.delete, store.duplicate, lambda path: store.move(path, "x")):
        with pytest.raises(LibraryError, match="there is no template 'login'"):
            change("login")


def test_a_reference_to_what_cannot_be_read_finds_nothing_else(store: Store[Template]) -> None:
    """Or another message would go out than the one that is meant."""
    store.save(text("Auth/login"))
    store.save(text("Other/login"))
    (store.root / "Auth" / "login.toml").write_text("<<<<<<< HEAD\n=======\n>>>>>>> theirs\n")
    with pytest.raises(LibraryError, match=r"login\.toml: a merge left both versions"):
        store.get("Auth/login")


def test_a_name_with_a_slash_is_not_a_folder(store: Store[Template]) -> None:
    store.save(text("B/C", "in the folder"))
    named_so = Template(name="B/C", kind="text", content="at the top")
    with pytest.raises(LibraryError, match="there is a template 'B/C' already"):
        store.save(named_so, replace=True)
    assert store.add([named_so]) == [msgspec.structs.replace(named_so, name="B/C 2")]


def test_duplicates_are_called_copies(store: Store[Template]) -> None:
    store.save(text("Auth/login", "content"))
    paths = [store.duplicate(f"Auth/{name}").path for name in ("login", "login", "login copy")]
    assert paths == ["Auth/login copy", "Auth/login copy 2", "Auth/login copy 3"]
    store.save(text("x" * 200))
    assert store.duplicate("x" * 200).name == "x" * 188 + " copy"


def test_adding_takes_names_that_are_free(store: Store[Template]) -> None:
    store.save(text("a", "there"))
    added = store.add([text("a"), text("b"), text("a"), text("x" * 200), text("x" * 200)])
    assert [thing.name for thing in added[:3]] == ["a 2", "b", "a 3"]
    assert [len(thing.name) for thing in added[3:]] == [200, 194]
    assert store.get("a").content == "there"


def test_deleting(store: Store[Template]) -> None:
    store.save(text("a"))
    store.delete("a")
    assert files(store) == []
    for attempt in (store.delete, store.get):
        with pytest.raises(LibraryError, match="there is no template 'a'"):
            attempt("a")


def test_what_did_not_change_is_not_written(store: Store[Template]) -> None:
    _, stamp = (store.save(text("a", "1")), store.read("a")[1])
    file = store.root / "a.toml"
    file.chmod(0o444)
    os.utime(file, (1, 1))
    assert store.save(text("a", "1"), base=stamp) == stamp
    store.save(text("a", "1"), replace=True)
    assert file.stat().st_mtime == 1


def test_a_change_by_somebody_else_is_a_conflict(store: Store[Template]) -> None:
    store.save(text("a", "1"))
    _, stamp = store.read("a")
    store.save(text("a", "theirs"), replace=True)
    with pytest.raises(Conflict, match="'a' was not saved: somebody else changed it") as conflict:
        store.save(text("a", "mine"), base=stamp)
    assert conflict.value.theirs == store.get("a") == text("a", "theirs")
    stamp = store.save(text("a", "mine"), replace=True)
    stamp = store.save(text("a", "mine, again"), base=stamp)
    (store.root / "a.toml").write_text("<<<<<<< mine\n=======\n>>>>>>> theirs\n")
    with pytest.raises(Conflict, match="cannot be read: a merge left both") as conflict:
        store.save(text("a", "more"), base=stamp)
    assert conflict.value.theirs is None
    (store.root / "a.toml").unlink()
    with pytest.raises(Conflict, match="somebody else deleted, renamed or moved it"):
        store.save(text("a", "more"), base=stamp)
    assert files(store) == []


def test_a_comment_by_somebody_else_is_none_and_stays(store: Store[Template]) -> None:
    store.save(text("a", "1"))
    _, stamp = store.read("a")
    file = store.root / "a.toml"
    file.write_text("# keep me\n" + file.read_text())
    store.save(text("a", "2"), base=stamp)
    assert file.read_text().startswith("# keep me\n")
    store.move("a", "Folder")
    assert store.files()["Folder/a"].read_text().startswith("# keep me\n")
    store.duplicate("Folder/a")
    assert store.files()["Folder/a copy"].read_text().startswith("# keep me\n")


def test_another_order_by_somebody_else_is_no_change_either(tmp_path: Path) -> None:
    store = Store(tmp_path, Environment)
    store.save(Environment(name="a", variables={"x": 1, "y": 2}))
    _, stamp = store.read("a")
    file = tmp_path / "a.toml"
    file.write_text(file.read_text().replace("x = 1\ny = 2\n", "y = 2\nx = 1\n"))
    store.save(Environment(name="a", variables={"x": 1, "y": 3}), base=stamp)
    assert file.read_text().endswith("y = 3\nx = 1\n")


def test_a_file_by_windows_editor_is_read(store: Store[Template]) -> None:
    store.save(text("a", "1"))
    file = store.root / "a.toml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert store.list() == [text("a", "1")]
    store.save(text("a", "2"), replace=True)
    assert file.read_bytes().count(b"\r\n") == file.read_bytes().count(b"\n") == 4


def test_an_edit_from_outside_is_seen_at_once(store: Store[Template]) -> None:
    """Though files are not read again while they seem unchanged."""
    store.save(text("a", "1"))
    file = store.root / "a.toml"
    for content in "23456":
        file.write_text(f'format = 1\nname = "a"\nkind = "text"\ncontent = "{content}"\n')
        assert store.get("a").content == content
    os.utime(file, (1_000_000_000, 1_000_000_000))  # settled, so that it is remembered
    assert store.get("a") is store.get("a")
    file.write_text(file.read_text().replace('"6"', '"7"'))
    assert store.get("a").content == "7"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "the name is empty"),
        ("\n \t", "the name is empty"),
        ("x" * 201, "201 characters: 200 are the most"),
        ("\ud800", "lone surrogate"),
    ],
)
def test_names_that_cannot_be(store: Store[Template], name: str, message: str) -> None:
    with pytest.raises(LibraryError, match=message):
        store.save(text(name))


def test_what_no_file_can_hold_is_not_saved(store: Store[Template], tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"U\+DC00, a lone surrogate"):
        store.save(text("a", "\udc00"))
    with pytest.raises(LibraryError, match="8 MiB: keep large content in a file of its own"):
        store.save(text("a", "x" * (9 << 20)))
    with pytest.raises(LibraryError, match=r"not saved: 'kind' is 'smoke': one of .*text"):
        store.save(Template(name="a", kind="smoke", content=""))  # type: ignore[arg-type]
    endpoints = Store(tmp_path / "endpoints", Endpoint)
    for value in (None, b"bytes", object(), {1: 2}):
        with pytest.raises(LibraryError, match="was not saved"):
            endpoints.save(Endpoint(name="a", url="ws://x", options={"odd": value}))
    assert store.list() == endpoints.list() == []


BROKEN = {
    "syntax.toml": (b'format = 1\nname = "x"\nkind = \n', r"line 3, column 8"),
    "merge.toml": (
        b'format = 1\r\nname = "x"\r\n<<<<<<< a\r\nkind = ""\r\n=======\r\n>>>>>>> b\r\n',
        "a merge left both versions in it, from line 3 on: keep",
    ),
    "foreign.toml": (b'[tool.black]\nx = 1\nname = "x"', "not a template of this program"),
    "newer.toml": (b'format = 2\nname = "x"', "newer version of this program"),
    "latin1.toml": (b'format = 1\nname = "\xe9"', "not UTF-8 text at byte 19"),
    "kindless.toml": (b'format = 1\nname = "x"\ncontent = ""', "'kind' is missing"),
    "typed.toml": (b'format = 1\nname = 7\nkind = "text"', "'name' is 7: a string is needed"),
    "unkind.toml": (b'format = 1\nname = "x"\nkind = "smoke"\ncontent = ""', "'kind' is 'smoke'"),
    "more.toml": (b'format = 1\nname = "x"\nkind = "text"\ncontent = ""\nz = 1', "known of 'z'"),
    "nameless.toml": (b'format = 1\nname = ""\nkind = "text"\ncontent = ""', "the name is empty"),
    "empty.toml": (b"", "not a template of this program"),
    "deep.toml": (b"format = " + b"[" * 100_000, "nested"),
    "number.toml": (b"format = " + b"9" * 10_000, "Exceeds the limit"),
    "large.toml": (b"#" * (9 << 20), "more than 8 MiB"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_listed_and_left_alone(store: Store[Template], name: str) -> None:
    content, message = BROKEN[name]
    store.root.mkdir()
    path = store.root / name
    path.write_bytes(content)
    stem = path.stem
    store.save(text(stem), replace=True)
    store.rename(stem, "x")
    store.rename("x", stem)
    assert store.list() == [text(stem)]
    assert [broken.path for broken in store.broken] == [path]
    assert message in store.broken[0].error
    store.delete(stem)
    with pytest.raises(LibraryError):
        store.delete(stem)
    assert path.read_bytes() == content
    assert files(store) == [name]


def test_a_broken_file_is_known_for_what_it_held(store: Store[Template]) -> None:
    """By where that was, else by the name that it would have."""
    store.save(text("A/sign in", "1"))
    assert store.unreadable("A/sign in") is None
    file = store.root / "A" / "login.toml"
    (store.root / "A" / "sign-in.toml").rename(file)
    assert store.get("A/sign in").content == "1"
    file.write_text("<<<<<<< a\n=======\n>>>>>>> b\n")
    assert store.unreadable("A/sign in").path == file
    assert store.unreadable("A/other") is None
    assert Store(store.root, Template).unreadable("A/sign in") is None, "how should it know?"
    usual = file.rename(store.root / "A" / "sign-in.toml")
    assert Store(store.root, Template).unreadable("A/sign in").path == usual


def test_of_two_files_with_one_name_the_second_is_broken(store: Store[Template]) -> None:
    store.save(text("a", "1"))
    (store.root / "copy.toml").write_bytes((store.root / "a.toml").read_bytes())
    assert store.list() == [text("a", "1")]
    assert [broken.path.name for broken in store.broken] == ["copy.toml"]
    assert "a.toml has the same name, 'a': change one" in store.broken[0].error


def test_files_of_the_first_version_are_read(tmp_path: Path) -> None:
    """They said their folder, which the window never showed."""
    (tmp_path / "echo.toml").write_text(
        'format = 1\nname = "echo"\nurl = "ws://x/"\nfolder = ""\nsubprotocols = []\n\n[options]\n'
    )
    store = Store(tmp_path, Endpoint)
    assert store.list() == [Endpoint(name="echo", url="ws://x/")]
    assert store.broken == []


@no_windows
def test_files_are_the_owners_only_until_somebody_says_otherwise(store: Store[Template]) -> None:
    store.save(text("Auth/a"))
    file = store.root / "Auth" / "a.toml"
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (store.root, file.parent, file)]
    assert modes == [0o700, 0o700, 0o600]
    file.chmod(0o664)
    store.save(text("Auth/a", "2"), replace=True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o664


def test_a_file_that_cannot_be_written_is_an_error_and_leaves_nothing(
    store: Store[Template], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(text("a", "1"))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LibraryError, match=r"a\.toml was not written: No space left on device"):
        store.save(text("a", "2"), replace=True)
    assert store.list() == [text("a", "1")]
    assert files(store) == ["a.toml"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_stays_a_link(store: Store[Template], tmp_path: Path) -> None:
    store.save(text("a", "1"))
    path = store.root / "a.toml"
    path.rename(tmp_path / "elsewhere.toml")
    path.symlink_to(tmp_path / "elsewhere.toml")
    store.save(text("a", "2"), replace=True)
    assert path.is_symlink()
    assert store.list() == [text("a", "2")]
