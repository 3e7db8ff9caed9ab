"""Expressions: what they are read as, and what is said of those that mean nothing."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inspector.filtering import FilterError, parse

READ = {
    "": "",
    "  heart  beat ": "heart beat",
    '"heart beat"': '"heart beat"',
    '"word"': "word",
    r'"say \"hi\" \\ \n"': r'"say \"hi\" \\ \\n"',
    # What begins like something else, and is a word.
    "https://example.org/a?b=c": '"https://example.org/a?b=c"',
    "12:00:01": '"12:00:01"',
    '{"op":"sub"}': r'"{\"op\":\"sub\"}"',
    '"op":': r'"\"op\":"',
    '"op":"sub"': r'"\"op\":\"sub\""',
    '{"op": "sub", "n":1}': r'"{\"op\":" "\"sub\"," "\"n\":1}"',
    "/api/v1": '"/api/v1"',
    "a-b c)": 'a-b "c)"',
    "--flag": '-"-flag"',
    "a|b": '"a|b"',
    "or": "or",
    '"OR" "|" "-"': '"OR" "|" "-"',
    # Regular expressions.
    "/a+b/i": "/a+b/i",
    r"/a b\/c/": r"/a b\/c/",
    "/a/b/gi": "/a/b/gi",
    "-/x/": "-/x/",
    # Keys.
    "Type:ping,PONG": "type:ping,PONG",
    "size:>1k dir:in": "size:>1k dir:in",
    '"type:ping"': '"type:ping"',
    r'decoded:"a \"b\" c" d': r'decoded:"a \"b\" c" d',
    'decoded:"word"': "decoded:word",
    'type:"ping"': "type:ping",
    'decoded:"(a)"': 'decoded:"(a)"',
    # Together.
    "a b | c": "a b | c",
    "a OR b OR c": "a | b | c",
    "a (b | c) -d": "a (b | c) -d",
    "(a b) c": "a b c",
    "(a | b) | c": "a | b | c",
    "((a))": "a",
    "-(a b)": "-(a b)",
    "-(-a)": "a",
    "(f(x) | g())": '"f(x)" | "g()"',
    "(type:ping | /a/)": "type:ping | /a/",
}


@pytest.mark.parametrize("expression", READ)
def test_it_is_read_as(expression: str) -> None:
    assert str(parse(expression)) == READ[expression]
    assert parse(READ[expression]) == parse(expression)


WRONG = {
    # The expression, with the mistake between ⟦ and ⟧; and a part of what is said.
    "a ⟦typ:⟧ping": "do you mean type:?",
    "⟦zz:⟧a": "there are type:, dir:, size:, time:, code:, fin:, rsv:, is: and decoded:.",
    "⟦host:⟧80 ": 'written "host:80"',
    "-⟦size:⟧": "size:>1k or size:10..20",
    "type:text,⟦pin⟧": "Do you mean ping?",
    "type:text,⟦⟧": "A word is missing",
    "dir:⟦xyz⟧": "There are in, received, down, out, sent and up.",
    "is:⟦wrong⟧": "problem, fragmented, compressed and masked",
    "size:>⟦1x⟧": "1k (1000 bytes)",
    "size:1..⟦i⟧": "64KiB",
    "size:⟦20..10⟧": "10..20?",
    "size:⟦..⟧": "missing on one side",
    "code:⟦x⟧": "such as 1000",
    "fin:⟦2⟧": "fin:0 or fin:1",
    "rsv:⟦8⟧": "from 0 to 7",
    "time:⟦25:00⟧": "12:00:01.250",
    "time:12:00..⟦x⟧": "+1m30s",
    "time:⟦..⟧": "missing on one side",
    "time:⟦12:00..+5s⟧": "written alike",
    "time:⟦+10s..+5s⟧": "+5s..+10s?",
    "time:⟦2026-02-30⟧": "A time belongs here",
    "a ⟦(b⟧": "not closed",
    "⟦(⟧": "not closed",
    "⟦( )⟧": "nothing in the group",
    "a ⟦)⟧": "no group to close",
    "⟦-⟧ a": "directly before",
    "(a ⟦-⟧)": "directly before",
    "a ⟦|⟧": "missing after |",
    "a ⟦OR⟧ | b": "missing after OR",
    "⟦|⟧ a": "missing before |",
    "(a ⟦|⟧)": "missing after |",
    '⟦"a b⟧': "not closed",
    '⟦""⟧': "no text",
    "/a(b⟦⟧/": "missing )",
    "/a*⟦*⟧*/": "multiple repeat",
    "(" * 20 + "⟦(⟧" + "a" + ")" * 21: "at most 20 deep",
    "a" * 10_000 + "⟦bc⟧": "at most 10,000",
}


@pytest.mark.parametrize("marked", WRONG)
def test_a_mistake_is_explained_where_it_is(marked: str) -> None:
    before, _, rest = marked.partition("⟦")
    mistake, _, after = rest.partition("⟧")
    with pytest.raises(FilterError) as raised:
        parse(before + mistake + after)
    assert WRONG[marked] in raised.value.message
    assert (raised.value.start, raised.value.length) == (len(before), len(mistake))
    assert str(raised.value) == raised.value.message


_pieces = st.sampled_from(
    [
        *'()|-"/\\: ,[i\0é\u2028\ud800',
        *(" OR ", "type:", "size:", "time:", "is:", "code:", "rsv:", "..", ">", "<=", "{1,2}"),
        *("ping", "problem", "1k", "12:00", "+5s", "2026-01-02T", "9" * 20),
    ]
)


@given(st.text(max_size=30) | st.lists(_pieces, max_size=12).map("".join))
@example("(" * 10_000)
@example("-" * 5000)
@example("/" + "(" * 5000 + ")" * 4990 + "/")
@example("/(?:" + "(" * 2000 + ")" * 2000 + ")/")
def test_parsing_raises_nothing_else_and_what_it_says_is_read_the_same(expression: str) -> None:
    try:
        term = parse(expression)
    except FilterError as error:
        mistake = error
    else:
        assert parse(str(term)) == term
        assert str(parse(str(term))) == str(term)
        return
    assert 0 <= mistake.start <= mistake.start + mistake.length <= len(expression)
    assert mistake.message
