import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.wire.utf8 import Utf8Check
from tests.support.wire_bytes import cut, cuts


def said(*pieces: bytes, ended: bool = True) -> str:
    check = Utf8Check()
    found = [check.feed(piece, final=False) for piece in pieces]
    if ended:
        found.append(check.feed(b"", final=True))
    return "".join(found)


@pytest.mark.parametrize(
    ("pieces", "what"),
    [
        ([b"abc\xff"], "at byte 3, invalid start byte"),
        ([b"\xc3\xa9", b"\xc3", b"("], "at byte 2, invalid continuation byte"),
        ([b"\xe2\x82"], "at byte 0, unexpected end of data"),
        ([b"ab", b"\xe2\x82"], "at byte 2, unexpected end of data"),
        ([b"\xc0\xaf"], "at byte 0, invalid start byte"),
    ],
)
def test_says_where_and_why(pieces: list[bytes], what: str) -> None:
    assert said(*pieces) == f"the text is not UTF-8 {what} (RFC 6455 section 8.1)"


@pytest.mark.parametrize(
    "start",
    ["80", "c0", "c1", "f5", "ff", "c328", "e080", "eda0", "edbf", "f080", "f490", "e282c3"],
)
def test_tells_as_soon_as_no_character_can_begin_like_this(start: str) -> None:
    assert said(bytes.fromhex(start), ended=False)
    assert said(*(bytes((byte,)) for byte in bytes.fromhex(start)), ended=False)


@pytest.mark.parametrize("start", ["c3", "e0a0", "ed9f", "ee80", "f090", "f48f", "f48fbf"])
def test_waits_where_a_character_may(start: str) -> None:
    assert said(bytes.fromhex(start), ended=False) == ""


def test_a_message_is_found_wrong_once() -> None:
    assert said(b"\xff", b"\xff", b"abc", b"\xff").count("not UTF-8") == 1


def test_a_piece_that_is_not_accepted_leaves_no_trace() -> None:
    check = Utf8Check()
    assert check.accepts(b"ab\xe2")
    assert not check.accepts(b"(")
    assert not check.accepts(b"\x82\xac\xff")
    assert check.accepts(b"\x82\xac")
    assert check.feed(b"\xff", final=True).startswith("the text is not UTF-8 at byte 5,")


@given(st.binary(max_size=20) | st.text(max_size=20).map(str.encode), cuts())
def test_agrees_with_python_however_the_text_is_cut(text: bytes, places: list[int]) -> None:
    try:
        text.decode()
        lawful = True
    except UnicodeDecodeError:
        lawful = False
    assert (said(*cut(text, places)) == "") == lawful
