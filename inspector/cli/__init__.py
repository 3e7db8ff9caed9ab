"""The command line. The first word chooses: a command, or else the window.

Exit codes: 0 done; 1 the connection failed or ended abnormally, or a file could not be read or
written, and standard error says why; 2 wrong usage.
"""

import os
import signal
import sys
from collections.abc import Sequence

from inspector.tuning import importing

with importing():
    from inspector.cli.arguments import complain
    from inspector.cli.terminal import OutputError

PROGRAM = "websocket-inspector"
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line `arguments` (those of the process by default); returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if sys.stderr is None:  # closed, as by 2>&-, or a window of Windows without a console
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    try:
        if is_started := signal.getsignal(signal.SIGINT) == signal.SIG_DFL:  # by `__main__`
            signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            return _run(words)
        finally:
            if is_started:
                signal.signal(signal.SIGINT, signal.SIG_DFL)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OutputError as error:
        complain(str(error))
        return 1


def _run(words: list[str]) -> int:
    """Each command is imported when it is asked for: none waits for what the others take."""
    match words:
        case ["record", *options]:
            from inspector.cli.record import run
        case ["run", *options]:
            from inspector.cli.run import run
        case ["export", *options]:
            from inspector.cli.export import run
        case ["library", *options]:
            from inspector.cli.library import run
        case ["demo-server", *options]:
            from inspector.cli.demo_server import run
        case _:
            from inspector.cli.window import run

            return run(PROGRAM, words)
    return run(f"{PROGRAM} {words[0]}", options)
