"""How files look, and what of them stays when something in them is changed."""

import tomllib
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.automation.actions import Reply, SetVariable
from inspector.automation.steps import ConnectStep, SendStep, WaitStep
from inspector.library import Endpoint, Scenario, Template
from inspector.library.match import Match
from inspector.library.rule import Rule
from inspector.library.send_as import SendAs
from inspector.library.thing_file import to_table
from inspector.library.toml_file import parse, write_toml
from inspector.library.toml_form import to_toml
from inspector.library.toml_merge import merge
from inspector.library.toml_value import spelled
from tests.support.things import SCENARIOS, TEXTS


def shown(thing: Endpoint | Template | Scenario) -> str:
    return to_toml(to_table(thing))


def test_a_template_is_a_file_to_read_and_share() -> None:
    template = Template(
        name="Subscribe: trades",
        kind="json",
        content='{\n  "op": "subscribe",\n  "path": "C:\\\\x"\n}\n',
        send_as=SendAs(mode="fragments", pause=0.5),
    )
    assert shown(template) == dedent(
        """\
        format = 1
        name = "Subscribe: trades"
        kind = "json"
        content = '''
        {
          "op": "subscribe",
          "path": "C:\\\\x"
        }
        '''

        [send_as]
        mode = "fragments"
        pause = 0.5
        """
    )


def test_rules_and_what_they_do_are_told_apart_line_by_line() -> None:
    endpoint = Endpoint(
        name="exchange",
        url="wss://{{host}}/",
        subprotocols=("v1", "v2"),
        options={"headers": [["X-Key", "{{key}}"]], "lenient": True},
        rules=(
            Rule(
                name="answer the challenge",
                when=Match(json_path="$.type", equals="challenge"),
                then=(
                    SetVariable(name="nonce", json_path="$.nonce"),
                    Reply(template="Auth/answer"),
                ),
            ),
        ),
    )
    assert shown(endpoint) == dedent(
        """\
        format = 1
        name = "exchange"
        url = "wss://{{host}}/"
        subprotocols = ["v1", "v2"]

        [options]
        headers = [
          ["X-Key", "{{key}}"],
        ]
        lenient = true

        [[rules]]
        name = "answer the challenge"
        when = { json_path = "$.type", equals = "challenge" }
        then = [
          { do = "set", name = "nonce", json_path = "$.nonce" },
          { do = "reply", template = "Auth/answer" },
        ]
        """
    )


def test_steps_are_tables_in_their_order() -> None:
    scenario = Scenario(
        name="log in",
        steps=(
            ConnectStep(note="to staging"),
            SendStep(template="Auth/login"),
            WaitStep(match=Match(contains='"ok"')),
        ),
    )
    assert shown(scenario) == dedent(
        """\
        format = 1
        name = "log in"

        [[steps]]
        do = "connect"
        note = "to staging"

        [[steps]]
        do = "send"
        template = "Auth/login"

        [[steps]]
        do = "wait"
        match = { contains = '"ok"' }
        """
    )


@pytest.mark.parametrize(
    ("value", "literal"),
    [
        ("", '""'),
        ("it's", '"it\'s"'),
        ('{"op": 1}', "'{\"op\": 1}'"),
        ('it\'s "so"', '"it\'s \\"so\\""'),
        ("C:\\temp", "'C:\\temp'"),
        ("a\nb", "'''\na\nb'''"),
        ("it's '''\nb", '"""\nit\'s \'\'\'\nb"""'),
        ("'''\\\n", "\"'''\\\\\\n\""),
        ("b\n'", '"""\nb\n\'"""'),
        ("a\r\nb", '"a\\r\\nb"'),
        ("\u202eevil\n", '"\\u202Eevil\\n"'),
        ("\x00\x7f\U000e0001", '"\\u0000\\u007F\\U000E0001"'),
        ("漢字 é", '"漢字 é"'),
        (1e300, "1e+300"),
        (["x" * 60, "y" * 60], f'[\n  "{"x" * 60}",\n  "{"y" * 60}",\n]'),
        ([], "[]"),
        ([{}], "[\n  {},\n]"),
    ],
)
def test_values_are_written_as_they_were_typed_where_toml_can(value: object, literal: str) -> None:
    text = to_toml({"k": [value]} if value == {} else {"k": value, "z": 1}).removesuffix("z = 1\n")
    if value == [{}]:
        assert text == "z = 1\n\n[[k]]\n"
    else:
        assert text == f"k = {literal}\n"
        assert tomllib.loads(text) == {"k": value}


