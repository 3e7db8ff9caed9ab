"""Where messages are cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.library.send_as import SendAs
from inspector.sending import ContentError, Outgoing
from inspector.sending.fragments import number_of_sizes, parts, sizes


def cut(data: str | bytes, **how: object) -> list[bytes]:
    outgoing = Outgoing("text" if isinstance(data, str) else "binary", data)
    return parts(outgoing, SendAs(mode="fragments", **how))  # type: ignore[arg-type]


def test_by_size_in_bytes_inside_a_character_too():
    assert cut("aé", by="size", size=2) == [b"a\xc3", b"\xa9"]
    assert cut(b"12345", by="size", size=2) == [b"12", b"34", b"5"]
    assert cut(b"1234", by="size", size=2) == [b"12", b"34"]
    assert cut(b"", by="size", size=2) == [b""]


def test_by_count_as_equal_as_can_be():
    assert cut(b"12345", by="count", count=2) == [b"123", b"45"]
    assert cut(b"12", by="count", count=4) == [b"1", b"2", b"", b""]


def test_by_marks_which_are_not_sent():
    assert cut("a|b||", by="marks") == [b"a", b"b", b"", b""]
    assert cut("é→è", by="marks", mark="→") == ["é".encode(), "è".encode()]
    assert cut("whole", by="marks") == [b"whole"]


def test_a_message_is_not_cut():
    assert parts(Outgoing("text", "é|é"), SendAs(by="marks")) == ["é|é".encode()]


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"by": "size", "size": 0}, "a fragment has at least 1 byte, not 0"),
        ({"by": "count", "count": 0}, "a message has at least 1 fragment, not 0"),
        ({"by": "marks", "mark": ""}, "say by which mark"),
    ],
)
def test_ways_of_cutting_that_make_no_sense(how: dict[str, object], message: str):
    with pytest.raises(ContentError, match=message):
        cut(b"12", **how)


def test_a_file_has_no_marks():
    with pytest.raises(ContentError, match="by size or by count"):
        sizes(10, SendAs(by="marks"))


@given(st.text() | st.binary(), st.integers(1, 50), st.integers(1, 50))
def test_nothing_is_lost_and_sizes_are_exact(data: str | bytes, size: int, count: int):
    payload = data.encode() if isinstance(data, str) else data
    by_size, by_count = cut(data, by="size", size=size), cut(data, by="count", count=count)
    assert b"".join(by_size) == b"".join(by_count) == payload
    assert all(len(part) == size for part in by_size[:-1])
    assert 0 <= len(by_size[-1]) <= size
    assert len(by_count) == count
    assert max(map(len, by_count)) - min(map(len, by_count)) <= 1
    assert list(sizes(len(payload), SendAs(by="count", count=count))) == list(map(len, by_count))
    assert number_of_sizes(len(payload), SendAs(by="size", size=size)) == len(by_size)
    assert number_of_sizes(len(payload), SendAs(by="count", count=count)) == len(by_count)
