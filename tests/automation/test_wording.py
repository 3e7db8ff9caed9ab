"""Matches and steps in words."""

import pytest

from inspector.automation.steps import (
    AssertStep,
    CloseStep,
    ConnectStep,
    SendStep,
    SetStep,
    SleepStep,
    Step,
    WaitStep,
)
from inspector.automation.wording import match_words
from inspector.library.match import Match
from inspector.library.send_as import Repeat


@pytest.mark.parametrize(
    ("match", "words"),
    [
        (Match(), "a message"),
        (Match(type="any"), "anything"),
        (Match(type="close", contains="4001"), 'a close that contains "4001"'),
        (Match(json_path="$.type", equals="tick"), 'a message whose $.type is "tick"'),
        (Match(json_path="$.live", equals=True), "a message whose $.live is true"),
        (Match(type="text", json_path="$.id"), "a text message with $.id"),
        (
            Match(regex="^a", json_path="$.n", equals=1.5),
            "a message that matches /^a/ and whose $.n is 1.5",
        ),
        (Match(equals="pong"), 'a message that is "pong"'),
        (Match(contains="x" * 100), f'a message that contains "{"x" * 60}…"'),
    ],
)
def test_matches(match: Match, words: str) -> None:
    assert match_words(match) == words


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (ConnectStep(), "connect"),
        (ConnectStep(endpoint="Ex/a"), "connect to Ex/a"),
        (ConnectStep(note="  open\nit "), "open it"),
        (SendStep(template="Ex/sign in"), "send Ex/sign in"),
        (SendStep(kind="ping", content="a\nb"), "send ping a b"),
        (SendStep(template="t", repeat=Repeat(interval=15)), "send t every 15 s"),
        (WaitStep(timeout=2.5), "wait 2.5 s for a message"),
        (AssertStep(variable="id", equals=7), "assert {{id}} is 7"),
        (AssertStep(variable="id"), "assert {{id}} has a value"),
        (
            AssertStep(match=Match(contains="a"), variable="b", equals=False),
            'assert a message that contains "a" and {{b}} is false',
        ),
        (SetStep(name="a", value="{{b}}"), 'set {{a}} to "{{b}}"'),
        (SleepStep(seconds=0.5), "sleep 0.5 s"),
        (CloseStep(code=4000), "close with 4000"),
    ],
)
def test_steps(step: Step, words: str) -> None:
    assert step.heading == words
