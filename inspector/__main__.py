"""`python -m inspector` is `websocket-inspector`."""

from inspector.cli import main

raise SystemExit(main())
