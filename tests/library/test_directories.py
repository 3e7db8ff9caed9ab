"""Folders: directories, with what is said of them; and what else may lie in a store."""

import os
import sys
from pathlib import Path

import pytest

from inspector.library import Conflict, Folder, LibraryError, Store, Template
from tests.support.things import files, text

unix = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
not_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything"
)


@pytest.fixture
def store(tmp_path: Path) -> Store[Template]:
    return Store(tmp_path / "templates", Template)


def test_a_new_folder_has_a_file_for_git_to_keep(store: Store[Template]) -> None:
    assert store.make_folder("Exchange/Auth") == Folder(path="Exchange/Auth")
    assert [folder.path for folder in store.folders()] == ["Exchange", "Exchange/Auth"]
    assert files(store) == ["Exchange/Auth/folder.toml"]
    assert (store.root / "Exchange" / "Auth" / "folder.toml").read_text() == "format = 1\n"
    with pytest.raises(LibraryError, match="there is a folder 'Exchange/Auth' already"):
        store.make_folder("Exchange/Auth")


def test_what_is_said_of_a_folder_lies_in_it(store: Store[Template]) -> None:
    folder = Folder(path="Exchange", description="ours", variables={"host": "x", "port": 1})
    store.save_folder(folder)
    file = store.root / "Exchange" / "folder.toml"
    assert file.read_text() == (
        'format = 1\ndescription = "ours"\n\n[variables]\nhost = "x"\nport = 1\n'
    )
    assert store.folders() == [folder]
    assert (folder.name, folder.parent) == ("Exchange", "")
    before = file.stat()
    store.save_folder(folder)
    assert file.stat() == before


def test_a_folder_that_somebody_else_changed_is_a_conflict(store: Store[Template]) -> None:
    base = store.make_folder("A")
    mine, theirs = (Folder(path="A", description=whose) for whose in ("mine", "theirs"))
    store.save_folder(theirs, base=base)
    with pytest.raises(Conflict, match="somebody else changed it") as conflict:
        store.save_folder(mine, base=base)
    assert conflict.value.theirs == theirs == store.folders()[0]
    store.delete_folder("A")
    with pytest.raises(Conflict, match="somebody else deleted, renamed or moved it"):
        store.save_folder(mine, base=theirs)


def test_variables_come_from_the_outermost_folder_on(store: Store[Template]) -> None:
    for path in ("A", "A/B", "A/B/C", "A/Bx", "B"):
        store.save_folder(Folder(path=path, variables={"at": path}))
    assert store.variables_of("A/B") == [("A", {"at": "A"}), ("A/B", {"at": "A/B"})]
    assert store.variables_of("") == []


def test_a_thing_may_be_called_as_the_folders_file(store: Store[Template]) -> None:
    store.save(text("A/folder"))
    store.save_folder(Folder(path="A", description="d"))
    assert files(store) == ["A/folder-2.toml", "A/folder.toml"]
    assert store.list() == [text("A/folder")]
    (store.root / "folder.toml").write_text("format = 1\n")
    store.list()
    assert "it describes a folder, and here is none" in store.broken[0].error


