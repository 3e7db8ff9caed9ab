"""A scenario out of what was sent."""

from pathlib import Path

from inspector.events import Direction, Frame
from inspector.library.scenario import CloseStep, ConnectStep, SendStep, WaitStep
from inspector.recording import Recording
from inspector.ui.scenarios.from_recording import steps_of
from tests.support.wire_bytes import header


def frame(direction: Direction, first: int, payload: bytes) -> Frame:
    return Frame(1, direction, header(first, len(payload)), payload)


def sent(payload: bytes, first: int = 0x81) -> Frame:
    return frame(Direction.SENT, first, payload)


def received(payload: bytes, first: int = 0x81) -> Frame:
    return frame(Direction.RECEIVED, first, payload)


def test_what_the_latest_connection_sent_and_waits_between(tmp_path: Path) -> None:
    with Recording.create(tmp_path / "r.wsrec") as recording:
        assert steps_of(recording) == ()
        recording.append(1, [sent(b"of the connection before")])
        recording.append(2, [received(b"hello"), received(b"again"), sent(b'{"op": "{{x}}"}')])
        recording.append(2, [sent(b"pong", 0x8A), received(b"", 0x89), sent(b"\x00\xff", 0x82)])
        recording.append(2, [received(b"bye")])
        assert steps_of(recording) == (
            ConnectStep(),
            WaitStep(),
            SendStep(kind="json", content='{"op": "\\{{x}}"}'),
            SendStep(kind="binary-hex", content="00 ff"),
            WaitStep(),
            CloseStep(),
        )


def test_where_nothing_was_sent_there_is_no_scenario(tmp_path: Path) -> None:
    with Recording.create(tmp_path / "r.wsrec") as recording:
        recording.append(1, [received(b"hello")])
        assert steps_of(recording) == ()
