"""What was written, and where in it a place of the rendered text comes from."""

from hypothesis import given
from hypothesis import strategies as st

from inspector.automation.written import written
from inspector.sending.context import Context


def test_places_go_back_to_the_source() -> None:
    context = Context()
    context.set("long", "abcdef")
    context.set("short", "")
    text = written("x{{long}}y{{short}}z", context)
    assert text.text == "xabcdefyz"
    assert [text.source_position(at) for at in range(10)] == [0, 1, 1, 1, 1, 1, 1, 9, 19, 20]


def test_values_are_escaped_and_what_is_written_is_not() -> None:
    context = Context()
    context.set("v", "ab")
    assert written("v{{v}}v", context, str.upper).text == "vABv"
    assert written(r"\{{v}}", context, str.upper).text == "{{v}}"
    assert written("v{{v}}{{w}}", None).text == "v00"


@given(st.text("a{}x\\ ", max_size=20), st.text("ab", max_size=5))
def test_every_place_is_in_the_source(source: str, value: str) -> None:
    context = Context()
    context.set("x", value)
    try:
        text = written(source, context)
    except ValueError:
        return  # another variable
    places = [text.source_position(at) for at in range(len(text.text) + 1)]
    assert all(0 <= place <= len(source) for place in places)
    assert places == sorted(places)
