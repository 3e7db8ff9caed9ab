"""A scenario out of what was sent on a connection: a draft to go on with. Knows no Qt."""

from inspector.events import Direction, Frame, Opcode
from inspector.library import as_kind
from inspector.library.scenario import AnyStep, CloseStep, ConnectStep, SendStep, WaitStep
from inspector.recording import Recording, Row
from inspector.ui.composer.from_log import content, recorded

_MOST_ROWS = 20_000
"""The last rows of the log, which are looked through."""
_MOST_SENT = 100
"""Messages; nobody edits more by hand."""


def steps_of(recording: Recording) -> tuple[AnyStep, ...]:
    """Connect, send what the latest connection sent, wait wherever something came in between, and
    close; none where nothing was sent. RecordingError."""
    start = max(0, recording.row_count - _MOST_ROWS)
    steps: list[AnyStep] = [ConnectStep()]
    sent, came = 0, False
    for row in recording.rows(start, _MOST_ROWS):
        if row.connection != recording.connections or not _is_data(row):
            continue
        assert isinstance(row.event, Frame)
        if row.event.direction == Direction.RECEIVED:
            came = True
        elif sent < _MOST_SENT and (message := recorded(recording, row.seq)) is not None:
            if came:
                steps.append(WaitStep())
            kind, text = content(message)
            steps.append(SendStep(kind=as_kind(kind), content=text))
            sent, came = sent + 1, False
    if came and sent:
        steps.append(WaitStep())
    return (*steps, CloseStep()) if sent else ()


def _is_data(row: Row) -> bool:
    return isinstance(row.event, Frame) and row.event.opcode in (Opcode.TEXT, Opcode.BINARY)
