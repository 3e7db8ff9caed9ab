"""What a recording returns: entries, rows of the log, notes, totals."""

from typing import NamedTuple

from inspector.events import Event

PREVIEW = 256
"""Bytes of a payload that a `Row` carries at most."""


MOST_TEXT = 4096
"""Characters of each text of an event that a `Row` carries at most."""


class Entry(NamedTuple):
    """One recorded event, whole."""

    seq: int
    """1, 2, ... over everything recorded, in the order in which it happened, without gaps."""
    connection: int
    """1 for the first connection of the session, 2 after a reconnect."""
    message: int
    """`seq` of the first frame of the message it belongs to; its own where it is no fragment."""
    event: Event


class Row(NamedTuple):
    """One line of the log: an event, or a whole message, however many frames it came in."""

    seq: int
    connection: int
    event: Event
    """For a message its first frame. Payloads (`raw` of the handshake, the bytes of a phase) are
    clipped to their first `PREVIEW` bytes, those of a fragmented message joined, texts to
    `MOST_TEXT` characters; `wire_payload` is None."""
    length: int
    """Decoded payload in bytes, over all frames of the message; of the handshake, its size; 0 for
    states, problems and phases."""
    wire_length: int
    """The same as it crossed the wire: compressed where it was."""
    frames: int
    """Frames of the message so far; 1 for every other event."""


class Note(NamedTuple):
    """What was added to an event, apart from what was recorded."""

    colour: str = ""
    """Its name, such as `red`; empty for none."""
    bookmark: bool = False
    comment: str = ""


class Totals(NamedTuple):
    """What was recorded, counted."""

    frames_sent: int = 0
    frames_received: int = 0
    messages_sent: int = 0
    """Data messages, counted when their last frame came."""
    messages_received: int = 0
    bytes_sent: int = 0
    """Of frames, as they crossed the wire: headers included, compressed where they were."""
    bytes_received: int = 0
    problems: int = 0


class Mark(NamedTuple):
    """How far a recording is, at one moment."""

    seq: int = 0
    """The last event."""
    rows: int = 0
    """Rows of the log: fewer than events where messages came in several frames."""
    connections: int = 0
    totals: Totals = Totals()
