"""A folder of named things: what is kept, and what is left alone."""

import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.library import (
    KINDS,
    Endpoint,
    EndpointStore,
    LibraryError,
    Template,
    TemplateStore,
)

NAMES = st.text(min_size=1, max_size=200).filter(str.strip)
TEMPLATES = st.builds(
    Template,
    NAMES,
    st.sampled_from(KINDS),
    st.text() | st.text(alphabet="\"'\\\r\n\0\x7f\u2028 #=[]é"),
)
OPTIONS = st.dictionaries(
    st.text(),
    st.text() | st.integers(-(2**63), 2**63 - 1) | st.booleans() | st.lists(st.text()),
)
ENDPOINTS = st.builds(
    Endpoint, NAMES, st.text(), st.lists(st.text()).map(tuple), OPTIONS, st.text()
)
in_one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def store(tmp_path: Path) -> TemplateStore:
    return TemplateStore(tmp_path / "templates")


def text(name: str, content: str = "") -> Template:
    return Template(name, "text", content)


def files(store: TemplateStore) -> list[str]:
    return sorted(path.name for path in store.folder.iterdir())


def test_an_empty_store_makes_no_folder(store: TemplateStore) -> None:
    assert store.list() == []
    assert store.broken == []
    assert not store.folder.exists()


def test_a_template_is_a_file_to_read_and_share(store: TemplateStore) -> None:
    store.save(Template("Subscribe: trades", "json", '{\n  "op": "subscribe"\n}\n'))
    [path] = store.folder.iterdir()
    assert path.name == "Subscribe-trades.toml"
    assert path.read_text() == (
        'format = 1\nname = "Subscribe: trades"\nkind = "json"\n'
        'content = """\n{\n  \\"op\\": \\"subscribe\\"\n}\n"""\n'
    )


def test_an_endpoint_is_a_file_too(tmp_path: Path) -> None:
    store = EndpointStore(tmp_path)
    options = {"lenient": True, "headers": [["X-Key", "1"]]}
    endpoint = Endpoint("echo", "ws://127.0.0.1/echo", ("chat", "v2"), options, "Local")
    store.save(endpoint)
    assert store.list() == [endpoint]
    assert (tmp_path / "echo.toml").read_text().startswith('format = 1\nname = "echo"\nurl = ')


def test_things_are_listed_by_name_whatever_the_case(store: TemplateStore) -> None:
    for name in ("b", "A", "a", "C"):
        store.save(text(name))
    assert [template.name for template in store.list()] == ["A", "a", "b", "C"]


@in_one_folder
@given(template=TEMPLATES)
def test_every_template_comes_back_exactly(store: TemplateStore, template: Template) -> None:
    store.save(template, replace=True)
    assert template in store.list()
    assert store.broken == []
    store.delete(template.name)
    assert store.list() == []


@in_one_folder
@given(endpoint=ENDPOINTS)
def test_every_endpoint_comes_back_exactly(tmp_path: Path, endpoint: Endpoint) -> None:
    store = EndpointStore(tmp_path)
    store.save(endpoint, replace=True)
    assert endpoint in store.list()


@in_one_folder
@given(names=st.lists(NAMES, unique=True, max_size=8))
def test_names_never_fall_together(tmp_path: Path, names: list[str]) -> None:
    store = TemplateStore(tmp_path / "many")
    for name in names:
        store.save(text(name))
    assert {template.name for template in store.list()} == set(names)
    assert len({name.casefold() for name in files(store)} if names else ()) == len(names)
    for name in names:
        store.delete(name)


def test_saving_again_replaces_only_when_asked(store: TemplateStore) -> None:
    store.save(text("a", "1"))
    with pytest.raises(LibraryError, match="there is a template named 'a' already"):
        store.save(text("a", "2"))
    assert store.list() == [text("a", "1")]
    store.save(text("a", "2"), replace=True)
    assert store.list() == [store.get("a")] == [text("a", "2")]
    assert files(store) == ["a.toml"]


def test_a_file_keeps_the_name_that_a_person_gave_it(store: TemplateStore) -> None:
    store.save(text("a", "1"))
    (store.folder / "a.toml").rename(store.folder / "mine.toml")
    store.save(text("a", "2"), replace=True)
    assert files(store) == ["mine.toml"]


