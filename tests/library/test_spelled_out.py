"""Defaults: not written, but left where a person wrote them."""

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from inspector.automation.steps import SleepStep, WaitStep
from inspector.library import Endpoint, Folder, Named, Scenario, Store, Template
from inspector.library.match import Match
from inspector.library.rule import Rule
from inspector.library.send_as import Repeat, SendAs
from inspector.library.stamp import same
from inspector.library.thing_file import as_written, to_table, to_thing
from inspector.library.toml_form import to_toml
from tests.support.things import SCENARIOS

ENDPOINT = dedent(
    """\
    format = 1
    name = "feed"
    url = "wss://feed/"
    description = ""  # to be written
    subprotocols = []

    [[rules]]
    name = "beat"
    enabled = true  # switch it off here
    when = { type = "text", contains = "beat" }
    then = [{ do = "mark", colour = "red" }, { do = "ping", payload = "" }]

    [[rules]]
    name = "close"
    limit = 20
    """
)


@pytest.mark.parametrize(
    "value",
    [
        Template(name="a", kind="text", content="", send_as=SendAs()),
        Endpoint(name="a", url="", rules=(Rule(name="b", when=Match()),)),
        Scenario(name="a", steps=(WaitStep(match=Match(), timeout=float("10")),)),
    ],
)
def test_a_default_is_not_written_wherever_it_came_from(value: Named) -> None:
    """Not only the one that the class itself has."""
    assert "{}" not in to_toml(to_table(value))
    assert "[send_as]" not in to_toml(to_table(value))
    assert "timeout" not in to_toml(to_table(value))


def test_but_for_those_that_say_something() -> None:
    template = Template(name="a", kind="text", content="", repeat=Repeat())
    assert to_table(template)["repeat"] == {}


@pytest.fixture
def store(tmp_path: Path) -> Store[Endpoint]:
    (tmp_path / "feed.toml").write_text(ENDPOINT, encoding="utf-8")
    return Store(tmp_path, Endpoint)


def changed_lines(store: Store[Endpoint]) -> list[str]:
    """Those that the file has now and had not."""
    now = store.files()["feed"].read_text(encoding="utf-8").splitlines()
    before = ENDPOINT.splitlines()
    assert len(now) == len(before)
    return [new for new, old in zip(now, before, strict=True) if new != old]


def test_a_change_leaves_the_defaults_that_a_person_wrote(store: Store[Endpoint]) -> None:
    store.save(replace(store.get("feed"), url="wss://other/"), replace=True)
    assert changed_lines(store) == ['url = "wss://other/"']


def test_so_does_one_in_the_same_table(store: Store[Endpoint]) -> None:
    endpoint = store.get("feed")
    beat = replace(endpoint.rules[0], name="pulse")
    store.save(replace(endpoint, rules=(beat, endpoint.rules[1])), replace=True)
    assert changed_lines(store) == ['name = "pulse"']


def test_a_default_is_no_more_where_it_does_not_hold(store: Store[Endpoint]) -> None:
    endpoint = store.get("feed")
    store.save(replace(endpoint, description="Prices"), replace=True)
    assert changed_lines(store) == ['description = "Prices"  # to be written']


def test_a_step_of_another_kind_takes_none_of_them() -> None:
    waiting = 'format = 1\nname = "a"\nsteps = [{ do = "wait", timeout = 10 }]\n'
    slept = Scenario(name="a", steps=(SleepStep(seconds=2.0),))
    assert to_toml(as_written(slept, waiting)) == to_toml(to_table(slept))


def test_a_folders_are_left_too(tmp_path: Path) -> None:
    store = Store(tmp_path, Template)
    file = tmp_path / "A" / "folder.toml"
    file.parent.mkdir()
    file.write_text('format = 1\ndescription = ""\n\n[variables]\nx = 1\n', encoding="utf-8")
    store.save_folder(Folder(path="A", variables={"x": 2}))
    assert file.read_text(encoding="utf-8").endswith('description = ""\n\n[variables]\nx = 2\n')


@given(before=SCENARIOS, after=SCENARIOS, spelled_out=st.booleans())
def test_what_is_written_says_the_same(
    before: Scenario, after: Scenario, spelled_out: bool
) -> None:
    text = to_toml(to_table(before) | ({"description": ""} if spelled_out else {}))
    assert same(to_thing(as_written(after, text), Scenario, after.folder), after)
