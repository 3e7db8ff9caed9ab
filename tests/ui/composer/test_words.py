"""What was chosen, in words."""

import pytest

from inspector.library.match import Match
from inspector.library.send_as import Repeat, SendAs
from inspector.ui.composer.words import repeat_words, seconds, send_as_words


@pytest.mark.parametrize(
    ("send_as", "pieces", "words"),
    [
        (SendAs(), 1, "One message"),
        (SendAs(mode="fragments"), None, "Fragments of 1,024 B"),
        (SendAs(mode="fragments", pause=0.2), 3, "3 fragments of 1,024 B, 0.2 s apart"),
        (SendAs(mode="fragments", by="count", count=4), 4, "4 fragments"),
        (SendAs(mode="fragments", by="count", count=4), None, "4 fragments"),
        (
            SendAs(mode="fragments", by="marks", ping_between=True),
            2,
            "2 fragments cut at |, a ping between",
        ),
        (SendAs(mode="lines"), 1, "1 message, one a line"),
        (SendAs(mode="lines", pause=1.5), None, "A message a line, 1.5 s apart"),
    ],
)
def test_send_as(send_as: SendAs, pieces: int | None, words: str) -> None:
    assert send_as_words(send_as, pieces) == words


@pytest.mark.parametrize(
    ("repeat", "words"),
    [
        (None, "Once"),
        (Repeat(), "Every 1 s"),
        (Repeat(interval=0.25, jitter=0.1, count=1), "Every 0.25 s ± 0.1 s, 1 time"),
        (Repeat(until=Match(type="pong")), "Every 1 s, until a pong"),
        (Repeat(until=Match(contains="ok")), 'Every 1 s, until a message that contains "ok"'),
        (Repeat(until=Match(regex="^o")), "Every 1 s, until a message that matches /^o/"),
        (Repeat(until=Match(json_path="$.a")), "Every 1 s, until a message with $.a"),
        (
            Repeat(until=Match(type="text", json_path="$.a", equals=7)),
            "Every 1 s, until a text message whose $.a is 7",
        ),
        (Repeat(until=Match(type="any", equals="x")), 'Every 1 s, until anything that is "x"'),
    ],
)
def test_repeat(repeat: Repeat | None, words: str) -> None:
    assert repeat_words(repeat) == words


def test_seconds() -> None:
    assert [seconds(it) for it in (1.0, 0.05, 1500, 0.0)] == ["1 s", "0.05 s", "1,500 s", "0 s"]
