import json
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inspector.payloads.json_tokens import tokens
from inspector.variables import Counters, Draw, Scalar, Scope, Scopes, render
from inspector.variables.values import JsonText, as_json, as_text, ends_in_string, in_string

SCALARS = st.one_of(
    st.text(), st.integers(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False)
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_booleans_are_those_of_json_in_text_too() -> None:
    assert [as_text(value) for value in (True, False, 1, 1.5, "x")] == [
        "true",
        "false",
        "1",
        "1.5",
        "x",
    ]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (42, "42"), (1.5, "1.5"), (True, "true"), ("42", "42"), ("-1.5e+3", "-1.5e+3"),
        ("true", "true"), ("null", "null"), ('"quoted"', '"quoted"'), (r'"\u00e9"', r'"\u00e9"'),
        ("", '""'), ("Ada", '"Ada"'), ("007", '"007"'), ("1,5", '"1,5"'), ("True", '"True"'),
        ("[1]", '"[1]"'), (' 42', '" 42"'), ('a "b"\n', r'"a \"b\"\n"'), ('"open', r'"\"open"'),
        ("42\n", r'"42\n"'), (r"1\n2", r'"1\\n2"'), (r'\"a"', r'"\\\"a\""'),
        (r'"\x"', r'"\"\\x\""'), ("\ud800é", r'"\ud800é"'), ('"\udfff"', r'"\"\udfff\""'),
        (JsonText("[1]"), "[1]"), (JsonText("1e400"), "1e400"),
    ],
)  # fmt: skip
def test_where_json_wants_a_value(value: Scalar, written: str) -> None:
    assert as_json(value) == written


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_json_has_no_words_for(value: float) -> None:
    with pytest.raises(ValueError, match="JSON has no"):
        as_json(value)


@given(SCALARS)
def test_any_value_is_json_on_its_own_and_in_a_string(value: Scalar) -> None:
    meant = json.loads(as_json(value))
    assert meant == value or isinstance(value, str)
    assert json.loads(f'"<{in_string(value)}>"') == f"<{as_text(value)}>"


@given(JSON, st.data())
def test_where_a_string_of_json_is_left(value: object, data: st.DataObject) -> None:
    """Wherever it is cut, but inside of an escape."""
    text = json.dumps(value, ensure_ascii=False)
    cut = data.draw(st.integers(0, len(text)))
    before = text[:cut]
    assume((len(before) - len(before.rstrip("\\"))) % 2 == 0)
    strings = [token for token in tokens(text) if token.kind in ("key", "string")]
    inside = ends_in_string(before, begins_in_string=False)
    assert inside == any(token.start < cut < token.end for token in strings)
    assert ends_in_string(text[cut:], inside) is False


@given(JSON, st.dictionaries(st.sampled_from("abc"), SCALARS, min_size=1), st.data())
def test_json_with_variables_is_the_json_that_is_meant(
    value: object, variables: dict[str, Scalar], data: st.DataObject
) -> None:
    """Each string of `value` may be followed by a variable, each number replaced by one."""
    scopes = Scopes([Scope("session", variables, literal=True)])
    names = st.sampled_from(sorted(variables))

    def template(value: object) -> tuple[str, object]:
        """The JSON text with variables, and the value that it stands for."""
        if isinstance(value, dict):
            pairs = [(template(name), template(inner)) for name, inner in value.items()]
            text = ",".join(f"{name[0]}: {inner[0]}" for name, inner in pairs)
            return "{" + text + "}", {name[1]: inner[1] for name, inner in pairs}
        if isinstance(value, list):
            items = [template(inner) for inner in value]
            return f"[{','.join(text for text, _ in items)}]", [meant for _, meant in items]
        if isinstance(value, str):
            name = data.draw(names)
            written = json.dumps(value.replace("{", "("), ensure_ascii=False)[1:-1]
            return f'"{written}{{{{{name}}}}}"', value.replace("{", "(") + as_text(variables[name])
        if isinstance(value, int):
            name = data.draw(names)
            return f"{{{{ {name} }}}}", json.loads(as_json(variables[name]))
        return json.dumps(value), value

    text, meant = template(value)
    rendered = render(text, scopes, Draw(Counters()), json=True)
    assert not rendered.problems
    assert json.loads(rendered.text) == meant
