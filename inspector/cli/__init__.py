"""The command line. The first word chooses: a command, or else the window.

Exit codes: 0 done; 1 the connection failed or ended abnormally, or a file could not be read or
written, and standard error says why; 2 wrong usage.
"""

import os
import sys
from collections.abc import Callable, Sequence

from inspector.cli import demo_server, export, record, window

PROGRAM = "websocket-inspector"
_INTERRUPTED = 130

_COMMANDS: dict[str, Callable[[str, list[str]], int]] = {
    "record": record.run,
    "export": export.run,
    "demo-server": demo_server.run,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line `arguments` (those of the process by default); returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if not words or words[0] not in _COMMANDS:
            return window.run(PROGRAM, words)
        code = _COMMANDS[words[0]](f"{PROGRAM} {words[0]}", words[1:])
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read standard output has seen enough (`| head`). What is still buffered must not
        # fail again while Python exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
