"""What every kind of term picks out of rows that are alike, against the slow and obvious way."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.events import Direction, Frame
from inspector.events.run import FrameRun
from inspector.filtering import parse
from inspector.filtering.alike import Alike
from inspector.filtering.terms import Context
from inspector.recording.run import Run
from inspector.recording.schema import Kind
from tests.filtering.model import KEYED, PATTERNS, TEXTS, expressions, frame_runs, matching
from tests.support.wire_bytes import header

TERMS = [parse(expression) for expression in (*KEYED, *TEXTS, *PATTERNS)]


def recorded(run: FrameRun) -> Run:
    decoded = run.decoded or ()
    return Run(
        seq=1,
        event_count=run.frame_count,
        row=0,
        connection=1,
        time_ns=run.time_ns,
        kind=Kind(int(run.direction)),
        size=len(run.wire),
        wire=run.wire,
        lengths=tuple(map(len, decoded)),
        decoded=b"".join(decoded),
    )


def run_of(payloads: Sequence[bytes], first: int = 0x81) -> FrameRun:
    wire = b"".join(header(first, len(payload)) + payload for payload in payloads)
    return FrameRun(0, Direction.RECEIVED, len(payloads), wire)


def selected(expression: str, run: FrameRun) -> list[int]:
    rows = Alike.of_run(recorded(run))
    return list(parse(expression).select(rows, range(rows.count), Context()))


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(frame_runs(), st.lists(expressions, max_size=4), st.data())
def test_the_frames_of_a_run(run: FrameRun, combined: list[str], data: st.DataObject) -> None:
    rows = [[frame] for frame in run.frames()]
    some = sorted(data.draw(st.sets(st.integers(0, run.frame_count - 1), max_size=20)))
    for term in (*TERMS, *map(parse, combined)):
        alike = Alike.of_run(recorded(run))
        expected = matching(term, rows)
        assert list(term.select(alike, range(alike.count), Context())) == expected, str(term)
        few = [number for number in some if number in expected]
        assert list(term.select(alike, some, Context())) == few, str(term)


FLOOD = [b'{"tick":%d,"price":"%x"}' % (n, n * n) for n in range(3000)]


@pytest.mark.parametrize(
    "expression",
    [
        *("tick", "77", '"price\\":\\"1"', "-77", "77 | 88", '/"tick":1/', r"/tick\":\d+7\b/"),
        *(r"/^{\"tick\":9/", "/5.}$/", "/a+/i", "/TICK/i", "/TICK/", r"/\d/", "/(?<!1)77/"),
        *('/(7|8)+"/', "/tick.*9{3}/", "/tick.*zz/"),
    ],
)
def test_a_flood(expression: str) -> None:
    run = run_of(FLOOD)
    rows: list[list[Frame]] = [[frame] for frame in run.frames()]
    assert selected(expression, run) == matching(parse(expression), rows)


def test_what_spans_two_frames_is_no_match() -> None:
    run = run_of([b"ti", b"ck", b"tick"])
    assert selected("tick", run) == [2]
    assert selected("/i.*c/s", run) == [2]


def test_what_a_header_says_is_no_match() -> None:
    assert bytes([126, 100]) == b"~d"
    run = run_of([b"x" * 100, b"", b"x" * 100, b"xd", b"~", b"x" * 126])
    assert selected("d", run) == selected("/d/", run) == [3]
    assert selected("dx", run) == selected("/dx/", run) == []
    assert selected('"~"', run) == selected("/~/", run) == [4]


def test_words_beyond_ascii_ignore_case_too() -> None:
    texts = ["Größe", "GRÖSSE", "größe", "grosse", "Élan", "ÉLAN", "ΣΟΦΌΣ σοφός"]
    run = run_of([text.encode() for text in texts])
    assert selected("größe", run) == [0, 1, 2]
    assert selected("élan", run) == [4, 5]
    assert selected("σοφός", run) == [6]


def test_a_long_text_is_searched_piece_by_piece() -> None:
    before = b"x" * (1024 * 1024 - 3)
    run = run_of([before + b"Heartbeat" + before])
    assert selected("heartbeat", run) == [0]
    assert selected("größe", run_of([before + "GRÖSSE".encode()])) == [0]
    assert selected("heartbeats", run) == []


def test_decoded_text_is_what_the_details_show() -> None:
    texts = [b'{"op":"buy","px":1e2}', b"op: buy", b'["op",{"op":"sell"}]']
    assert selected('decoded:"op\\": \\"BUY"', run_of(texts)) == [0]
    assert selected("decoded:buy", run_of(texts)) == [0, 1]
    assert selected("-decoded:buy", run_of(texts)) == [2]
    binary = run_of([b"\xde\xad\xbe\xef", b"dead"], first=0x82)
    assert selected('decoded:"de ad be ef"', binary) == [0]
    assert selected("decoded:dead", binary) == [1]
    assert selected("decoded:00000000", run_of([b"00000000"], first=0x8A)) == [], "a pong"
