"""`python -m inspector` is `websocket-inspector`."""

import signal

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # Ctrl-C during the imports, when there is nothing to tidy up, ends the program without a
    # traceback. `main` takes it from there.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from inspector.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
