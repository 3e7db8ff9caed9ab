import itertools

from hypothesis import given
from hypothesis import strategies as st

from inspector.wire.response_head import MOST_KEPT, ResponseHead

SWITCHING = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"
HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: <\r\n\r\n"
REFUSAL = b"HTTP/1.1 403 Forbidden\r\n\r\nbody\r\n\r\n"


def split(data: bytes, cuts: list[int]) -> tuple[list[bytes], bytes, bytes, ResponseHead]:
    """What becomes of `data` when it comes in pieces: interim heads, answer, frames."""
    head = ResponseHead()
    interim: list[bytes] = []
    answer = rest = b""
    edges = [0, *sorted(cuts), len(data)]
    for start, end in itertools.pairwise(edges):
        piece = data[start:end]
        if head.complete and head.status == 101:
            rest += piece  # the tap feeds no further
            continue
        parts = head.feed(piece)
        interim += parts.interim
        answer += parts.answer
        rest += parts.rest
    return interim, answer + head.finish(), rest, head


CUTS = st.lists(st.integers(0, 200), max_size=6)


@given(CUTS)
def test_the_head_ends_where_it_ends_however_it_is_cut(cuts: list[int]):
    frames = b"\x81\x01a\r\n\r\n"
    data = HINTS + HINTS + SWITCHING + frames
    interim, answer, rest, head = split(data, [cut for cut in cuts if cut < len(data)])
    assert interim == [HINTS, HINTS]
    assert answer == SWITCHING
    assert rest == frames
    assert bytes(head.raw) == SWITCHING
    assert (head.status, head.complete) == (101, True)


@given(CUTS)
def test_a_refusal_has_a_body_and_no_frames(cuts: list[int]):
    interim, answer, rest, head = split(REFUSAL, [cut for cut in cuts if cut < len(REFUSAL)])
    assert (interim, answer, rest) == ([], REFUSAL, b"")
    assert bytes(head.raw) == REFUSAL
    assert head.status == 403


@given(st.binary(), CUTS)
def test_whatever_comes_is_kept_once(data: bytes, cuts: list[int]):
    interim, answer, rest, _ = split(data, [cut for cut in cuts if cut < len(data)])
    assert b"".join(interim) + answer + rest == data


def test_what_cannot_be_http_is_passed_on_at_once():
    assert ResponseHead().feed(b"SSH-2.0").answer == b"SSH-2.0"
    assert ResponseHead().feed(b"HTTP/").answer == b""


def test_101_is_not_a_prefix():
    head = ResponseHead()
    head.feed(b"HTTP/1.1 1010 x\r\n\r\n")
    assert head.status == 0


def test_no_more_is_kept_than_the_limit():
    head = ResponseHead()
    head.feed(REFUSAL)
    for _ in range(3):
        head.feed(bytes(MOST_KEPT))
    assert len(head.raw) == MOST_KEPT


def test_an_endless_interim_head_is_not_held_for_ever():
    head = ResponseHead()
    assert head.feed(b"HTTP/1.1 100 x\r\n").answer == b""
    assert head.feed(bytes(MOST_KEPT)).answer