def test_renaming_and_moving_take_along_what_is_inside(store: Store[Template]) -> None:
    store.save(text("A/B/x"))
    store.save_folder(Folder(path="A/B", variables={"v": 1}))
    assert store.rename_folder("A/B", "C") == Folder(path="A/C", variables={"v": 1})
    assert store.move_folder("A/C", "") == Folder(path="C", variables={"v": 1})
    assert store.move_folder("C", "New/Deep").path == "New/Deep/C"
    assert [thing.path for thing in store.list()] == ["New/Deep/C/x"]
    assert store.rename_folder("New", "new").path == "new", "a change of case only"
    assert store.rename_folder("new", "new").path == "new"
    store.make_folder("Other/Deep")
    for change, message in [
        (lambda: store.move_folder("new", "new/Deep"), "a folder cannot lie in itself"),
        (lambda: store.move_folder("new", "new"), "a folder cannot lie in itself"),
        (lambda: store.move_folder("new/Deep", "Other"), "there is a folder 'Other/Deep' already"),
        (lambda: store.rename_folder("Other", "new"), "there is a folder 'new' already"),
        (lambda: store.rename_folder("Other", "a/b"), "cannot hold /"),
        (lambda: store.rename_folder("Other", "NEW"), "there is 'new' already"),
        (lambda: store.rename_folder("gone", "x"), "there is no folder 'gone' any more"),
        (lambda: store.delete_folder("gone"), "there is no folder 'gone' any more"),
        (lambda: store.delete_folder(""), "there is no folder '' any more"),
    ]:
        with pytest.raises(LibraryError, match=message):
            change()
    assert [thing.path for thing in store.list()] == ["new/Deep/C/x"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("..", "neither begins nor ends"),
        ("A/../../B", "neither begins nor ends"),
        ("/etc", "the name of a folder is empty"),
        ("A//B", "the name of a folder is empty"),
        (".git", "neither begins nor ends"),
        ("A ", "neither begins nor ends"),
        ("A\\B", r"cannot hold \\"),
        ("C:", "cannot hold :"),
        ("A\0", "characters that nobody sees"),
        ("\u202eA", "characters that nobody sees"),
        ("\ud800", "characters that nobody sees"),
        ("x.toml", "cannot end in .toml"),
        ("nul", "a device on Windows"),
        ("COM1.x", "a device on Windows"),
        ("é" * 60, "100 bytes at most"),
        ("x/" * 16 + "x", "nested too deeply"),
    ],
)
def test_names_that_some_system_would_misunderstand_are_refused(
    store: Store[Template], path: str, message: str
) -> None:
    thing = Template(name="a", folder=path, kind="text", content="")
    for attempt in (lambda: store.make_folder(path), lambda: store.save(thing)):
        with pytest.raises(LibraryError, match=message):
            attempt()
    assert not store.root.exists()


def test_folders_that_some_system_takes_for_one_are_not_made(store: Store[Template]) -> None:
    store.make_folder("Auth")
    for path in ("auth", "AUTH/x"):
        with pytest.raises(
            LibraryError, match=r"there is 'Auth' already in .*, which some systems"
        ):
            store.make_folder(path)
    store.make_folder("e\u0301")
    with pytest.raises(LibraryError, match="some systems take for 'é'"):
        store.make_folder("é")


def test_what_a_person_made_by_hand_is_used_as_it_is(store: Store[Template]) -> None:
    """A name that we would not choose works, as long as the system has it."""
    (store.root / "a'b; c [x]").mkdir(parents=True)
    store.save(text("a'b; c [x]/y"))
    assert [thing.path for thing in store.list()] == ["a'b; c [x]/y"]


def test_deleting_a_folder_takes_only_what_is_ours(store: Store[Template]) -> None:
    store.save(text("A/x"))
    store.save(text("A/B/y"))
    store.make_folder("A/B/Empty")
    notes = store.root / "A" / "B" / "notes.md"
    notes.write_text("mine")
    broken = store.root / "A" / "broken.toml"
    broken.write_text("x")
    (store.root / "A" / ".DS_Store").write_bytes(b"\0")
    with pytest.raises(LibraryError, match=r"A was not deleted: B/notes.md, broken.toml in it"):
        store.delete_folder("A")
    notes.unlink()
    with pytest.raises(LibraryError, match=r"A was not deleted: broken.toml in it cannot be read"):
        store.delete_folder("A")
    assert len(store.list()) == 2
    broken.unlink()
    store.delete_folder("A")
    assert list(store.root.iterdir()) == []


