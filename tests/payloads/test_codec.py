"""What codecs are told, and how they are bounded."""

import pytest

from inspector.events import HttpRequest, HttpResponse, Opcode
from inspector.payloads import CODECS, Bounds, Context, agreed, decode, registry
from inspector.payloads.cache import Cache
from inspector.payloads.codec import DEFAULT_SECONDS

PAYLOADS = {
    "JSON": b"[" + b"1," * 60_000 + b"1]",
    "Text": "a\u202e".encode() * 60_000,
    "Hex": bytes(240_000),
}


class Clock:
    """A time that goes on by a second each time it is looked at."""

    now = 0.0

    def monotonic(self) -> float:
        self.now += 1
        return self.now


@pytest.mark.parametrize("codec", CODECS, ids=lambda codec: codec.name)
def test_a_codec_ends_when_its_time_is_over(
    codec: registry.Codec, monkeypatch: pytest.MonkeyPatch
) -> None:
    payload = PAYLOADS[codec.name]
    whole = codec.decode(payload, Context(), Bounds(1 << 20))
    clock = Clock()
    monkeypatch.setattr("inspector.payloads.codec.time", clock)
    part = codec.decode(payload, Context(), Bounds.start(1 << 20, 4))
    assert clock.now < 10
    assert 0 < len(part.text) < len(whole.text)
    assert whole.text.startswith(part.text)
    assert list(whole.spans)[: len(part.spans)] == list(part.spans)
    assert part.note.startswith("stopped after 4 s; first ")
    assert part.note.endswith(f" of {len(payload) / 1024:.1f} KiB".replace(".0", ""))
    assert whole.note in ("", f"first 244.1 KiB of {len(payload) / 1024:.1f} KiB")


@pytest.mark.parametrize("name", PAYLOADS)
def test_what_was_broken_off_is_not_kept(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    payload = PAYLOADS[name][:50_000] + b"]" * (name == "JSON")
    assert "stopped" in decode(payload, Context(), name, seconds=-1).note
    assert "stopped" not in decode(payload, Context(), name).note


def test_the_reading_of_a_small_payload_is_kept() -> None:
    first = decode(b'{"kept": 1}', Context(Opcode.TEXT))
    assert decode(bytes(bytearray(b'{"kept": 1}')), Context(Opcode.TEXT)) is first
    assert decode(b'{"kept": 1}', Context(Opcode.TEXT), limit=3) is not first
    assert decode(b'{"kept": 1}', Context(Opcode.TEXT), "Hex") is not first
    large = bytes(100_000)
    assert decode(large, Context()) is not decode(large, Context())


def test_only_the_latest_are_kept() -> None:
    cache = Cache[str, int](2)
    for number, key in enumerate("abc"):
        cache.put(key, number)
        assert cache.get("a") == 0
    assert cache.get("b") is None
    assert (cache.get("a"), cache.get("c")) == (0, 2)


def test_url_and_subprotocol_are_those_of_the_last_answer() -> None:
    handshake = [
        HttpRequest(1, "ws://a/", b"GET / HTTP/1.1\r\n\r\n"),
        HttpResponse(2, b"HTTP/1.1 302 Found\r\nSec-WebSocket-Protocol: old\r\n\r\n"),
        HttpRequest(3, "ws://b/", b"GET / HTTP/1.1\r\n\r\n"),
        HttpResponse(4, b"HTTP/1.1 101 OK\r\nSEC-websocket-PROTOCOL: mqtt\r\n\r\n"),
    ]
    assert agreed(handshake) == ("ws://b/", "mqtt")
    assert agreed(handshake[:3]) == ("ws://b/", "old")
    assert agreed([*handshake[:3], HttpResponse(4, b"HTTP/1.1 101 OK\r\n\r\n")]) == ("ws://b/", "")
    assert agreed([handshake[0], HttpResponse(2, b"HTTP/1.1 101 OK\r\n\r\n")]) == ("ws://a/", "")
    assert agreed([]) == ("", "")


def test_nobody_waits_for_ever() -> None:
    assert DEFAULT_SECONDS < 10
    assert not Bounds().is_over()