def test_renaming(store: TemplateStore) -> None:
    store.save(text("old", "content"))
    store.save(text("other"))
    store.rename("old", "new / better")
    assert [template.name for template in store.list()] == ["new / better", "other"]
    assert store.list()[0].content == "content"
    assert files(store) == ["new-better.toml", "other.toml"]
    with pytest.raises(LibraryError, match="there is a template named 'other' already"):
        store.rename("new / better", "other")
    with pytest.raises(LibraryError, match="there is no template named 'old' any more"):
        store.rename("old", "x")
    with pytest.raises(LibraryError, match="the name is empty"):
        store.rename("other", " ")
    store.rename("other", "other")
    assert files(store) == ["new-better.toml", "other.toml"]


@pytest.mark.parametrize(
    ("new", "file_name"),
    [("LOGIN", "login.toml"), ("login!", "login.toml"), ("Log in", "Log-in.toml")],
)
def test_renaming_by_case_or_signs_loses_nothing(
    store: TemplateStore, new: str, file_name: str
) -> None:
    """Where file systems look at no case, a new file would be the old one, and then deleted."""
    store.save(text("login", "content"))
    store.rename("login", new)
    assert store.list() == [text(new, "content")]
    assert files(store) == [file_name]


def test_deleting(store: TemplateStore) -> None:
    store.save(text("a"))
    store.delete("a")
    assert files(store) == []
    for attempt in (store.delete, store.get):
        with pytest.raises(LibraryError, match="there is no template named 'a'"):
            attempt("a")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "the name is empty"),
        ("\n \t", "the name is empty"),
        ("x" * 201, "201 characters: 200 are the most"),
        ("\ud800", "lone surrogate"),
    ],
)
def test_names_that_cannot_be(store: TemplateStore, name: str, message: str) -> None:
    with pytest.raises(LibraryError, match=message):
        store.save(text(name))


def test_what_no_file_can_hold_is_not_saved(store: TemplateStore, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"U\+DC00, a lone surrogate"):
        store.save(text("a", "\udc00"))
    with pytest.raises(LibraryError, match="TOML cannot hold it"):
        EndpointStore(tmp_path).save(Endpoint("a", "ws://x", options={"none": None}))
    assert store.list() == []


BROKEN = {
    "syntax.toml": (b'format = 1\nname = "x"\nkind = \n', r"line 3, column 8"),
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
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_listed_and_left_alone(store: TemplateStore, name: str) -> None:
    content, message = BROKEN[name]
    store.folder.mkdir()
    path = store.folder / name
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


def test_a_folder_that_looks_like_a_file_is_broken(store: TemplateStore) -> None:
    (store.folder / "a.toml").mkdir(parents=True)
    store.save(text("a"))
    assert store.list() == [text("a")]
    assert len(store.broken) == 1


def test_of_two_files_with_one_name_the_second_is_broken(store: TemplateStore) -> None:
    store.save(text("a", "1"))
    (store.folder / "copy.toml").write_bytes((store.folder / "a.toml").read_bytes())
    assert store.list() == [text("a", "1")]
    assert [broken.path.name for broken in store.broken] == ["copy.toml"]
    assert "a.toml has the same name" in store.broken[0].error


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_files_are_the_owners_only(store: TemplateStore) -> None:
    store.save(text("a"))
    modes = [stat.S_IMODE(p.stat().st_mode) for p in (store.folder, store.folder / "a.toml")]
    assert modes == [0o700, 0o600]


def test_a_file_that_cannot_be_written_is_an_error_and_leaves_nothing(
    store: TemplateStore, monkeypatch: pytest.MonkeyPatch
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
def test_a_link_stays_a_link(store: TemplateStore, tmp_path: Path) -> None:
    store.save(text("a", "1"))
    path = store.folder / "a.toml"
    path.rename(tmp_path / "elsewhere.toml")
    path.symlink_to(tmp_path / "elsewhere.toml")
    store.save(text("a", "2"), replace=True)
    assert path.is_symlink()
    assert store.list() == [text("a", "2")]
