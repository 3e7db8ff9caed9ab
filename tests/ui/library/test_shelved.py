"""The order on a shelf, and what may go where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.ui.library.shelved import Key, Shelved, fits, in_order, may_move


def shelved(kind: str, path: str, name: str = "") -> Shelved:
    folder, _, last = path.rpartition("/")
    return Shelved(Key(kind, path), name or last, folder, "", path.casefold())


def test_folders_things_broken_files_each_by_name_and_number() -> None:
    things = [
        shelved("broken", "/x/a.toml"),
        shelved("thing", "step 10"),
        shelved("thing", "Step 2"),
        shelved("thing", "step"),
        shelved("folder", "b/a"),
        shelved("folder", "b"),
        shelved("folder", "a 10"),
        shelved("folder", "a 9"),
    ]
    assert [it.path for it in in_order(things)] == [
        "a 9", "a 10", "b", "b/a", "step", "Step 2", "step 10", "/x/a.toml",
    ]  # fmt: skip


@given(st.lists(st.text(alphabet="ab01 9²٣é", max_size=8)))
def test_any_names_have_an_order(names: list[str]) -> None:
    things = [shelved("thing", "x", name or "x") for name in names]
    assert in_order(in_order(things)) == in_order(reversed(things))


@pytest.mark.parametrize(
    ("kind", "path", "into", "may"),
    [
        ("thing", "a/x", "", True),
        ("thing", "a/x", "a", False),
        ("thing", "a/x", "a/b", True),
        ("folder", "a/b", "", True),
        ("folder", "a/b", "a", False),
        ("folder", "a/b", "a/b", False),
        ("folder", "a/b", "a/b/c", False),
        ("folder", "a/b", "a/bc", True),
        ("broken", "a/x.toml", "", False),
    ],
)
def test_nothing_goes_to_where_it_is_or_into_itself(
    kind: str, path: str, into: str, may: bool
) -> None:
    assert may_move(shelved(kind, path), into) == may


def test_every_word_has_to_be_there() -> None:
    thing = shelved("thing", "Exchange/Sign in")
    assert fits(thing, ["sign", "exch"])
    assert fits(thing, [])
    assert not fits(thing, ["sign", "out"])
