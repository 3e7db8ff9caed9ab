import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inspector.variables import (
    Counters,
    Draw,
    Scope,
    Scopes,
    escape,
    name_problem,
    render,
    unrendered,
)
from inspector.variables.syntax import TOKEN

BRACED = st.text(st.sampled_from(list('{}\\" \n$a:1\t'))) | st.text()
"""Texts of what the syntax is made of, and any other."""

NAMES = Scopes([Scope("sample", {"a": "VALUE", "1": "VALUE", "a a": "VALUE"})])


def names(text: str) -> list[str]:
    return [token["name"] for token in TOKEN.finditer(text) if token["name"]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{name}}", ["name"]),
        ("{{ name\t}}", ["name\t"]),
        ("{{base url}}", ["base url"]),
        ("{{naïve-1.x}}", ["naïve-1.x"]),
        ("{{$guid}} {{$counter:orders}} {{env:HOME}}", ["$guid", "$counter:orders", "env:HOME"]),
        ("{{{name}}}", ["name"]),
        ("{{a{{b}}}}", ["b"]),
        (r"\\{{even}}", ["even"]),
        # Braces of something else.
        ("{{}} {{ }} {{#if x}} {{/if}} {{{}}} {name} }}{{", []),
        ('[["{{a", "b}}"]]', []),
        ("{{two\nlines}}", []),
        (r"\{{escaped}} \\\{{escaped}}", []),
    ],
)
def test_what_is_a_variable(text: str, found: list[str]) -> None:
    assert names(text) == found


@given(BRACED)
@example(r"\{{a}}")
@example(r"\{\{{ \\{\{{ \{a\{\{{")
@example(r"\\\{{{{a}}\\{{a}}{{\}}\{{#")
def test_what_is_escaped_is_itself_again(text: str) -> None:
    draw = Draw(Counters())
    for json in (False, True):
        rendered = render(escape(text), NAMES, draw, json=json, environ={})
        assert (rendered.text, rendered.uses) == (text, ())


@given(BRACED, st.lists(BRACED.filter(bool), min_size=1, max_size=2))
@example(r"\{s{{a}}s{s}}\{\s", ["s"])
def test_values_that_are_put_by_name_come_back(text: str, values: list[str]) -> None:
    text = values[0].join([text, *values])
    known = Scopes(
        [Scope("sample", {f"v{at}": value for at, value in enumerate(values)}, literal=True)]
    )
    written = unrendered(text, {value: f"v{at}" for at, value in enumerate(values)})
    rendered = render(written, known, Draw(Counters()), environ={})
    assert rendered.text == text
    assert {use.name for use in rendered.uses}


def test_of_two_values_the_longer_is_put_by_name() -> None:
    names = {"secret": "short", "secret-key": "long", "": "empty"}
    assert unrendered('{"key": "secret-key"}', names) == '{"key": "{{long}}"}'
    assert unrendered("{{a}}", {"": "empty"}) == r"\{{a}}"


@given(BRACED)
def test_text_without_variables_and_escapes_needs_no_escape(text: str) -> None:
    if not TOKEN.search(text):
        assert escape(text) == text


def test_an_escape_is_as_short_as_can_be() -> None:
    assert escape('{"a": {"b": {}}} {{#if}} {{a}}') == r'{"a": {"b": {}}} {{#if}} \{{a}}'


@pytest.mark.parametrize("name", ["a", "token", "base url", "x-1.2", "Ünïcode", "_", "a:b"])
def test_a_name(name: str) -> None:
    assert name_problem(name) == ""
    assert names("{{" + name + "}}") == [name]


@pytest.mark.parametrize(
    "name", ["", " a", "a ", "a}", 'a"b', "#a", "a\nb", "a\\", "$guid", "env:x"]
)
def test_no_name(name: str) -> None:
    assert name_problem(name)


@pytest.mark.parametrize(
    "hostile",
    ["{" * 1_000_000, "{{" + "a" * 1_000_000, "{{a" * 300_000, "\\" * 1_000_000, "{{ " * 300_000,
     "{{" + " " * 1_000_000, "\\{{" * 300_000, "{{a}" * 250_000, "{{" * 250_000 + "}}" * 250_000],
)  # fmt: skip
def test_hostile_texts_take_linear_time(hostile: str) -> None:
    """Quadratic, each would take minutes."""
    begun = time.perf_counter()
    render(hostile, NAMES, Draw(Counters()), json=True)
    assert time.perf_counter() - begun < 30