PERSONS = """\
# Ours; ask Kim.
format = 1
name = 'log in' # as on the wiki

description = "x"
# about the endpoint
endpoint = "staging"

# first
[[steps]] # really
do = "connect" # c

# second
[[steps]]
template = "Auth/login" # t
do = "send"
note = '''
# not a comment'''

# third
[[steps]]
do = "wait"
[steps.match]
# hm
contains = "x"

# the end
"""


def changed(*changes: tuple[str, str]) -> str:
    text = PERSONS
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def merged(text: str, **new: object) -> str:
    """`text` with some keys set anew, and those taken away that are None."""
    table = {key: value for key, value in {**parse(text), **new}.items() if value is not None}
    result = merge(text, table)
    assert spelled(parse(result)) == spelled(table)
    return result


def test_what_did_not_change_stays_byte_by_byte() -> None:
    assert merged(PERSONS) == PERSONS


def test_a_key_that_changed_is_one_line() -> None:
    assert merged(PERSONS, name="sign in") == changed(("'log in'", '"sign in"'))
    assert merged(PERSONS, description=None) == changed(('description = "x"\n', ""))
    assert merged(PERSONS, endpoint="a\nb") == changed(('"staging"', "'''\na\nb'''"))


def test_a_new_key_comes_where_it_belongs() -> None:
    table = {"format": 1, "name": "a", "kind": "text", "content": ""}
    text = "# top\nformat = 1\nname = 'a' # n\n# k\nkind = 'text'\ncontent = ''\n\n[repeat] # r\n"
    new = {"format": 1, "name": "a", "description": "d", **table, "repeat": {"interval": 2.0}}
    assert merge(text, new) == (
        "# top\nformat = 1\nname = 'a' # n\ndescription = \"d\"\n# k\nkind = 'text'\ncontent = ''\n"
        "\n[repeat] # r\ninterval = 2.0\n"
    )


def test_comments_go_with_the_step_that_they_are_above() -> None:
    first, second, third = parse(PERSONS)["steps"]
    start, rest = PERSONS.split("\n# first\n")
    one, rest = rest.split("\n# second\n")
    two, rest = rest.split("\n# third\n")
    three, _ = rest.split("\n# the end\n")
    one, two, three = f"\n# first\n{one}", f"\n# second\n{two}", f"\n# third\n{three}"
    end = "\n# the end\n"
    assert merged(PERSONS, steps=[third, first]) == start + three + one + end
    new = {"do": "sleep", "seconds": 1.0}
    sleep = '\n[[steps]]\ndo = "sleep"\nseconds = 1.0\n'
    assert merged(PERSONS, steps=[first, new, second, third]) == (
        start + one + sleep + two + three + end
    )
    assert merged(PERSONS, steps=[first, {**second, "template": "b"}, third]) == changed(
        ('"Auth/login"', '"b"')
    )
    assert merged(PERSONS, steps=[first, second, {"do": "wait", "timeout": 1.0}]) == (
        start + one + two + '\n# third\n[[steps]]\ndo = "wait"\ntimeout = 1.0\n' + end
    )


