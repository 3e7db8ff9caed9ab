"""The command line. The first word chooses: a command, or else the window.

Exit codes: 0 done; 1 the connection failed or ended abnormally, or a file could not be read or
written, and standard error says why; 2 wrong usage.
"""

import os
import sys
from collections.abc import Callable, Sequence

from inspector.cli import demo_server, export, record, window
from inspector.cli.arguments import complain
from inspector.cli.terminal import OutputError

PROGRAM = "websocket-inspector"
_INTERRUPTED = 130


def _run_scenario(program: str, words: list[str]) -> int:
    from inspector.cli import run  # takes a while, for which the window need not wait

    return run.run(program, words)


def _library(program: str, words: list[str]) -> int:
    from inspector.cli import library

    return library.run(program, words)


_COMMANDS: dict[str, Callable[[str, list[str]], int]] = {
    "record": record.run,
    "run": _run_scenario,
    "export": export.run,
    "library": _library,
    "demo-server": demo_server.run,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line `arguments` (those of the process by default); returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if sys.stderr is None:  # closed, as by 2>&-, or a window of Windows without a console
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    try:
        if not words or words[0] not in _COMMANDS:
            return window.run(PROGRAM, words)
        return _COMMANDS[words[0]](f"{PROGRAM} {words[0]}", words[1:])
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OutputError as error:
        complain(str(error))
        return 1
