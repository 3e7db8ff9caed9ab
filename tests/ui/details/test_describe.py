"""Events in words."""

import time
from collections.abc import Iterator

import pytest

from inspector.events import HttpRequest, Problem, ReadyState, StateChange
from inspector.payloads import Decoded
from inspector.ui.details import describe
from tests.support.entries import PHASE, REFUSED, STREAM, TIME_NS, frame


@pytest.fixture
def tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("tokyo")
def test_the_clock_is_local_and_cut_to_microseconds() -> None:
    assert describe.clock(TIME_NS) == "12:04:05.123456"
    assert describe.clock(TIME_NS // 10**9 * 10**9) == "12:04:05.000000"


@pytest.mark.parametrize(
    ("span_ns", "text"),
    [
        (0, "0 µs"),
        (87_400, "87 µs"),
        (2_130_000, "2.13 ms"),
        (896_000_000, "896 ms"),
        (3_250_000_000, "3.25 s"),
        (125_000_000_000, "2 min 5 s"),
        (12_000_000_000_000, "3 h 20 min"),
        (-2_000_000, "-2 ms"),
    ],
)
def test_durations(span_ns: int, text: str) -> None:
    assert describe.duration(span_ns) == text


def test_kinds() -> None:
    assert describe.kind(frame(1)) == "Text message"
    assert describe.kind(frame(9)) == "Ping frame"
    assert describe.kind(StateChange(0, ReadyState.OPEN)) == "OPEN"
    assert describe.kind(Problem(0, "tls", "no")) == "Problem"
    assert describe.kind(PHASE._replace(name="t\u202els")) == "Phase t⟨U+202E⟩ls"
    assert describe.kind(STREAM) == "Stream h2.data"


@pytest.mark.parametrize(
    ("sizes", "text"),
    [
        ((1204, 310, 3), "1,204 bytes, 310 on the wire (26%), 3 frames"),
        ((1, 1, 1), "1 byte"),
        ((0, 1, 1), "0 bytes, 1 on the wire"),
    ],
)
def test_sizes(sizes: tuple[int, int, int], text: str) -> None:
    assert describe.sizes(*sizes) == text


def keys(decoded: Decoded) -> list[str]:
    spans = [span for span in decoded.spans if span.kind == "key"]
    return [decoded.text[span.start : span.start + span.length] for span in spans]


def test_a_close_frame_in_words() -> None:
    decoded = describe.close_text(b"\x03\xf3a \xe2\x80\xae reason\nof two lines")
    assert decoded.text.splitlines() == [
        "Code     1011 Internal Error",
        "Meaning  the server met a condition that it did not expect",
        "Reason   a ⟨U+202E⟩ reason",
        "         of two lines",
    ]
    assert keys(decoded) == ["Code", "Meaning", "Reason"]


@pytest.mark.parametrize(
    ("payload", "words"),
    [(b"", "1005"), (b"\x03", "one byte"), (b"\x03\xee", "must not stand in a Close frame")],
)
def test_odd_close_frames(payload: bytes, words: str) -> None:
    assert words in describe.close_text(payload).text


def test_states_and_problems_leave_out_what_they_do_not_have() -> None:
    state = describe.event_text(StateChange(0, ReadyState.OPEN, "101"))
    assert state.text == "readyState  OPEN (1)\nDetail      101"
    problem = describe.event_text(Problem(0, "dns", "No such host."))
    assert problem.text == "Problem  No such host.\nCode     dns"


@pytest.mark.usefixtures("tokyo")
def test_a_phase_with_what_was_sent_and_received() -> None:
    assert describe.event_text(PHASE).text.splitlines() == [
        "Phase     resolve",
        "Started   12:04:05.123456",
        "Duration  1.23 ms",
        "Detail    example.org: 192.0.2.1",
    ]
    refused = describe.event_text(REFUSED)
    assert refused.text.splitlines()[4:] == [
        "Failed    The proxy refused with 403.",
        "",
        "Sent  36 bytes",
        "",
        "CONNECT example.org:443 HTTP/1.1\\r\\n",
        "\\r\\n",
        "",
        "Received  28 bytes",
        "",
        "HTTP/1.1 403 Forbidden\\r\\n",
        "\\r\\n",
        "no",
    ]
    marked = [refused.text[span.start : span.start + span.length] for span in refused.spans]
    assert {"Phase", "Sent", "Received", r"\r\n"} <= set(marked)


def test_a_stream_event_with_its_bytes() -> None:
    text = describe.event_text(STREAM).text
    assert text.splitlines()[:4] == [
        "Name       h2.data",
        "Direction  received",
        "Detail     stream 1",
        "Leg        towards the server",
    ]
    assert text.endswith("00000000  00 01                                             ..")
    assert "Leg" not in describe.event_text(STREAM._replace(leg=0)).text


def test_http_with_its_line_ends_and_names_marked() -> None:
    raw = b"GET / HTTP/1.1\r\nHost: a:1\r\nX: \x1b[31m\r\n\r\nbody \xff"
    decoded = describe.event_text(HttpRequest(0, "ws://a:1/", raw))
    assert decoded.text.split("\n") == [
        r"GET / HTTP/1.1\r\n",
        r"Host: a:1\r\n",
        r"X: ⟨ESC⟩[31m\r\n",
        r"\r\n",
        "body \ufffd",
    ]
    assert keys(decoded) == ["Host", "X"]
    marks = [s for s in decoded.spans if s.kind == "punctuation"]
    assert {decoded.text[s.start : s.start + s.length] for s in marks} == {r"\r\n"}
    assert len(marks) == 4


def test_a_head_cut_short_has_no_line_end() -> None:
    assert describe.http_text(b"HTTP/1.1 200 OK\r\nServ").text == "HTTP/1.1 200 OK\\r\\n\nServ"
