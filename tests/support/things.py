"""Things of every sort, at random, and how stores are made and looked into."""

from pathlib import Path

from hypothesis import strategies as st

from inspector.automation.actions import CloseConnection, Mark, Notify, Ping, Reply, SetVariable
from inspector.automation.steps import (
    AssertStep,
    CloseStep,
    ConnectStep,
    SendStep,
    SetStep,
    SleepStep,
    WaitStep,
)
from inspector.library import KINDS, Endpoint, Environment, Scenario, Store, Template
from inspector.library.match import Match
from inspector.library.rule import Rule
from inspector.library.send_as import Repeat, SendAs

NAMES = st.text(min_size=1, max_size=200).filter(str.strip)
FOLDERS = st.sampled_from(["", "Exchange", "Exchange/Auth", "Übung", "a b/c.d"])
TEXTS = st.text() | st.text(alphabet="\"'\\\r\n\t\0\x7f\u2028\ufeff #=[]<>é🎈", max_size=30)
SCALARS = TEXTS | st.integers(-(2**70), 2**70) | st.booleans() | st.floats()
VARIABLES = st.dictionaries(TEXTS, SCALARS, max_size=3)
SECONDS = st.floats(0, 1_000_000)
MATCHES = st.builds(
    Match,
    type=st.sampled_from(["message", "text", "close"]),
    contains=TEXTS,
    json_path=TEXTS,
    equals=st.none() | SCALARS,
)
SETS = st.builds(SetVariable, name=TEXTS, group=TEXTS, value=st.none() | SCALARS)
ACTIONS = st.one_of(
    SETS,
    st.builds(Reply, template=TEXTS),
    st.builds(Ping),
    st.builds(Mark, colour=st.sampled_from(["red", "grey"])),
    st.builds(Notify, text=TEXTS),
    st.builds(CloseConnection, code=st.integers(0, 0xFFFF), reason=TEXTS),
)
RULES = st.builds(
    Rule,
    name=TEXTS,
    when=MATCHES,
    then=st.lists(ACTIONS, max_size=3).map(tuple),
    enabled=st.booleans(),
    limit=st.integers(1, 99),
)
REPEATS = st.builds(
    Repeat, interval=SECONDS, count=st.none() | st.integers(1, 99), until=st.none() | MATCHES
)
STEPS = st.one_of(
    st.builds(ConnectStep, note=TEXTS, endpoint=TEXTS),
    st.builds(SendStep, kind=st.sampled_from(KINDS), content=TEXTS, repeat=st.none() | REPEATS),
    st.builds(WaitStep, match=MATCHES, timeout=SECONDS, take=st.lists(SETS, max_size=2).map(tuple)),
    st.builds(AssertStep, match=st.none() | MATCHES, variable=TEXTS),
    st.builds(SetStep, name=TEXTS, value=SCALARS),
    st.builds(SleepStep, seconds=SECONDS),
    st.builds(CloseStep, reason=TEXTS),
)
OPTIONS = st.dictionaries(
    st.text(),
    st.recursive(
        TEXTS | st.integers() | st.booleans() | st.dates(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=2),
        max_leaves=5,
    ),
    max_size=3,
)
_NAMED = {"name": NAMES, "folder": FOLDERS, "description": TEXTS}
TEMPLATES = st.builds(
    Template,
    **_NAMED,
    kind=st.sampled_from(KINDS),
    content=TEXTS,
    send_as=st.builds(
        SendAs, mode=st.sampled_from(["message", "lines"]), size=st.integers(1, 9), mark=TEXTS
    ),
    repeat=st.none() | REPEATS,
)
ENDPOINTS = st.builds(
    Endpoint,
    **_NAMED,
    url=TEXTS,
    subprotocols=st.lists(TEXTS, max_size=3).map(tuple),
    options=OPTIONS,
    variables=VARIABLES,
    rules=st.lists(RULES, max_size=3).map(tuple),
)
ENVIRONMENTS = st.builds(
    Environment,
    **_NAMED,
    colour=st.none() | st.sampled_from(["red", "blue"]),
    variables=VARIABLES,
    secrets=st.lists(TEXTS, max_size=2).map(tuple),
)
SCENARIOS = st.builds(
    Scenario, **_NAMED, endpoint=TEXTS, steps=st.lists(STEPS, max_size=4).map(tuple)
)


def text(path: str, content: str = "") -> Template:
    """A template of text at `path`."""
    folder, _, name = path.rpartition("/")
    return Template(name=name, folder=folder, kind="text", content=content)


def files(store: Store[Template]) -> list[str]:
    """The files of a store, as paths with slashes."""
    root: Path = store.root
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())
