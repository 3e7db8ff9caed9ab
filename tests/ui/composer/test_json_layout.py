"""Pretty and Minify move white space, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.payloads.json_tokens import tokens
from inspector.ui.composer.json_layout import JsonError, minified, pretty

_blanks = st.text(alphabet=" \t\r\n", max_size=3)
_scalars = st.sampled_from(
    ["1", "-0", "1.10", "1E+2", "123456789012345678901234567890", "true", "null", '""', '"\\u00e9"',
     '"é\\/ \\" {{x}}"', '"😀, [ ] :"', "{{n}}", "{{ $guid }}", '"a\\\\{{b}}"', '"  "']
)  # fmt: skip


@st.composite
def _padded(draw: st.DrawFn, value: str) -> str:
    return draw(_blanks) + value + draw(_blanks)


def _array(items: list[str]) -> str:
    return "[" + ",".join(items) + "]"


def _object(items: list[str]) -> str:
    """Every key the same: duplicates stay."""
    return "{" + ",".join(f'"k" :{item}' for item in items) + "}"


_documents = st.recursive(
    _scalars.flatmap(_padded),
    lambda inner: (
        st.builds(_array, st.lists(inner, max_size=4)).flatmap(_padded)
        | st.builds(_object, st.lists(inner.flatmap(_padded), max_size=4)).flatmap(_padded)
    ),
    max_leaves=12,
)


def words(text: str) -> list[str]:
    """The tokens, variables as they are written."""
    for variable in ("{{n}}", "{{ $guid }}"):
        text = text.replace(variable, f'"§{variable}"')
    return [text[token.start : token.end] for token in tokens(text)]


@given(_documents)
def test_the_tokens_stay_as_they_are(document: str) -> None:
    assert words(pretty(document)) == words(document)
    assert words(minified(document)) == words(document)
    assert minified(pretty(document)) == minified(document)
    assert pretty(minified(document)) == pretty(document)


def test_pretty_and_minified() -> None:
    written = '{"op" :"a b",  "n":{{n}},"l":[1.0,\n1e5,{} ], "n": "\\{{x}}"}'
    assert pretty(written) == (
        '{\n  "op": "a b",\n  "n": {{n}},\n  "l": [\n    1.0,\n    1e5,\n    {}\n  ],\n'
        '  "n": "\\{{x}}"\n}'
    )
    assert minified(written) == '{"op":"a b","n":{{n}},"l":[1.0,1e5,{}],"n":"\\{{x}}"}'


@pytest.mark.parametrize("arranged", [pretty, minified])
def test_what_is_no_json_has_its_place(arranged) -> None:
    with pytest.raises(JsonError, match="line 1 column 14"):
        arranged('{"a": {{n}}, }')
