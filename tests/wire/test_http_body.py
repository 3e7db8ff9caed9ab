import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.events import HttpResponse
from inspector.wire.http_body import BodyEnd

CHUNKED = "Transfer-Encoding: gzip, Chunked"


def body_end(*headers: str, status: int = 200) -> BodyEnd:
    lines = [f"HTTP/1.1 {status} Because", *headers, "", ""]
    return BodyEnd(HttpResponse(0, "\r\n".join(lines).encode()))


def ends_after(end: BodyEnd, data: bytes) -> int | None:
    """How many bytes were fed, one by one, when the body ended."""
    if end.feed(b""):
        return 0
    return next((n + 1 for n in range(len(data)) if end.feed(data[n : n + 1])), None)


@pytest.mark.parametrize(
    ("headers", "data", "size"),
    [
        (["Content-Length: 0"], b"", 0),
        (["content-length: 3"], b"abcd", 3),
        (["Content-Length: 3"], b"ab", None),
        (["Content-Length: -3"], b"abcd", None),
        (["Content-Length: many"], b"abcd", None),
        ([], b"abc", None),
        (["Transfer-Encoding: gzip", "Content-Length: 1"], b"abc", None),
        ([CHUNKED], b"0\r\n\r\n", 5),
        ([CHUNKED], b"3;x=y\r\n0\r\n\r\n0\r\nA: b\r\n\r\nmore", 23),
        ([CHUNKED], b"a\r\n0\r\n\r\n0\r\n\r\n\r\n0\r\n\r\n", 20),
        ([CHUNKED], b"nothing\r\n0\r\n\r\n", None),
        ([CHUNKED, "Content-Length: 1"], b"1\r\na\r\n0\r\n\r\n", 11),
    ],
)
def test_where_a_body_ends(headers: list[str], data: bytes, size: int | None):
    assert ends_after(body_end(*headers), data) == size


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_that_has_no_body(status: int):
    assert body_end("Content-Length: 9", CHUNKED, status=status).feed(b"")


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=5))
def test_chunks_end_with_the_empty_one(chunks: list[bytes]):
    data = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
    assert ends_after(body_end(CHUNKED), data) == len(data)
    assert body_end(CHUNKED).feed(data)


@given(st.binary())
def test_whatever_comes_raises_nothing(data: bytes):
    body_end(CHUNKED).feed(data)
