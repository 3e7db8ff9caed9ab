"""A scenario out of what was sent."""

from pathlib import Path

from inspector.automation.steps import CloseStep, ConnectStep, SendStep, WaitStep
from inspector.events import Direction, Frame
from inspector.library import Environment
from inspector.library.match import Match
from inspector.recording import Recording
from inspector.sending.context import Context
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


def test_secrets_stand_by_their_names_and_what_rules_sent_is_theirs(tmp_path: Path) -> None:
    staging = Environment(name="staging", secrets=("key",))
    context = Context(environment=staging, secrets={"key": 'a"b'})
    with Recording.create(tmp_path / "r.wsrec") as recording:
        recording.append(1, [received(b'{"event": "hello"}'), sent(b'{"key": "a\\"b"}')])
        recording.append(1, [received(b'{"type": "challenge"}'), sent(b"the reply")])
        recording.append(1, [sent(b'a"b {{c}}'), received(b'{"x": 1, "op": "a\\"b"}')])
        assert steps_of(recording, context.by_names, lambda payload: payload == b"the reply") == (
            ConnectStep(),
            WaitStep(match=Match(json_path="$.event", equals="hello")),
            SendStep(kind="json", content='{"key": "{{key}}"}'),
            WaitStep(match=Match(json_path="$.type", equals="challenge")),
            SendStep(content="{{key}} \\{{c}}"),
            WaitStep(match=Match(json_path="$.op", equals="{{key}}")),
            CloseStep(),
        )


def test_only_what_tells_messages_apart_is_waited_for(tmp_path: Path) -> None:
    with Recording.create(tmp_path / "r.wsrec") as recording:
        for payload in (b"[" * 5000, b'{"event": 1}', b'{"event": ""}', b'["event"]', b"\xff"):
            recording.append(1, [received(payload), sent(b"x")])
        waits = [step for step in steps_of(recording) if isinstance(step, WaitStep)]
        assert waits == [WaitStep()] * 5
