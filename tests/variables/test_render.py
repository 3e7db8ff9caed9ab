import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.variables import (
    MASK,
    Counters,
    Draw,
    Rendered,
    Scope,
    Scopes,
    UnknownVariable,
    render,
)

SECRET = 'T0P "secret"\n'
STAGING = Scope(
    "environment staging",
    {
        "host": "staging.example",
        "port": 8443,
        "tls": True,
        "token": SECRET,
        "url": "wss://{{host}}:{{port}}",
        "auth": "Bearer {{token}}",
        "broken": "{{auth}} {{tokn}}",
    },
    frozenset({"token", "key"}),
)
SESSION = Scope("session", {"channel": "{{env:HOME}} {{token}}"}, literal=True)
SCOPES = Scopes([STAGING, SESSION])


def show(text: str, scopes: Scopes = SCOPES, *, json: bool = False) -> Rendered:
    return render(
        text, scopes, Draw(Counters()), json=json, environ={"HOME": "/home/ada", "EMPTY": ""}
    )


def errors(text: str, scopes: Scopes = SCOPES) -> list[str]:
    return [use.error for use in show(text, scopes).problems]


def endless(**values: str) -> Scopes:
    return Scopes([Scope("environment", values)])


# Values


def test_values_stand_in_place_of_names() -> None:
    assert show("{{host}}:{{ port }} {{tls}}").text == "staging.example:8443 true"
    assert show("{{env:HOME}}/x").text == "/home/ada/x"
    assert show("<{{env:EMPTY}}>").checked() == "<>"
    assert show("{not} {{#one}} {{}}").text == "{not} {{#one}} {{}}"


def test_escaped_braces_are_braces() -> None:
    assert show(r"\{{host}} \\{{port}} \\\{{host}}").text == r"{{host}} \\8443 \\{{host}}"


def test_a_variable_may_refer_to_others() -> None:
    assert show("{{url}}/path").text == "wss://staging.example:8443/path"


def test_what_a_peer_may_have_written_refers_to_nothing() -> None:
    assert show("{{channel}}").text == "{{env:HOME}} {{token}}"


def test_a_secret_refers_to_nothing() -> None:
    scopes = Scopes([Scope("environment", {"token": "{{env:HOME}}"}, frozenset({"token"}))])
    assert show("{{token}}", scopes).text == "{{env:HOME}}"


def test_a_variable_has_one_value_in_all_of_the_text() -> None:
    scopes = endless(id="{{$guid}}")
    first, second = show("{{id}} {{id}}", scopes).text.split()
    assert first == second


def test_in_json_numbers_stay_numbers_and_strings_are_escaped() -> None:
    text = r'{"a\"": "{{token}}", "b": {{port}}, "c": {{host}}, "d": "{{port}}", {{host}}: {{tls}}}'
    assert show(text, json=True).text == (
        r'{"a\"": "T0P \"secret\"\n", "b": 8443, "c": "staging.example", "d": "8443",'
        r' "staging.example": true}'
    )


def test_what_json_has_no_words_for_is_a_problem_there_alone() -> None:
    scopes = Scopes([Scope("endpoint x", {"limit": float("inf")})])
    assert show("{{limit}}", scopes).text == "inf"
    assert show('"{{limit}}"', scopes, json=True).text == '"inf"'
    problem = show("[{{limit}}]", scopes, json=True).problems[0].error
    assert problem == '"limit" has no form in JSON (JSON has no inf): put quotes around it'


# Places


def test_uses_say_where_each_value_is_from_and_where_it_went() -> None:
    rendered = show(r"é\{{ {{host}} 😀{{ $guid:x }}{{$counter}}")
    assert [tuple(use)[:7] for use in rendered.uses] == [
        ("host", 5, 13, 4, 19, "environment staging", False),
        ("$guid:x", 15, 28, 21, 34, "built-in", False),
        ("$counter", 28, 40, 34, 35, "built-in", False),
    ]
    assert rendered.text == "é{{ staging.example 😀{{ $guid:x }}1"


PIECES = st.lists(
    st.sampled_from([
        "{{host}}", "{{ port }}", "{{token}}", "{{nope}}", "{{$guid}}", "{{auth}}", "{{env:HOME}}",
        "{{$counter}}",
    ])
    | st.text(st.sampled_from('{}\\" a😀\n')) | st.text(max_size=5)
)  # fmt: skip


@given(PIECES, st.booleans())
def test_places_are_exact(pieces: list[str], json: bool) -> None:
    source = "".join(pieces)
    rendered = show(source, json=json)
    position = out_position = 0
    for use in rendered.uses:
        written = source[use.start : use.end]
        assert (written[:2], written[2:-2].strip(), written[-2:]) == ("{{", use.name, "}}")
        assert position <= use.start
        assert out_position <= use.out_start <= use.out_end <= len(rendered.text)
        if "\\" not in source:  # then nothing but variables differs
            assert source[position : use.start] == rendered.text[out_position : use.out_start]
        value = rendered.text[use.out_start : use.out_end]
        if use.error:
            assert value == written
        elif use.name == "host":
            assert value.strip('"') == "staging.example"
        elif use.name == "port":
            assert value == "8443"
        position, out_position = use.end, use.out_end
    if "\\" not in source:
        assert source[position:] == rendered.text[out_position:]


