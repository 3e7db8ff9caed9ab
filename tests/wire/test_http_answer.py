import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.wire.http_answer import MOST_KEPT, HttpAnswer

SWITCHING = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"
HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: <\r\n\r\n"
REFUSAL = b"HTTP/1.1 403 Forbidden\r\n\r\nbody\r\n\r\n"
CUTS = st.lists(st.integers(0, 200), max_size=6)


def is_101(status: int) -> bool:
    return status == 101


def read(
    data: bytes, cuts: list[int] | None = None, opens: Callable[[int], bool] = is_101
) -> tuple[list[bytes], HttpAnswer]:
    """The interim heads and the answer in `data`, which comes in pieces."""
    answer = HttpAnswer(opens)
    interim: list[bytes] = []
    edges = [0, *sorted(cut for cut in cuts or () if cut < len(data)), len(data)]
    for start, end in itertools.pairwise(edges):
        if answer.rest or (answer.has_head and opens(answer.status)):
            answer.rest += data[start:end]  # the stream belongs to another protocol now
        else:
            interim += answer.feed(data[start:end])
    return interim, answer


@given(CUTS)
def test_the_head_ends_where_it_ends_however_it_is_cut(cuts: list[int]):
    frames = b"\x81\x01a\r\n\r\n"
    interim, answer = read(HINTS + HINTS + SWITCHING + frames, cuts)
    assert interim == [HINTS, HINTS]
    assert bytes(answer.raw) == SWITCHING
    assert answer.rest == frames
    assert (answer.status, answer.has_head, answer.is_complete) == (101, True, True)


@given(CUTS)
def test_a_refusal_has_a_body_and_opens_nothing(cuts: list[int]):
    interim, answer = read(REFUSAL, cuts)
    assert (interim, answer.rest) == ([], b"")
    assert bytes(answer.raw) == REFUSAL
    assert answer.status == 403
    assert not answer.is_complete, "only the end of the stream ends it"


@given(st.binary(), CUTS)
def test_whatever_comes_is_kept_once(data: bytes, cuts: list[int]):
    interim, answer = read(data, cuts)
    assert b"".join(interim) + answer.raw + answer.rest == data


@given(st.integers(0, len(SWITCHING) - 1))
def test_an_answer_that_breaks_off_is_kept(size: int):
    _, answer = read(SWITCHING[:size])
    assert bytes(answer.raw) == SWITCHING[:size]
    assert not answer.has_head
    assert not answer.is_hopeless


@pytest.mark.parametrize("status", [200, 204])
def test_a_tunnel_begins_behind_the_head_of_a_2xx(status: int):
    head = b"HTTP/1.1 %d Connected\r\nContent-Length: 3\r\n\r\n" % status
    _, answer = read(head + b"abc", opens=lambda status: status // 100 == 2)
    assert bytes(answer.raw) == head
    assert answer.rest == b"abc"


@pytest.mark.parametrize("data", [b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 abc\r\n", bytes(8192)])
def test_what_will_never_be_an_answer_is_known_by_its_first_line(data: bytes):
    assert read(data)[1].is_hopeless
    assert not read(data[:7])[1].is_hopeless


def test_101_is_not_a_prefix():
    _, answer = read(b"HTTP/1.1 1010 x\r\n\r\n")
    assert answer.status == 0


def test_an_interim_answer_that_is_not_whole_is_not_the_final_one():
    answer = HttpAnswer(is_101)
    assert answer.feed(b"HTTP/1.1 102 Processing\r\nX: ") == []
    assert (answer.status, answer.has_head) == (102, False)
    assert answer.feed(b"1\r\n\r\n") == [b"HTTP/1.1 102 Processing\r\nX: 1\r\n\r\n"]
    assert (answer.status, bytes(answer.raw)) == (0, b"")


def test_a_head_whose_lines_end_with_a_line_feed_alone_ends():
    _, answer = read(b"HTTP/1.0 404 Gone\nServer: old\n\ngone")
    assert (answer.status, answer.has_head) == (404, True)


@given(CUTS)
def test_no_more_is_kept_than_the_limit(cuts: list[int]):
    _, answer = read(REFUSAL, cuts)
    for _ in range(3):
        answer.feed(bytes(MOST_KEPT))
    assert len(answer.raw) == MOST_KEPT
    assert answer.is_complete, "no more is wanted"


def test_an_endless_head_is_hopeless():
    answer = HttpAnswer(is_101)
    answer.feed(b"HTTP/1.1 200 OK\r\n")
    assert not answer.is_hopeless
    answer.feed(bytes(MOST_KEPT))
    assert answer.is_hopeless
    assert len(answer.raw) == MOST_KEPT


def test_what_follows_a_rejected_101_belongs_to_it():
    _, answer = read(SWITCHING + b"frames")
    answer.keep_rest()
    answer.feed(b" and more")
    assert bytes(answer.raw) == SWITCHING + b"frames and more"
    assert answer.rest == b""
