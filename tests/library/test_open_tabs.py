"""The tabs of the last time come back, whatever was written in them."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.library import LibraryError
from inspector.library.open_tabs import OpenTabs, TabState, read_open_tabs, write_open_tabs

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
TABS = st.builds(
    OpenTabs,
    tabs=st.lists(
        st.builds(
            TabState,
            url=TEXT,
            environment=TEXT,
            subprotocols=st.lists(TEXT).map(tuple),
            options=st.dictionaries(TEXT, TEXT | st.booleans() | st.integers(0, 9)),
            composer=st.dictionaries(TEXT, TEXT),
        )
    ).map(tuple),
    current=st.integers(0, 5),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(tabs=TABS)
def test_what_was_kept_comes_back(tmp_path: Path, tabs: OpenTabs):
    write_open_tabs(tmp_path / "tabs.json", tabs)
    assert read_open_tabs(tmp_path / "tabs.json") == tabs


def test_the_first_start_has_no_tabs(tmp_path: Path):
    assert read_open_tabs(tmp_path / "tabs.json") == OpenTabs()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"tabs": [{"url": 1}]}', b"[" * 100_000])
def test_a_broken_file_is_put_aside_and_said(tmp_path: Path, content: bytes):
    path = tmp_path / "tabs.json"
    path.write_bytes(content)
    with pytest.raises(LibraryError, match=r"tabs\.broken"):
        read_open_tabs(path)
    assert (tmp_path / "tabs.broken").read_bytes() == content
    assert read_open_tabs(path) == OpenTabs()


def test_half_a_character_keeps_nothing_else_from_being_kept(tmp_path: Path):
    path = tmp_path / "tabs.json"
    half = TabState(url="ws://é", composer={"content": "a\ud800b", "\udc00": 1})
    write_open_tabs(path, OpenTabs(tabs=(half, TabState(url="ws://other")), current=1))
    kept = TabState(url="ws://é", composer={"content": "a?b", "?": 1})
    assert read_open_tabs(path) == OpenTabs(tabs=(kept, TabState(url="ws://other")), current=1)
