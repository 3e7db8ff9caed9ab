"""The application, as the command line starts it, until its window is painted."""

import os
import sys
import tempfile
import time
from typing import Any

from inspector import cli
from inspector.tuning import importing
from tests.benchmarks.processes import answer


def main() -> dict[str, Any]:
    """`modules`: the names of those that were imported until then."""
    with importing():  # as the command line does it
        from inspector.ui import app
        from inspector.ui.main_window import MainWindow
        from tests.benchmarks.programs.paint_watch import PaintWatch

    found: dict[str, Any] = {}

    class WatchedWindow(MainWindow):
        """Notes when it is first painted, and closes."""

        def show(self) -> None:
            PaintWatch(self.tabs, lambda: None, self._on_painted)
            super().show()

        def _on_painted(self) -> None:
            if not found:
                found.update(painted_ns=time.monotonic_ns(), modules=sorted(sys.modules))
                self.close()

    with tempfile.TemporaryDirectory() as folder:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            os.environ[variable] = folder
        app.MainWindow = WatchedWindow  # type: ignore[misc]
        cli.main([])
    return found


if __name__ == "__main__":
    answer(main)
