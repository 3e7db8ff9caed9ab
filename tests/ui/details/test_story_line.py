"""The timeline's lines."""

from inspector.events import HttpResponse, Phase, Problem, ReadyState, StateChange
from inspector.ui.details.story_line import lines
from tests.support.entries import entries

SECOND = 10**9


def test_deltas_and_how_long_it_was_open() -> None:
    story = list(
        entries(
            StateChange(0, ReadyState.CONNECTING, "ws://host/"),
            HttpResponse(2_000_000, b"HTTP/1.1 101 Switching Protocols\r\n\r\n"),
            StateChange(2_100_000, ReadyState.OPEN),
            Problem(SECOND, "tls", "It \u202eended."),
            StateChange(65 * SECOND + 2_100_000, ReadyState.CLOSED, "1000"),
        )
    )
    told = lines(story, [])
    assert [line.delta for line in told] == ["", "+2 ms", "+100 µs", "+998 ms", "+1 min 4 s"]
    assert [line.event for line in told] == ["CONNECTING", "Response", "OPEN", "Problem", "CLOSED"]
    assert [line.what for line in told] == [
        "ws://host/",
        "HTTP/1.1 101 Switching Protocols",
        "",
        "It ⟨U+202E⟩ended.",
        "1000, after 1 min 5 s open",
    ]


def test_phases_have_their_duration_and_may_begin_before_the_line_above() -> None:
    story = list(
        entries(
            StateChange(0, ReadyState.CONNECTING, "ws://host/"),
            Phase(5_000_000, "connect", 2_000_000, "192.0.2.1:80", "refused"),
            Phase(1_000_000, "connect", 9_000_000, "[2001:db8::1]:80"),
        )
    )
    told = lines(story, [])
    assert [(line.delta, line.duration) for line in told] == [
        ("", ""),
        ("+5 ms", "2 ms"),
        ("-4 ms", "9 ms"),
    ]
    assert [line.event for line in told[1:]] == ["Phase connect", "Phase connect"]
    assert [line.what for line in told[1:]] == ["192.0.2.1:80: refused", "[2001:db8::1]:80"]


def test_lines_added_later_go_on_from_those_before() -> None:
    opened = list(entries(StateChange(0, ReadyState.OPEN)))
    closed = list(entries(StateChange(3 * SECOND, ReadyState.CLOSED), first=2))
    [line] = lines(closed, opened)
    assert (line.delta, line.what) == ("+3 s", "after 3 s open")


def test_a_connection_that_never_opened_was_open_for_no_time() -> None:
    [line] = lines(list(entries(StateChange(0, ReadyState.CLOSED, "never opened"))), [])
    assert line.what == "never opened"
