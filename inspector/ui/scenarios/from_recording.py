"""A scenario out of what was sent on a connection: a draft to go on with. Knows no Qt."""

from collections.abc import Callable

from inspector.automation.steps import CloseStep, ConnectStep, SendStep, Step, WaitStep
from inspector.events import Direction, Frame, Opcode
from inspector.library import as_kind
from inspector.library.match import Match
from inspector.payloads.telling import telling_member
from inspector.recording import Recording, Row
from inspector.ui.composer.from_log import Recorded, content, recorded
from inspector.variables import escape

_MOST_ROWS = 20_000
"""The last rows of the log, which are looked through."""
_MOST_SENT = 100
"""Messages; nobody edits more by hand."""


def steps_of(
    recording: Recording,
    write: Callable[[str], str] = escape,
    is_reply: Callable[[bytes], bool] = lambda _: False,
) -> tuple[Step, ...]:
    """Connect, send what the latest connection sent, wait wherever something came in between for
    what came first, and close; none where nothing was sent. RecordingError.

    `write` gives a text that was sent as a file may have it. Payloads for which `is_reply` holds
    were sent by rules, which will send them again.
    """
    start = max(0, recording.row_count - _MOST_ROWS)
    steps: list[Step] = [ConnectStep()]
    sent, first_to_come = 0, 0
    for row in recording.rows(start, _MOST_ROWS):
        if row.connection != recording.connections or not _is_data(row):
            continue
        assert isinstance(row.event, Frame)
        if row.event.direction == Direction.RECEIVED:
            first_to_come = first_to_come or row.seq
        elif sent < _MOST_SENT and (message := recorded(recording, row.seq)) is not None:
            if is_reply(message.payload):
                continue
            steps += _wait(recording, first_to_come, write)
            kind, text = content(message, write)
            steps.append(SendStep(kind=as_kind(kind), content=text))
            sent, first_to_come = sent + 1, 0
    return (*steps, *_wait(recording, first_to_come, write), CloseStep()) if sent else ()


def _is_data(row: Row) -> bool:
    return isinstance(row.event, Frame) and row.event.opcode in (Opcode.TEXT, Opcode.BINARY)


def _wait(recording: Recording, seq: int, write: Callable[[str], str]) -> list[Step]:
    """For a message like the one of the event `seq`; 0 is none."""
    message = recorded(recording, seq) if seq else None
    return [] if message is None else [WaitStep(match=_like(message, write))]


def _like(message: Recorded, write: Callable[[str], str]) -> Match:
    """What tells such a message from others, where it is JSON that says so."""
    told = telling_member(message.payload) if message.opcode == Opcode.TEXT else None
    return Match(json_path=f"$.{told[0]}", equals=write(told[1])) if told else Match()
