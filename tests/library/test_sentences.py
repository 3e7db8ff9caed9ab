"""What is wrong with a file, in words."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.library import Endpoint, Environment, Named, Scenario
from inspector.library.thing_file import to_table, to_thing
from tests.support.things import ENDPOINTS, SCENARIOS

STEPS = "connect, send, wait, assert, set, sleep, close, wait-close"
TYPES = "any, binary, close, message, ping, pong, text"
SCALAR = "a string or a number or true or false is needed"


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({}, "'name' is missing: a string is needed"),
        ({"name": 7}, "'name' is 7: a string is needed"),
        ({"name": "a", "stpes": []}, "nothing is known of 'stpes': is 'steps' meant?"),
        ({"name": "a", "zzz": []}, "nothing is known of 'zzz': remove it"),
        ({"name": "a", "steps": {}}, "'steps' is {}: an array is needed"),
        ({"name": "a", "steps": ["x"]}, "in step 1: it is 'x': a table is needed"),
    ],
)
def test_what_a_scenario_needs(table: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError) as error:
        to_thing({"format": 1, **table}, Scenario, "")
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ({"do": "wat"}, f"in step 2 (wat): 'do' is 'wat': one of {STEPS} is needed"),
        ({"do": 7}, f"in step 2: 'do' is 7: one of {STEPS} is needed"),
        ({}, f"in step 2: 'do' is missing: one of {STEPS} is needed"),
        ({"do": "wait", "timout": 1},
         "in step 2 (wait): nothing is known of 'timout': is 'timeout' meant?"),
        ({"do": "wait", "template": ""},
         "in step 2 (wait): nothing is known of 'template': remove it"),
        ({"do": "wait", "match": {"type": "x"}},
         f"in step 2 (wait): 'match.type' is 'x': one of {TYPES} is needed"),
        ({"do": "wait", "match": {"typ": "x"}},
         "in step 2 (wait): nothing is known of 'match.typ': is 'type' meant?"),
        ({"do": "wait", "take": [{"name": "n"}, {"do": "reply", "name": "x"}]},
         "in step 2 (wait), variable to take 2 (reply): 'do' is 'reply': 'set' is needed"),
        ({"do": "wait", "take": [{}]},
         "in step 2 (wait), variable to take 1: 'name' is missing: a string is needed"),
        ({"do": "sleep", "seconds": "1"},
         "in step 2 (sleep): 'seconds' is '1': a number from 0 to 1,000,000 is needed"),
        ({"do": "sleep", "seconds": -1},
         "in step 2 (sleep): 'seconds' is -1: a number from 0 to 1,000,000 is needed"),
        ({"do": "send", "repeat": {"count": 0}},
         "in step 2 (send): 'repeat.count' is 0: a whole number from 1 on is needed"),
        ({"do": "close", "code": 70_000},
         "in step 2 (close): 'code' is 70000: a whole number from 0 to 65,535 is needed"),
        ({"do": "set", "name": "x", "value": [1]}, f"in step 2 (set): 'value' is [1]: {SCALAR}"),
    ],
)  # fmt: skip
def test_what_a_step_needs(step: dict[str, object], sentence: str) -> None:
    table = {"format": 1, "name": "a", "steps": [{"do": "connect"}, step]}
    with pytest.raises(ValueError) as error:
        to_thing(table, Scenario, "")
    assert str(error.value) == sentence


def test_which_rule_and_which_action() -> None:
    action = {"do": "mark", "colour": "pink"}
    rules = [{"name": "first"}, {"name": "second", "then": [{"do": "ping"}, action]}]
    with pytest.raises(
        ValueError, match=r"in rule 2 .second., action 2 .mark.: 'colour' is 'pink'"
    ):
        to_thing({"format": 1, "name": "a", "url": "", "rules": rules}, Endpoint, "")


def test_elements_without_a_name_of_their_own() -> None:
    table = {"format": 1, "name": "a", "url": "", "subprotocols": ["x", 1]}
    with pytest.raises(ValueError, match="in 'subprotocols', element 2: it is 1: a string is"):
        to_thing(table, Endpoint, "")


def test_which_variable_holds_no_value() -> None:
    variables = {"a": 1, "b c": datetime.date(2020, 1, 1)}
    with pytest.raises(ValueError, match=r"'variables.b c' is datetime.date\(2020, 1, 1\): a str"):
        to_thing({"format": 1, "name": "a", "variables": variables}, Environment, "")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


@given(thing=SCENARIOS | ENDPOINTS, data=st.data())
def test_whatever_is_wrong_there_is_a_sentence(thing: Named, data: st.DataObject) -> None:
    """Some value anywhere in the file is replaced by another, or taken away, or a key is new."""
    table = to_table(thing)
    place: object = table
    while isinstance(place, dict | list | tuple) and place:
        key = data.draw(st.sampled_from([*place] if isinstance(place, dict) else range(len(place))))
        inner = place[key]
        if not isinstance(inner, dict | list | tuple) or data.draw(st.booleans()):
            break
        place = inner
    if isinstance(place, dict) and data.draw(st.booleans()):
        key = data.draw(st.sampled_from(["match", "then", "", "a.b", "`"]))
    if isinstance(place, dict):
        place[key] = data.draw(VALUES)
    try:
        to_thing(table, type(thing), "")
        said = "nothing, it fits"
    except ValueError as error:
        said = str(error)
    assert re.search("is needed|meant|remove it|the name|format|it fits", said)
