"""From what was typed to what is sent."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.sending import ContentError, Outgoing, outgoing, payload_size


@pytest.mark.parametrize(
    ("kind", "content", "sent", "size"),
    [
        ("text", "héllo", Outgoing("text", "héllo"), 6),
        ("text", "", Outgoing("text", ""), 0),
        ("json", '{"a": 1}', Outgoing("text", '{"a": 1}'), 8),
        ("json", "{broken", Outgoing("text", "{broken"), 7),
        ("binary-hex", "00 ff\n4A4b", Outgoing("binary", b"\x00\xffJK"), 4),
        ("binary-hex", "", Outgoing("binary", b""), 0),
        ("binary-base64", "AP9K Sw==", Outgoing("binary", b"\x00\xffJK"), 4),
        ("binary-base64", "-_8", Outgoing("binary", b"\xfb\xff"), 2),
        ("binary-base64", "SGVs\nbG8= \r\nIQ==\n", Outgoing("binary", b"Hello!"), 6),
        ("ping", "hé", Outgoing("ping", b"h\xc3\xa9"), 3),
        ("pong", "", Outgoing("pong", b""), 0),
        ("close", "1000", Outgoing("close", b"", 1000, ""), 2),
        ("close", "4001 bad toké n", Outgoing("close", b"", 4001, "bad toké n"), 13),
    ],
)
def test_what_is_sent(kind: str, content: str, sent: Outgoing, size: int) -> None:
    assert outgoing(kind, content) == sent
    assert payload_size(kind, content) == size


@pytest.mark.parametrize(
    ("kind", "content", "message", "position"),
    [
        ("text", "a\ud800", r"half a character, U\+D800", 1),
        ("binary-hex", "00 fg", "'g' is not a hex digit", 4),
        ("binary-hex", "0x00", "'x' is not a hex digit", 1),
        ("binary-hex", "00 f ", "3 hex digits: the last byte misses one", 4),
        ("binary-base64", "AAAA!", "'!' is not base64", 4),
        ("binary-base64", "AAAAA", "cut or has '='", 5),
        ("binary-base64", "AA=A", "cut or has '='", 4),
        ("binary-file", "", "choose a file", None),
        ("binary-file", "/no/such/file", "there is no file /no/such/file", None),
        ("ping", "x" * 126, "a ping carries 125 bytes at most, these are 126", None),
        ("close", "", "a close begins with its code", 0),
        ("close", "70000 x", "a close begins with its code", 0),
        ("close", "1000 " + "é" * 62, "a reason has 123 bytes at most, this one has 124", None),
    ],
)
def test_mistakes_have_their_place(
    kind: str, content: str, message: str, position: int | None
) -> None:
    for attempt in (outgoing, payload_size):
        with pytest.raises(ContentError, match=message) as caught:
            attempt(kind, content)
        assert caught.value.position == position


def test_a_file_is_sent_as_binary(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.write_bytes(b"\x00\x01")
    assert outgoing("binary-file", str(file)) == Outgoing("binary", file=file)
    assert payload_size("binary-file", str(file)) == 2
    with pytest.raises(ContentError, match="is not a file"):
        outgoing("binary-file", str(tmp_path))


@given(st.binary())
def test_hex_and_base64_bring_any_bytes(data: bytes) -> None:
    sent = Outgoing("binary", data)
    assert outgoing("binary-hex", data.hex(" ")) == sent
    assert outgoing("binary-base64", base64.b64encode(data).decode()) == sent
    assert outgoing("binary-base64", base64.urlsafe_b64encode(data).decode().rstrip("=")) == sent


@given(st.sampled_from(["text", "binary-hex", "binary-base64", "ping", "close"]), st.text())
def test_any_content_is_sent_or_refused(kind: str, content: str) -> None:
    try:
        message = outgoing(kind, content)
    except ContentError:
        return
    assert message.kind == kind.partition("-")[0]
    if kind == "text":
        assert message.payload == content.encode()


def test_lines_are_messages_of_their_own_and_blank_ones_are_left_out() -> None:
    texts = outgoing("text", "one\r\n\n  \n two \nthree").lines()
    assert texts == [Outgoing("text", "one"), Outgoing("text", " two "), Outgoing("text", "three")]
    assert [line.data for line in outgoing("binary-hex", "00 01\n\n02").lines()] == [
        b"\x00\x01",
        b"\x02",
    ]
    assert [line.data for line in outgoing("binary-base64", "SGk=\nIQ==").lines()] == [b"Hi", b"!"]
    assert outgoing("ping", "a\nb").lines() == [Outgoing("ping", b"a"), Outgoing("ping", b"b")]
    assert Outgoing("text", "by\nhand").lines() == [
        Outgoing("text", "by"),
        Outgoing("text", "hand"),
    ]


def test_a_line_that_makes_no_message_by_itself_is_named() -> None:
    with pytest.raises(ContentError, match="line 3: 1 hex digits: the last byte misses one"):
        outgoing("binary-hex", "00\n\n0\n0").lines()


def test_bytes_that_nobody_wrote_have_no_lines() -> None:
    made = Outgoing("binary", b"1\n2")
    assert made.lines() == [made]
