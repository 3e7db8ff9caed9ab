"""What a JSON message is, by the member that says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.payloads.telling import telling_member


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ('{"id": 7, "op": "subscribe"}', ("op", "subscribe")),
        (b'{"op": "x", "event": "trade"}', ("event", "trade")),
        ('{"type": 4, "action": "go"}', ("action", "go")),
        ('{"op": ""}', None),
        ('{"op": "' + 61 * "x" + '"}', None),
        ('["op", "subscribe"]', None),
        ("op: subscribe", None),
        (b"\xff", None),
        ("[" * 100_000, None),
        ('{"op": "x", "pad": "' + 70_000 * "x" + '"}', None),
    ],
)
def test_what_a_message_is(message: str | bytes, told: tuple[str, str] | None) -> None:
    assert telling_member(message) == told


@given(st.text() | st.binary())
def test_anything_may_be_asked(message: str | bytes) -> None:
    assert telling_member(message) is None
