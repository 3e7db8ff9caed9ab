"""What is told of messages that a wait passed over: bounded, and nothing rare pushed out."""

import json

from hypothesis import given
from hypothesis import strategies as st

from inspector.automation.inbox import Message
from inspector.automation.passed import Passed


def message(seq: int, payload: bytes, kind: str = "text") -> Message:
    return Message(seq, 1, 0, kind, payload)  # type: ignore[arg-type]


def passed(*payloads: bytes) -> list[tuple[int, int]]:
    """The latest of each kind and how many there were, the latest kind first."""
    all_of_them = Passed()
    for seq, payload in enumerate(payloads, 1):
        all_of_them.add(message(seq, payload))
    assert all_of_them.count == len(payloads)
    return [(alike.latest.seq, alike.times) for alike in all_of_them]


def test_messages_are_alike_by_what_they_call_themselves() -> None:
    beat, refusal = b'{"event":"alive","at":"%s"}', b'{"event":"error"}'
    assert passed(beat % b"a", refusal, beat % b"b", beat % b"c") == [(4, 3), (2, 1)]


def test_messages_are_alike_but_for_their_numbers() -> None:
    assert passed(b"tick 1", b"refused", b"tick 22", b"tick 333") == [(4, 3), (2, 1)]
    assert passed(b"a", b"b", b"a") == [(3, 2), (2, 1)]


def test_types_are_told_apart() -> None:
    both = Passed()
    both.add(message(1, b"x", "ping"))
    both.add(message(2, b"x", "pong"))
    assert [alike.times for alike in both] == [1, 1]


def test_only_the_last_few_kinds_are_kept() -> None:
    letters = [bytes((letter,)) for letter in b"abcdefgh"]
    assert passed(*letters) == [(8, 1), (7, 1), (6, 1), (5, 1), (4, 1)]
    assert passed(*letters, b"d") == [(9, 2), (8, 1), (7, 1), (6, 1), (5, 1)]


def test_a_large_message_is_known_by_its_beginning() -> None:
    large = json.dumps({"fill": "x" * 5000, "event": "a"}).encode()
    assert passed(large, large.replace(b'"a"', b'"b"')) == [(2, 2)]
    small = json.dumps({"fill": "x" * 3000, "event": "a"}).encode()
    assert passed(small, small.replace(b'"a"', b'"b"')) == [(2, 1), (1, 1)]


@given(st.lists(st.binary(max_size=300), max_size=30))
def test_all_are_counted_whatever_they_are(payloads: list[bytes]) -> None:
    told = passed(*payloads)
    assert len(told) <= 5
    assert sum(times for _, times in told) <= len(payloads)
    assert [seq for seq, _ in told] == sorted((seq for seq, _ in told), reverse=True)
    if payloads:
        assert told[0][0] == len(payloads)
