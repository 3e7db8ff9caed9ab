"""Codecs one after the other, proved by containers and a codec that only this test has."""

import json
import zlib
from collections.abc import Iterator

import pytest

from inspector.events import Opcode
from inspector.payloads import (
    Bounds,
    Codec,
    Context,
    Decoded,
    DecodeError,
    EncodeError,
    Span,
    decode,
    line,
    named,
    registry,
    tree,
)
from inspector.payloads.chain import Chain
from inspector.payloads.json import JsonCodec

DOCUMENT = b'{"id": 7, "at": 1e2}'


class Zlib:
    """A message by itself."""

    name = "zlib"
    remembers = False

    def unpack(self, payload: bytes, context: Context, bounds: Bounds) -> tuple[bytes, str]:
        inflater = zlib.decompressobj()
        try:
            inside = inflater.decompress(payload, bounds.limit)
        except zlib.error as error:
            raise DecodeError(f"not zlib: {error}") from None
        return inside, "" if inflater.eof else f"first {len(inside)} bytes inside"

    def pack(self, payload: bytes) -> bytes:
        return zlib.compress(payload)


class ZlibStream:
    """One stream over all messages of a direction, as some chats have it."""

    name = "zlib-stream"
    remembers = True

    def unpack(self, payload: bytes, context: Context, bounds: Bounds) -> tuple[bytes, str]:
        inflater = zlib.decompressobj()
        for before in context.earlier():
            inflater.decompress(before)
        return inflater.decompress(payload), ""

    def pack(self, payload: bytes) -> bytes:
        raise EncodeError("a stream is not written message by message")


class Flags(Codec):
    """What a codec is told, and that it may have values and a line of its own."""

    name = "Flags"

    def priority(self, payload: bytes, context: Context) -> float:
        return 1.0 if context.subprotocol == "flags" else 0.0

    def decode(self, payload: bytes, context: Context, bounds: Bounds) -> Decoded:
        words = [context.direction.name, context.url, str(context.opcode)]
        return Decoded(" ".join(words), [Span(0, 4, "key")])

    def line(self, payload: bytes, context: Context, limit: int) -> str | None:
        return f"{payload[0]:08b}" if context.subprotocol == "flags" else None


@pytest.fixture(autouse=True)
def with_containers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "CONTAINERS", (Zlib(), ZlibStream()))
    monkeypatch.setattr(registry, "CODECS", (Flags(), *registry.CODECS))


def test_what_is_inside_is_read() -> None:
    packed = zlib.compress(DOCUMENT)
    shown = decode(packed, Context(), "zlib | JSON")
    assert shown.text == '{\n  "id": 7,\n  "at": 1e2\n}'
    assert [shown.text[s.start : s.start + s.length] for s in shown.spans][1] == '"id"'
    assert decode(zlib.compress(packed), Context(), " zlib|zlib | Text").text == DOCUMENT.decode()


def test_what_is_not_packed_is_shown_as_it_is_with_the_reason() -> None:
    text, _, note = decode(b"plain", Context(Opcode.TEXT), "zlib | JSON")
    assert (text, note.partition(":")[0]) == ("plain", "not zlib")
    text, _, note = decode(zlib.compress(b"plain"), Context(), "zlib | JSON")
    assert "not JSON" in note


def test_what_comes_out_is_bounded() -> None:
    shown = decode(zlib.compress(bytes(10_000_000)), Context(), "zlib | Hex", limit=64)
    assert shown.text.count("\n") == 3
    assert shown.note == "first 64 bytes inside"


def test_a_line_and_values_come_from_inside() -> None:
    chain = named("zlib | JSON")
    packed = zlib.compress(DOCUMENT)
    assert chain.line(packed, Context(), 12) == '{↵  "id": 7,…'
    assert named("zlib | Text").line(packed, Context(Opcode.TEXT), 9) == '{"id": 7,…'
    found = chain.tree(packed, Context())
    assert found is not None
    assert found.value == json.loads(DOCUMENT)
    assert found.source(["at"], float("inf")) == "1e2"
    for broken in (b"plain", packed[:-3]):
        assert chain.tree(broken, Context()) is None
    assert chain.line(b"plain", Context(), 12) is None
    assert chain.priority(packed, Context()) == 0


def test_a_chain_writes_what_it_reads() -> None:
    assert named("zlib | Hex").encode("00 ff") == zlib.compress(b"\x00\xff")
    assert decode(named("zlib | JSON").encode("[1]"), Context(), "zlib | Text").text == "[1]"
    with pytest.raises(EncodeError, match="'x' is not a hex digit"):
        named("zlib | Hex").encode("x")
    with pytest.raises(EncodeError, match="Flags can be read, and not written"):
        named("zlib | Flags").encode("x")


def test_a_container_with_memory_sees_what_came_before() -> None:
    deflater = zlib.compressobj()
    messages = [
        deflater.compress(text) + deflater.flush(zlib.Z_SYNC_FLUSH)
        for text in (b"[1]", b"[2, 2]", b"[2, 2]")
    ]
    for number, message in enumerate(messages):
        context = Context(earlier=lambda count=number: iter(messages[:count]))
        shown = decode(message, context, "zlib-stream | Text")
        assert shown.text == ("[1]", "[2, 2]", "[2, 2]")[number]


def test_what_is_inside_sees_what_was_inside_before() -> None:
    """A stream in single packets: the inner container is told the unpacked earlier payloads."""
    deflater = zlib.compressobj()
    inner = [deflater.compress(b"one ") + deflater.flush(zlib.Z_SYNC_FLUSH), deflater.flush()]
    outer = [zlib.compress(part) for part in inner]
    context = Context(earlier=lambda: iter(outer[:1]))
    assert decode(outer[1], context, "zlib | zlib-stream | Text") == ("", [], "")
    assert decode(outer[0], Context(), "zlib | zlib-stream | Text").text == "one "


def test_a_codec_is_told_where_a_payload_comes_from() -> None:
    context = Context(subprotocol="flags", url="wss://host/")
    assert decode(b"x", context).text == "RECEIVED wss://host/ 2"
    assert decode(zlib.compress(b"x"), context, "zlib | Flags").text == "RECEIVED wss://host/ 2"
    assert line(b"\x05", context) == "00000101"
    assert line(b"\x05", Context()) == "05  ."
    assert tree(b"\x05", context) is None


def test_only_what_has_memory_is_read_again_for_other_earlier_messages() -> None:
    """Readings are kept by what they depend on."""
    asked: list[str] = []

    def earlier(of: str) -> Iterator[bytes]:
        asked.append(of)
        return iter(())

    payload = zlib.compress(b"kept")
    for of in "ab":
        assert decode(payload, Context(earlier=lambda of=of: earlier(of)), "zlib | Text")
        assert decode(payload, Context(earlier=lambda of=of: earlier(of)), "zlib-stream | Text")
    assert asked == ["a", "b"]


def test_which_there_are_is_told() -> None:
    with pytest.raises(ValueError, match="no container is called 'lz4'; there are zlib, zlib-str"):
        named("lz4 | JSON")
    with pytest.raises(ValueError, match="no codec is called 'zlib'; there are Flags, JSON"):
        named("zlib")
    assert named("zlib|JSON").name == Chain(Zlib(), JsonCodec()).name == "zlib | JSON"