def test_steps_of_one_kind_are_told_apart_by_what_they_say() -> None:
    one, two = (f"\n# {name}\n[[steps]]\ndo = 'send'\ntemplate = '{name}'\n" for name in "ab")
    first, second = parse(one + two)["steps"]
    assert merged("x = 1\n" + one + two, steps=[second, first]) == "x = 1\n" + two + one
    assert merged("x = 1\n" + one + two, steps=[second]) == "x = 1\n" + two
    assert merged("x = 1\n" + one + two, steps=[{**first, "note": "n"}, second]) == (
        "x = 1\n" + one + 'note = "n"\n' + two
    )


def test_what_looks_like_a_header_in_a_string_is_none() -> None:
    text = "x = 1 # one\ny = '''\n[steps]\n# no\n'''\n# two\n[send_as]\nsize = 1 # s\n"
    assert merged(text, x=2) == text.replace("x = 1", "x = 2")
    assert merged(text, send_as={"size": 2}) == text.replace("size = 1", "size = 2")


def test_other_ways_of_writing_stay_too() -> None:
    inline = 'format = 1\nname = "a"\nsteps = [\n  {do = "ping"}, # p\n]\nsend_as = {size = 1}\n'
    assert merged(inline, name="b") == inline.replace('"a"', '"b"')
    assert merged(inline, send_as={"size": 2}) == inline.replace("{size = 1}", "{ size = 2 }")
    dotted = 'format = 1\nname = "a"\noptions.lenient = true\n'
    assert merged(dotted) == dotted
    windows = PERSONS.replace("\n", "\r\n")
    assert merged(windows, name="sign in") == changed(("'log in'", '"sign in"')).replace(
        "\n", "\r\n"
    )
    assert merged("format = 1\n[[steps]]\ndo = 'a'", steps=[{"do": "b"}, {"do": "a"}]) == (
        "format = 1\n\n[[steps]]\ndo = \"b\"\n[[steps]]\ndo = 'a'\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "a = 1\n[x]\nb = 1\n[y]\nc = 1\n[x.z]\nd = 1\n",
        "[x.y]\nb = 1\n[x]\na = 1\n",
        "a = [\n[1]\n]\n",
        "a = '''\n" + "[x]\n" * 300 + "'''\n",
        "a = 1\n" + "# remark\n" * 300,
        '[[steps]]\ndo = "a"\n[[steps.x]]\ny = 1\n[other]\n[[steps]]\ndo = "b"\n',
        "\ufeff",
        "not TOML",
    ],
)
def test_whatever_a_file_looks_like_it_is_written(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.toml"
    table = {"format": 1, "x": {"y": {"b": 2}}, "steps": [{"do": "b"}, {"do": "c"}]}
    write_toml(file, table, text)
    assert parse(file.read_text()) == table


@given(content=TEXTS, note=TEXTS)
def test_markers_of_a_merge_may_be_content(content: str, note: str) -> None:
    markers = f"{content}\n<<<<<<< a\n=======\n>>>>>>> b\n{note}"
    assert parse(to_toml({"content": markers}, plain=True)) == {"content": markers}


def test_a_merge_in_a_string_is_seen_too(tmp_path: Path) -> None:
    """The file is TOML, but nobody meant to send that."""
    text = "format = 1\ncontent = '''\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n'''\n"
    with pytest.raises(ValueError, match="a merge left both versions in it, from line 3 on"):
        parse(text)
    write_toml(tmp_path / "a", tomllib.loads(text))
    assert parse((tmp_path / "a").read_text()) == tomllib.loads(text)


@settings(max_examples=60)
@given(before=SCENARIOS, after=SCENARIOS, remark=st.text("#é x", max_size=9))
def test_a_file_with_remarks_becomes_anything(
    before: Scenario, after: Scenario, remark: str
) -> None:
    """Whatever of it can stay, what is read of it is what was saved."""
    old, new = to_table(before), to_table(after)
    text = "".join(
        f"# {remark}\n{line}\n" if line.startswith(("[", "name =", "do =")) else f"{line}\n"
        for line in to_toml(old, plain=True).split("\n")
    )
    assert spelled(parse(text)) == spelled(old)
    assert spelled(parse(merge(text, new))) == spelled(new)
