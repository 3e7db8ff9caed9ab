"""The JSON view: the very tokens that came, one below the other."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.payloads import DEFAULT_LIMIT, Bounds, Context, Decoded, DecodeError, Span
from inspector.payloads.json import JsonCodec
from tests.payloads.test_json_tokens import JSON_VALUES

JSON = JsonCodec()


def pretty(payload: bytes, limit: int = DEFAULT_LIMIT) -> Decoded:
    return JSON.decode(payload, Context(), Bounds(limit))


def test_indents_and_keeps_every_token() -> None:
    wire = rb'{"id":12345678901234567890123,"id":1.0,"x":[1,1e400,{}],"e":[],"t":"\u00e9\/"}'
    assert pretty(wire).text == (
        "{\n"
        '  "id": 12345678901234567890123,\n'
        '  "id": 1.0,\n'
        '  "x": [\n'
        "    1,\n"
        "    1e400,\n"
        "    {}\n"
        "  ],\n"
        '  "e": [],\n'
        '  "t": "\\u00e9\\/"\n'
        "}"
    )


def test_spans_say_what_the_parts_are() -> None:
    text, spans, note = pretty(b'{"a":[null,"b"]}')
    assert note == ""
    assert [(text[s.start : s.start + s.length], s.kind) for s in spans] == [
        ("{", "punctuation"),
        ('"a"', "key"),
        (":", "punctuation"),
        ("[", "punctuation"),
        ("null", "keyword"),
        (",", "punctuation"),
        ('"b"', "string"),
        ("]", "punctuation"),
        ("}", "punctuation"),
    ]


def test_a_bidi_override_in_a_string_is_shown() -> None:
    text, spans, _ = pretty('["a\u202eb"]'.encode())
    assert text == '[\n  "a⟨U+202E⟩b"\n]'
    assert spans[1:3] == [Span(4, 12, "string"), Span(6, 8, "invisible")]


@given(JSON_VALUES)
def test_pretty_json_means_the_same(value: object) -> None:
    assert json.loads(pretty(json.dumps(value).encode()).text) == value


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        (b'{"a":1,}', r"not JSON: expected a key in double quotes, but found '}' at line 1 col"),
        (b"\xff{}", "not UTF-8: byte 0xFF at offset 0"),
        (b"", "not JSON: expected a value, but it ends"),
    ],
)
def test_what_is_not_json_is_refused_with_its_place(payload: bytes, message: str) -> None:
    with pytest.raises(DecodeError, match=message):
        pretty(payload)


@given(JSON_VALUES, st.integers(0, 200))
def test_cut_json_is_shown_as_far_as_it_goes(value: object, limit: int) -> None:
    payload = json.dumps([value] * 20).encode()
    text, spans, note = pretty(payload, limit)
    assert all(span.length for span in spans)
    head = payload[: min(limit, len(payload))].decode()
    assert "".join(text.split()) == "".join(head.split())
    assert bool(note) == (limit < len(payload))


def test_the_note_says_how_much_is_shown() -> None:
    assert pretty(b'["' + b"x" * 5000 + b'"]', limit=2048).note == "first 2 KiB of 4.9 KiB"


def test_deep_nesting_does_not_grow_into_blanks() -> None:
    text = pretty(b"[" * 100_000 + b"]" * 100_000).text
    assert "".join(text.split()) == "[" * 100_000 + "]" * 100_000
    assert len(text) < 205_000


def test_a_flood_of_tokens_is_cut_and_noted() -> None:
    payload = b"[" + b"1," * 200_000 + b"1]"
    text, spans, note = pretty(payload)
    assert len(spans) == 250_000
    assert text.count("1") == 125_000
    assert note == "first 244.1 KiB of 390.6 KiB"


@pytest.mark.parametrize(
    ("payload", "is_text", "fits"),
    [
        (b' {"a":1}', True, True),
        (b'{"a":1}', False, True),
        (b"[1]", True, True),
        (b'{"a":1,}', True, True),  # meant to be JSON: the note tells the mistake
        (b'{"a":1,}', False, False),
        (b"[INFO] started", True, False),
        (b"{{template}}", True, False),
        (b"42", True, False),
        (b"hello", True, False),
        (b"", True, False),
        (b"[\xff]", True, False),
        (b"[" + b'"abc",' * 1000 + b"1]", False, True),
        (b"[" + b'"abc",' * 10 + b"x]" + b" " * 2000, False, False),
    ],
)
def test_priority(payload: bytes, is_text: bool, fits: bool) -> None:
    assert (JSON.priority(payload, Context(1 if is_text else 2)) > 0.5) == fits
