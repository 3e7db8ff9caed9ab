"""A message of the log becomes content again, byte for byte."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inspector.events import Direction, Frame, Opcode, ReadyState, StateChange
from inspector.recording import Recording
from inspector.sending import outgoing
from inspector.ui.composer.from_log import Recorded, content, recorded
from inspector.variables import Counters, Draw, Scopes, render


def message(opcode: int, *fragments: bytes) -> Recorded:
    return Recorded(opcode, fragments)


@pytest.mark.parametrize(
    ("it", "expected"),
    [
        (message(1, b"hello"), ("text", "hello")),
        (message(1, b"12"), ("text", "12")),
        (message(1, b' {"a": 1}'), ("json", ' {"a": 1}')),
        (message(1, b'{"a":', b" 1}\r\n"), ("json", '{"a": 1}\r\n')),
        (message(1, b'{"a": 1'), ("text", '{"a": 1')),
        (message(1, b"{{name}}"), ("text", r"\{{name}}")),
        (message(1, b"\xff"), ("binary-hex", "ff")),
        (message(2, b"ab"), ("binary-hex", "61 62")),
        (message(9, b"beat {{n}}"), ("ping", r"beat \{{n}}")),
        (message(9, b"\x00\xff"), ("binary-hex", "00 ff")),
        (message(10), ("pong", "")),
        (message(8, b"\x03\xe8bye"), ("close", "1000 bye")),
        (message(8, b"\x03\xe8"), ("close", "1000")),
        (message(8), ("close", "1000")),
        (message(3, b"x"), ("binary-hex", "78")),
        (message(0, b"x"), ("binary-hex", "78")),
    ],
)
def test_kind_and_content(it: Recorded, expected: tuple[str, str]) -> None:
    assert content(it) == expected


@given(st.text(max_size=30) | st.text(alphabet="{}\\na ", max_size=30))
@example("\\{\\{{")
def test_the_same_text_goes_out(text: str) -> None:
    kind, written = content(message(1, text.encode()))
    rendered = render(written, Scopes(), Draw(Counters()), json=kind == "json")
    assert outgoing(kind, rendered.checked()).payload == text.encode()


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Recording]:
    with Recording.create(tmp_path / "log.wsrec") as recording:
        yield recording


def frame(header: bytes, payload: bytes) -> Frame:
    return Frame(0, Direction.RECEIVED, header, payload, None, "")


def test_any_frame_of_a_message_leads_to_all_of_it(recording: Recording) -> None:
    recording.append(
        1,
        [
            StateChange(0, ReadyState.OPEN, ""),
            frame(b"\x01\x02", b"he"),
            frame(b"\x89\x00", b""),
            frame(b"\x80\x01", b"y"),
        ],
    )
    recording.flush()
    assert recorded(recording, 1) is None
    whole = Recorded(Opcode.TEXT, (b"he", b"y"))
    assert recorded(recording, 2) == whole == recorded(recording, 4)
    assert recorded(recording, 3) == Recorded(Opcode.PING, (b"",))
