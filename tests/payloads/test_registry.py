"""The best decoder for a payload, and what happens when it fails."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.events import Opcode
from inspector.payloads import CODECS, Context, best, decode, hexdump, named

TEXT = Context(Opcode.TEXT)
BINARY = Context(Opcode.BINARY)

HOSTILE = [
    b"[" * 20_000,
    b'{"a":' * 20_000,
    b'{"a":' + b"9" * 200_000 + b"}",
    b'["\\ud800\\udfff\\ud800"]',
    b"[\x00]",
    b'{"\x00',
    '{"\u202e": "\u2066\u200b\u2028\x85"}'.encode(),
    b"\xed\xa0\x80",
    b"\xff\xfe\x00\x00",
    b'{"\xff": 1}',
    b"\xef\xbb\xbf{}",
]


@pytest.mark.parametrize(
    ("payload", "is_text", "name"),
    [
        (b'{"a":1}', True, "JSON"),
        (b'{"a":1}', BINARY, "JSON"),
        (b"hello", True, "Text"),
        (b"hello", False, "Hex"),
        (b"", True, "Text"),
        (b"", False, "Hex"),
        (b"\xff\xfe", True, "Text"),
        (b"[INFO] started", True, "Text"),
    ],
)
def test_the_best_decoder(payload: bytes, is_text: bool, name: str) -> None:
    assert best(payload, of(is_text)).name == name


def test_auto_falls_back_and_says_why() -> None:
    text, _, note = decode(b'{"a": tru}', TEXT)
    assert text == '{"a": tru}'
    assert note == "not JSON: expected a value, but found 't' at line 1 column 7"


def test_a_named_decoder_that_fails_shows_the_raw_bytes_and_its_error() -> None:
    assert decode(b"hello", TEXT, "JSON") == (
        "hello",
        [],
        "not JSON: expected a value, but found 'h' at line 1 column 1",
    )
    text, _, note = decode(b"\x00\x01", BINARY, "JSON")
    assert text == hexdump(b"\x00\x01").text
    assert note.startswith("not JSON")


def test_one_mistake_is_noted_once() -> None:
    assert decode(b"\xff", TEXT, "JSON").note.count("not UTF-8") == 1


def test_there_is_no_such_decoder() -> None:
    with pytest.raises(ValueError, match="no codec is called 'YAML'; there are JSON, Text, Hex"):
        named("YAML")


@pytest.mark.parametrize("payload", HOSTILE, ids=lambda payload: repr(payload[:12]))
@pytest.mark.parametrize("name", [None, *(codec.name for codec in CODECS)])
@pytest.mark.parametrize("is_text", [True, False])
def test_hostile_payloads_are_shown(payload: bytes, name: str | None, is_text: bool) -> None:
    check_spans(payload, is_text, name, limit=1 << 20)


@given(
    st.binary() | st.text().map(str.encode) | st.text(alphabet='[{"a\\:,1}]').map(str.encode),
    st.booleans(),
    st.sampled_from([None, *(codec.name for codec in CODECS)]),
    st.integers(0, 64),
)
def test_every_payload_is_shown(
    payload: bytes, is_text: bool, name: str | None, limit: int
) -> None:
    check_spans(payload, is_text, name, limit)


@given(st.lists(st.text()))
def test_json_in_a_binary_message_is_read(value: list[str]) -> None:
    assert best(json.dumps(value).encode(), BINARY).name == "JSON"


def of(is_text: bool) -> Context:
    return TEXT if is_text else BINARY


def check_spans(payload: bytes, is_text: bool, name: str | None, limit: int) -> None:
    text, spans, note = decode(payload, of(is_text), name, limit)
    text.encode()
    assert list(spans) == sorted(spans, key=lambda span: span.start)
    assert all(start >= 0 and 0 < length <= len(text) - start for start, length, _ in spans)
    if limit < len(payload):
        assert note
