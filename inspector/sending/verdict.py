"""What the peer did after a forged frame, read from the recording, and what RFC 6455 says to it."""

import asyncio
import contextlib
import secrets
import time
from typing import TYPE_CHECKING, Literal, NamedTuple

from inspector.events import (
    Direction,
    Opcode,
    Problem,
    ReadyState,
    StateChange,
    close_code,
    parse_close,
)
from inspector.recording import Recording
from inspector.sending.violations import Violation

if TYPE_CHECKING:
    from inspector.wire import WebSocket

PATIENCE = 3.0
"""Seconds to wait for the peer to do something."""
_SETTLING = 0.2
"""Seconds after the answer to our ping in which a peer may still answer, or close after all."""

_NO_REASON = "Nothing told it that the rest would not come."

Judgement = Literal["as the RFC asks", "tolerated", "otherwise"]


class Reaction(NamedTuple):
    """What the peer did, as far as it is known."""

    close: tuple[int, str] | None
    """Code and reason of its Close frame; 1005 where that had no code. None for no such frame."""
    close_seq: int | None
    """Which event of the recording that frame is."""
    dropped: bool
    """It ended TCP without a Close frame."""
    ended: bool
    """The connection is over, whoever ended it."""
    answers: int
    """Data messages that it began to send, asked for or not."""
    pong: bool
    """It answered a ping that was sent after the frame."""
    pinged: bool
    """It was asked to."""
    seconds: float
    """From the frame to the close, or how long was waited."""

    @property
    def sentence(self) -> str:
        """For a person: `It closed with 1002 Protocol Error "bad opcode" after 1.2 ms.`"""
        after = f"after {_duration(self.seconds)}"
        if self.close is not None:
            code, reason = self.close
            said = f' "{reason}"' if reason else ""
            return f"It closed with {code} {close_code(code).name}{said} {after}{self._and_sent}."
        if self.dropped:
            return f"It ended TCP {after}, without a Close frame{self._and_sent}."
        if self.pong:
            return f"It took no offence: it answered the ping sent after it{self._and_sent}."
        if self.ended:
            return f"It did not close: the connection was ended from here {after}{self._and_sent}."
        silent = "did not answer the ping sent after it" if self.pinged else "did nothing else"
        within = f"in {_duration(self.seconds)}"
        if self.answers:
            return f"It sent {_messages(self.answers)}, and {silent} {within}."
        return f"It did not close, and {silent} {within}."

    @property
    def _and_sent(self) -> str:
        return f", and sent {_messages(self.answers)}" if self.answers else ""


class Verdict(NamedTuple):
    judgement: Judgement
    sentence: str
    """What it did, and how that differs from what the RFC asks for."""


async def observe(
    websocket: "WebSocket",
    recording: Recording,
    seq: int,
    *,
    ping: bool = True,
    patience: float = PATIENCE,
) -> Reaction:
    """Wait for what the peer does about what was recorded from `seq` on: until the connection
    ends, or it answers a `ping`, or for `patience` seconds.

    A ping is sent while OPEN only. What the peer sends of its own accord cannot be told from an
    answer. Raises RecordingError.
    """
    payload = b""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(patience):
            if ping and websocket.ready_state == ReadyState.OPEN:
                payload = secrets.token_bytes(8)
                with contextlib.suppress(OSError):  # it ended instead
                    await websocket.ping(payload)
                async with asyncio.timeout(_SETTLING):
                    await websocket.wait_closed()
            else:
                await websocket.wait_closed()
    return await asyncio.to_thread(read_reaction, recording, seq, payload)


async def provoke(
    websocket: "WebSocket", recording: Recording, violation: Violation, patience: float = PATIENCE
) -> Verdict:
    """Send `violation`, see what the peer does, and judge it. Raises NotOpenError."""
    seq = recording.count + 1
    for frame in violation.frames:
        websocket.send_frame(frame)
    ping = violation.ping_after
    return judge(await observe(websocket, recording, seq, ping=ping, patience=patience), violation)


def read_reaction(recording: Recording, seq: int, ping: bytes = b"") -> Reaction:
    """What is recorded of the peer's reaction to the frame `seq`; `ping` is the payload of the
    ping that was sent after it, if one was. May be called from any thread. RecordingError."""
    close, close_seq, answers = None, None, 0
    dropped = ended = pong = False
    last_ns = time.time_ns()
    for run in recording.runs(seq):
        match run.event:
            case Problem(code="connection-lost"):
                dropped = close is None
            case StateChange(ready_state=ReadyState.CLOSED):
                ended = True
                last_ns = last_ns if close else run.time_ns
                break  # what follows is another connection's
        if run.event is not None or run.direction is Direction.SENT:
            continue
        opcode = run.first & 0x0F
        if opcode == Opcode.CLOSE and close is None:
            close, close_seq, last_ns = parse_close(run.frame(0).payload), run.seq, run.time_ns
        elif opcode in (Opcode.TEXT, Opcode.BINARY):
            answers += run.event_count
        elif opcode == Opcode.PONG and ping and not pong:
            pong = any(frame.payload == ping for frame in run.frames())
    seconds = max(0, last_ns - recording.entry(seq).event.time_ns) / 1e9
    return Reaction(close, close_seq, dropped, ended, answers, pong, bool(ping), seconds)


def judge(reaction: Reaction, violation: Violation) -> Verdict:
    """Whether that is what the RFC asks for."""
    said = reaction.sentence
    if reaction.close is not None:
        return _judge_close(reaction.close[0], reaction, violation)
    if violation.expected == "close":
        return Verdict("otherwise", f"{said} It MUST answer a Close frame (section 5.5.1).")
    if reaction.dropped and violation.codes:
        return Verdict("as the RFC asks", f"{said} Section 7.1.7 allows to leave that out.")
    if reaction.dropped:
        return Verdict("otherwise", f"{said} {_NO_REASON}")
    if violation.expected == "wait":
        return Verdict("as the RFC asks", f"{said} It waits for the rest.")
    if not violation.ping_after:
        return Verdict("tolerated", f"{said} It seems to wait for the rest.")
    if reaction.pong or reaction.answers:
        return Verdict("tolerated", said)
    return Verdict("otherwise", f"{said} It neither fails the connection nor goes on.")


def _judge_close(code: int, reaction: Reaction, violation: Violation) -> Verdict:
    said, codes = reaction.sentence, violation.codes
    right = " or ".join(map(str, codes))
    if not codes:
        return Verdict("otherwise", f"{said} {_NO_REASON}")
    if code in codes and violation.expected == "close" and reaction.answers:
        return Verdict("otherwise", f"{said} What comes after a Close frame is discarded.")
    if code in codes:
        return Verdict("as the RFC asks", said)
    if violation.expected == "failure" and violation.frames[0].opcode == Opcode.CLOSE:
        return Verdict("tolerated", f"{said} It took ours for a lawful one: {right} is right.")
    return Verdict("otherwise", f"{said} The right code is {right}.")


def _messages(count: int) -> str:
    return f"{count:,} message{'' if count == 1 else 's'}"


def _duration(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.1f} s"
