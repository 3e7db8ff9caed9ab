"""What goes to the clipboard for each kind of row."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.recording import Recording
from inspector.ui.log.clipboard import entry_text
from tests.support.entries import PHASE, REFUSED, STREAM
from tests.support.log_story import RECEIVED, SENT, frame, story


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Recording]:
    with Recording.create(tmp_path / "log.wsrec") as recording:
        yield recording


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (frame(0, SENT, 0x81, "héllo\n".encode()), "héllo\n"),
        (frame(0, SENT, 0x81, b"\xff\x00"), "ff 00"),
        (frame(0, SENT, 0x82, b"text"), "74 65 78 74"),
        (frame(0, SENT, 0x89, b"ab"), "61 62"),
        (frame(0, SENT, 0x88, b"\x03\xe8bye"), "1000 bye"),
        (story()[0], "CONNECTING ws://127.0.0.1:8765/chatty"),
        (story()[-2], "The server refused with 403 Forbidden: check the credentials.\nno"),
        (story()[-3], "HTTP/1.1 403 Forbidden\r\n\r\nno"),
        (PHASE, "resolve example.org: 192.0.2.1"),
        (
            REFUSED,
            "\n".join(
                [
                    "proxy 192.0.2.9:3128",
                    "The proxy refused with 403.",
                    REFUSED.sent.decode(),
                    REFUSED.received.decode(),
                ]
            ),
        ),
        (STREAM, "00 01"),
    ],
)
def test_one_event(recording, event, text):
    recording.append(1, [event])
    recording.flush()
    assert entry_text(recording, 1, is_part=False) == text


def test_a_message_is_whole_and_its_frames_are_parts(recording):
    cut = "aé".encode()
    recording.append(
        1,
        [
            frame(0, RECEIVED, 0x02, b"te"),
            frame(1, RECEIVED, 0x80, b"xt"),
            frame(2, RECEIVED, 0x01, cut[:2]),
            frame(3, RECEIVED, 0x80, cut[2:]),
        ],
    )
    recording.flush()
    assert entry_text(recording, 1, is_part=False) == "74 65 78 74"
    assert entry_text(recording, 2, is_part=True) == "78 74"
    assert entry_text(recording, 3, is_part=False) == "aé"
    assert entry_text(recording, 3, is_part=True) == "61 c3"
