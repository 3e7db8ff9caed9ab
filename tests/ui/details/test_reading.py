"""What codecs are told of a message that is read from a recording."""

import pytest

from inspector.events import Direction, HttpRequest, HttpResponse, Opcode
from inspector.payloads import Context
from inspector.recording import Recording
from inspector.ui.details import reading
from inspector.ui.details.reading import Reading
from tests.support.entries import frame


def test_a_codec_is_told_where_a_message_comes_from(
    recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Context] = []
    decode = reading.decode
    monkeypatch.setattr(
        reading,
        "decode",
        lambda payload, context, *rest: told.append(context) or decode(payload, context, *rest),
    )
    recording.append(1, [frame(2, b"of another connection")])
    recording.append(
        2,
        [
            HttpRequest(1, "ws://host/", b"GET / HTTP/1.1\r\n\r\n"),
            HttpResponse(2, b"HTTP/1.1 101 OK\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n"),
            frame(2, b"on"),
            frame(1, b"sent", sent=True),
            frame(2, b"t", fin=False),
            frame(9, b"ping"),
            frame(0, b"wo"),
            frame(1, b"three"),
            frame(2, b"later"),
        ],
    )
    recording.flush()
    read = Reading(recording, 9)
    assert read.decode(None, 100).text == "three"
    [context] = told
    assert context[:4] == (Opcode.TEXT, Direction.RECEIVED, "mqtt", "ws://host/")
    assert list(context.earlier()) == [b"on", b"two"]


def test_a_message_that_is_whole_is_not_read_again(
    recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording.append(1, [frame(1, b"a", fin=False), frame(0, b"b")])
    recording.flush()
    read = Reading(recording, 1)
    assert read.decode(None, 100).text == "ab"
    monkeypatch.setattr(recording, "frames_of", None)
    assert read.decode("Hex", 100).text.endswith("ab")