@given(PIECES, st.booleans())
def test_no_secret_is_seen(pieces: list[str], json: bool) -> None:
    rendered = show("".join(pieces), json=json)
    seen = rendered.masked + "".join(use.error for use in rendered.uses) + repr(rendered)
    assert "T0P" not in seen
    assert ("{{token}}" in pieces) <= (MASK in rendered.masked or "\\" in "".join(pieces))


# What is wrong


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("{{hots}}", 'no variable "hots" (did you mean host?): define it in the environment'),
        ("{{HOST}}", "(did you mean host?)"),
        ("{{guid}}", '(did you mean $guid?)'),
        ("{{nothing like it}}", 'no variable "nothing like it": define it'),
        ("{{$randomInteger}}", 'no built-in "$randomInteger" (did you mean $randomInt?)'),
        ("{{$guid:1}}", "$guid takes nothing after a colon: write {{$guid}}"),
        ("{{env:HOEM}}", '"HOEM" is not set in this program\'s process'),
        ("{{key}}", 'the secret "key" of environment staging has no value on this machine: enter'),
        ("{{broken}}", 'in the value of "broken": no variable "tokn" (did you mean token?)'),
        ("{{" + "x" * 99 + "}}", "no variable \"" + "x" * 59 + "…\": define it"),
    ],
)  # fmt: skip
def test_every_problem_says_what_to_do(text: str, error: str) -> None:
    (found,) = errors(text)
    assert error in found
    assert show(text).text == text


def test_all_problems_stop_a_sending() -> None:
    with pytest.raises(UnknownVariable, match=r"(?s)hots.*\n.*HOEM"):
        show("{{hots}} {{host}} {{env:HOEM}}").checked()


def test_circles_are_named() -> None:
    scopes = endless(a="{{b}}", b="{{c}}", c="x {{b}}", self="{{self}}")
    assert errors("{{a}}", scopes) == [
        'in the value of "c": b refers to itself (b > c > b): give one of them a plain value'
    ]
    assert "self refers to itself (self > self)" in errors("{{self}}", scopes)[0]


def test_a_problem_inside_one_variable_is_none_of_the_others() -> None:
    scopes = endless(a="{{b}} {{c}}", b="{{a}}", c="fine", d="{{c}}")
    rendered = show("{{a}} {{d}} {{c}} {{a}}", scopes)
    assert rendered.text == "{{a}} fine fine {{a}}"


def test_depth_is_bounded() -> None:
    chain = {f"v{number}": f"{{{{v{number + 1}}}}}" for number in range(30)} | {"v30": "end"}
    assert show("{{v11}}", endless(**chain)).text == "end"
    assert "more than 20 deep" in errors("{{v5}}", endless(**chain))[0]


def test_values_that_multiply_are_bounded() -> None:
    """Each is ten of the next: a billion laughs."""
    laughs = {f"v{number}": f"{{{{v{number + 1}}}}}" * 10 for number in range(12)} | {"v12": "ha"}
    (error,) = errors("{{v0}}", endless(**laughs))
    assert "more than 1,048,576 characters" in error


def test_a_text_of_long_values_is_bounded() -> None:
    scopes = endless(long="x" * 1_000_000)
    rendered = show("{{long}}" * 100, scopes)
    assert len(rendered.text) < 68_000_000
    assert "more than 67,108,864 characters" in rendered.problems[0].error


def test_circles_that_branch_end() -> None:
    circle = {f"v{number}": f"{{{{v{(number + 1) % 18}}}}}" * 2 for number in range(18)}
    assert len(errors("{{v0}}{{v1}}{{v2}}", endless(**circle))) == 3


# Speed


def test_many_variables_are_quick() -> None:
    text = ("x" * 80 + ' "{{token}}" {{port}}') * 5000 + (
        "x" * 80 + "{{url}}{{nope}}{{$guid}}"
    ) * 3000
    begun = time.perf_counter()
    rendered = show(text, json=True)
    assert time.perf_counter() - begun < 30
    assert len(rendered.uses) == 19_000


def test_many_misspelt_names_are_quick() -> None:
    begun = time.perf_counter()
    many = Scopes([Scope("session", {f"host{number}": "" for number in range(2000)})])
    problems = errors("".join(f"{{{{hots{number}}}}}" for number in range(10_000)), many)
    assert time.perf_counter() - begun < 30
    assert len(problems) == 10_000