def test_a_broken_description_hides_nothing_and_is_not_written_over(
    store: Store[Template],
) -> None:
    store.save(text("A/x"))
    file = store.root / "A" / "folder.toml"
    file.write_text("format = 1\nvariables = 7\n")
    assert store.list() == [text("A/x")]
    assert store.folders() == [Folder(path="A")]
    assert [(b.path, b.error) for b in store.broken] == [
        (file, "'variables' is 7: a table is needed")
    ]
    with pytest.raises(LibraryError, match=r"'A' was not saved: repair .*folder.toml first"):
        store.save_folder(Folder(path="A"))
    assert file.read_text() == "format = 1\nvariables = 7\n"


def test_what_is_hidden_is_none_of_ours(store: Store[Template]) -> None:
    store.save(text("a"))
    (store.root / ".git").mkdir()
    (store.root / ".git" / "x.toml").write_text("x")
    (store.root / ".a.toml.swp").write_text("x")
    (store.root / "README.md").write_text("x")
    assert [thing.path for thing in store.list()] == ["a"]
    assert (store.broken, store.folders()) == ([], [])


def test_a_folder_that_looks_like_a_file_is_broken(store: Store[Template]) -> None:
    (store.root / "a.toml").mkdir(parents=True)
    store.save(text("a"))
    assert store.list() == [text("a")]
    assert [b.error for b in store.broken] == [
        "a folder named like a file: rename it so that it does not end in .toml"
    ]


def test_a_nest_is_looked_into_as_deep_as_anybody_needs(store: Store[Template]) -> None:
    deep = "/".join("abcdefghijklmnop")
    store.save(text(f"{deep}/x"))
    too_deep = store.root / deep / "q"
    too_deep.mkdir()
    assert [thing.path for thing in store.list()] == [f"{deep}/x"]
    assert [b.path for b in store.broken] == [too_deep]
    assert "nested too deeply: 16 folders" in store.broken[0].error


@unix
def test_links_to_folders_are_not_followed(store: Store[Template], tmp_path: Path) -> None:
    """Nor a loop that they make."""
    store.save(text("A/x"))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.toml").write_text("x")
    (store.root / "loop").symlink_to(store.root)
    (store.root / "A" / "out").symlink_to(elsewhere)
    (store.root / "gone.toml").symlink_to(tmp_path / "nothing")
    assert [thing.path for thing in store.list()] == ["A/x"]
    assert sorted((b.path.name, b.error[:24]) for b in store.broken) == [
        ("gone.toml", "not readable: No such fi"),
        ("loop", "a link to a folder, whic"),
        ("out", "a link to a folder, whic"),
    ]
    with pytest.raises(LibraryError, match="is a link to a folder, which is not followed"):
        store.save(text("loop/y"))
    with pytest.raises(LibraryError, match="A was not deleted: out in it"):
        store.delete_folder("A")
    assert (elsewhere / "mine.toml").exists()


@unix
def test_what_is_no_file_is_not_opened(store: Store[Template]) -> None:
    store.root.mkdir()
    os.mkfifo(store.root / "pipe.toml")
    (store.root / "zero.toml").symlink_to("/dev/zero")
    assert store.list() == []
    assert [b.error for b in store.broken] == ["not a file", "not a file"]


@unix
@not_root
def test_what_may_not_be_read_is_said(store: Store[Template]) -> None:
    store.save(text("A/x"))
    store.save(text("y"))
    (store.root / "A").chmod(0)
    (store.root / "y.toml").chmod(0)
    try:
        assert store.list() == []
        assert {b.error for b in store.broken} == {"not readable: Permission denied"}
    finally:
        (store.root / "A").chmod(0o700)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are Unicode")
def test_a_directory_whose_name_is_no_text_is_said(store: Store[Template]) -> None:
    store.root.mkdir()
    (store.root / os.fsdecode(b"\xff")).mkdir()
    assert store.folders() == []
    store.list()
    assert [b.error for b in store.broken] == ["its name is not UTF-8: rename it"]
