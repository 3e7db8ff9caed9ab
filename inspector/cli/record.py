"""`websocket-inspector record`: capture a connection to a file, without a window."""

import argparse
import asyncio
import contextlib
from pathlib import Path

from inspector.cli.arguments import complain, count, new_parser, seconds, url
from inspector.cli.connection import add_connection_options, given_options
from inspector.cli.terminal import Progress, until_interrupted
from inspector.events import Problem, ReadyState
from inspector.payloads import visible
from inspector.recording import Recording, RecordingError
from inspector.session import Session
from inspector.tuning import tune_for_floods
from inspector.wire import ConnectionFailed, ConnectOptions, NotOpenError
from inspector.wire.url import check_protocols

_GIVEN_UP = "cancelled"
"""The problem's code when Ctrl-C came before the connection was open: no failure."""

_TICK = 0.05
"""Seconds between two looks at how far the capture is."""

_EXAMPLES = """\
examples:
  websocket-inspector record wss://example.com/socket -o capture.wsrec
  websocket-inspector record ws://127.0.0.1:8765/echo -o echo.wsrec --send hello --messages 1
  websocket-inspector record wss://example.com/feed -o feed.wsrec --duration 60 \\
      -H 'Authorization: Bearer TOKEN' --send '{"op":"subscribe"}'

Exit code 0: captured until the connection was closed, or until you said so. 1: the connection
failed or ended abnormally; the file is kept and shows how. 2: wrong usage.
"""


def run(program: str, words: list[str]) -> int:
    parser = _parser(program)
    arguments = parser.parse_args(words)
    path: Path = arguments.output
    try:
        options = ConnectOptions(**given_options(arguments))
        protocols = check_protocols(arguments.subprotocol)
    except ValueError as error:
        parser.error(str(error))
    if path.exists() and not (arguments.force and path.is_file()):
        parser.error(f"{path} is there already: give another name, or --force to replace it")
    tune_for_floods()
    try:
        path.unlink(missing_ok=True)
        with Recording.create(path) as recording:
            session = Session(recording, url=arguments.url, protocols=protocols, options=options)
            problem = asyncio.run(_record(session, recording, arguments))
    except (OSError, RecordingError) as error:
        complain(str(error))
        return 1
    if problem is not None and problem.code != _GIVEN_UP:
        complain(visible(f"{problem.message}\n{problem.detail}".strip()))
        return 1
    return 0


def _parser(program: str) -> argparse.ArgumentParser:
    parser = new_parser(
        program,
        "Connect and record every frame to a file, until the connection is closed, until\n"
        "--duration or --messages is reached, or until Ctrl-C.",
        _EXAMPLES,
    )
    parser.add_argument("url", type=url, metavar="URL", help="ws:, wss:, http: or https:")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.wsrec")
    parser.add_argument("--force", action="store_true", help="replace FILE.wsrec if it is there")
    parser.add_argument(
        "--send",
        action="append",
        default=[],
        metavar="TEXT",
        help="send this text message once connected; repeatable, sent in this order",
    )
    parser.add_argument(
        "--duration", type=seconds, metavar="S", help="close S seconds after the opening"
    )
    parser.add_argument(
        "--messages",
        type=count,
        metavar="N",
        help="close once N messages have been received; more that are on their way are kept",
    )
    add_connection_options(parser)
    return parser


async def _record(
    session: Session, recording: Recording, arguments: argparse.Namespace
) -> Problem | None:
    """Capture, then close; returns why the connection failed."""
    progress = Progress()
    try:
        await until_interrupted(_capture(session, recording, arguments, progress))
    finally:
        await session.shutdown()
        progress.show(_summary(recording))
        progress.end()
    return session.websocket.problem if session.websocket is not None else None


async def _capture(
    session: Session, recording: Recording, arguments: argparse.Namespace, progress: Progress
) -> None:
    """Connect, send, and watch until it is time to close."""
    with contextlib.suppress(ConnectionFailed, NotOpenError, TimeoutError):
        await session.connect()
        websocket = session.websocket
        assert websocket is not None
        async with asyncio.timeout(arguments.duration):
            for text in arguments.send:
                await websocket.send(text)
            while websocket.ready_state == ReadyState.OPEN and not _enough(recording, arguments):
                progress.show(_summary(recording))
                await asyncio.sleep(_TICK)


def _enough(recording: Recording, arguments: argparse.Namespace) -> bool:
    wanted = arguments.messages
    return wanted is not None and recording.totals.messages_received >= wanted


def _summary(recording: Recording) -> str:
    totals = recording.totals
    received = f"{totals.messages_received:,} messages, {totals.bytes_received:,} bytes received"
    return f"{received}; {totals.messages_sent:,} messages sent"
