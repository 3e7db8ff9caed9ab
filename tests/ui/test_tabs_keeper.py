"""The tabs and what is written in them are there again at the next start."""

from pathlib import Path

from inspector.demo import DemoServer
from inspector.events import ReadyState
from inspector.library import Endpoint, Environment, Template, Workspace
from inspector.library.open_tabs import read_open_tabs
from inspector.ui.tabs_keeper import TabsKeeper
from tests.support.app import running_window, until


def workspace(home: Path) -> Workspace:
    made = Workspace(home)
    made.environments.save(Environment(name="staging", colour="orange"))
    made.environments.save(Environment(name="staging", folder="Other"))
    made.endpoints.save(Endpoint(name="feed", folder="Exchange", url="ws://{{host}}/feed"))
    made.templates.save(Template(name="hello", kind="json", content='{"op": "hello"}'))
    return made


async def test_tabs_come_back_as_they_were_and_are_not_connected(tmp_path: Path) -> None:
    library = workspace(tmp_path)
    async with running_window(tmp_path) as window:
        tab = window.tabs.current
        tab.connector.use(library.endpoints.get("feed"))
        tab.use_template(library.templates.get("hello"))
        tab.composer.set_content("json", '{"op": "hello", "edited": true}')
        await tab.context.choose("Other/staging")
        second = window.new_tab()
        second.address.url = "ws://example.test/two"
        second.composer.set_content("binary-hex", "00 ff")
        window.new_tab()
        window.tabs.setCurrentIndex(1)
    async with running_window(tmp_path) as window:
        assert window.tabs.count() == 2, "an empty tab is nothing to keep"
        first, second = window.tabs.all()
        assert window.tabs.current is second
        assert first.title == "feed"
        assert first.address.url == "ws://{{host}}/feed"
        assert first.composer.content() == ("json", '{"op": "hello", "edited": true}')
        assert first.composer.open_template == library.templates.get("hello")
        await until(lambda: first.environment is not None, "the environment")
        assert first.environment.path == "Other/staging"
        assert window.tabs.tabText(0) == "feed · staging"
        assert window.tabs.tabText(1) == "example.test/two"
        assert second.composer.content() == ("binary-hex", "00 ff")
        assert {tab.session.ready_state for tab in (first, second)} == {ReadyState.CLOSED}


async def test_what_was_kept_is_not_written_over(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        window.tabs.current.address.url = "ws://example.test/"
    async with DemoServer() as server, running_window(tmp_path) as window:
        tab = window.connect_to(server.url("/echo"))
        await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")
        assert [tab.address.url for tab in window.tabs.all()] == [
            "ws://example.test/",
            server.url("/echo"),
        ]


async def test_a_change_is_on_disk_before_the_window_is_closed(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        window.tabs.current.composer.set_content("text", "typed, not sent")
        await until(lambda: (tmp_path / "tabs.json").exists(), "the file")
        [kept] = read_open_tabs(tmp_path / "tabs.json").tabs
        assert kept.composer["content"] == "typed, not sent"


async def test_what_a_tab_refers_to_may_be_gone(tmp_path: Path) -> None:
    library = workspace(tmp_path)
    async with running_window(tmp_path) as window:
        tab = window.tabs.current
        tab.connector.use(library.endpoints.get("feed"))
        tab.use_template(library.templates.get("hello"))
    library.endpoints.delete("Exchange/feed")
    library.templates.delete("hello")
    async with running_window(tmp_path) as window:
        tab = window.tabs.current
        assert tab.address.url == "ws://{{host}}/feed"
        assert tab.composer.content() == ("json", '{"op": "hello"}')
        assert tab.composer.open_template is None


async def test_tabs_that_cannot_be_read_are_put_aside_and_said(tmp_path: Path) -> None:
    (tmp_path / "tabs.json").write_text("broken", encoding="utf-8")
    async with running_window(tmp_path) as window:
        assert window.tabs.count() == 1
        assert window.notice.isVisible()
    assert (tmp_path / "tabs.broken").read_text(encoding="utf-8") == "broken"


async def test_a_failure_is_told_once_until_it_works_again(tmp_path: Path) -> None:
    async with running_window(tmp_path / "home") as window:
        window.tabs.current.address.url = "ws://example.test/"
        keeper, told = TabsKeeper(tmp_path / "folder" / "tabs.json", window.tabs), []
        keeper.failed.connect(told.append)
        (tmp_path / "folder").write_text("a file is in the way", encoding="utf-8")
        for _ in range(2):
            await keeper.save()
        assert ["tabs.json" in problem for problem in told] == [True]
        (tmp_path / "folder").unlink()
        await keeper.save()
        [kept] = read_open_tabs(tmp_path / "folder" / "tabs.json").tabs
        assert kept.url == "ws://example.test/"
