"""Another kind, the same bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.sending import outgoing
from inspector.ui.composer.convert import NotConvertedError, converted
from inspector.variables import Counters, Draw, Rendered, Scope, Scopes, render

TYPED = ["text", "json", "binary-hex", "binary-base64", "ping", "pong"]


def rendered(content: str) -> Rendered:
    return render(content, Scopes([Scope("session", {"n": 1})]), Draw(Counters()))


def turned(content: str, old: str, new: str) -> str:
    return converted(content, old, new, rendered(content))


@pytest.mark.parametrize(
    ("content", "old", "new", "expected"),
    [
        ("hé", "text", "binary-hex", "68 c3 a9"),
        ("hé", "json", "binary-base64", "aMOp"),
        ("68C3\na9", "binary-hex", "text", "hé"),
        ("aMOp", "binary-base64", "binary-hex", "68 c3 a9"),
        ("7b7b 61 7d 7d", "binary-hex", "text", r"\{{a}}"),
        (r"\{{a}}", "text", "binary-hex", "7b 7b 61 7d 7d"),
        ("{{n}}", "text", "json", "{{n}}"),
        ("", "binary-hex", "text", ""),
        ("path", "binary-file", "text", "path"),
        ("1000", "close", "binary-hex", "1000"),
    ],
)
def test_the_bytes_stay(content: str, old: str, new: str, expected: str) -> None:
    assert turned(content, old, new) == expected


@pytest.mark.parametrize(
    ("content", "old", "new", "why"),
    [
        ("ff", "binary-hex", "text", "no UTF-8"),
        ("0g", "binary-hex", "text", "not a hex digit"),
        ("{{n}}", "text", "binary-hex", "variables"),
        ("0{{n}}", "binary-hex", "text", "variables"),
        ("\ud800", "text", "binary-hex", "half a character"),
    ],
)
def test_what_cannot_be_converted_stays_and_says_why(
    content: str, old: str, new: str, why: str
) -> None:
    with pytest.raises(NotConvertedError, match=why):
        turned(content, old, new)


@given(st.binary(max_size=40), st.sampled_from(TYPED[2:4]), st.sampled_from(TYPED))
def test_nothing_is_lost_on_the_way(payload: bytes, old: str, new: str) -> None:
    written = turned(payload.hex(), "binary-hex", old)
    try:
        other = turned(written, old, new)
    except NotConvertedError:
        other, new = written, old
    sent = outgoing(new if new.startswith("binary") else "text", rendered(other).text)
    assert sent.payload == payload
