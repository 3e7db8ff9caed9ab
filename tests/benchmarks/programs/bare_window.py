"""The peer of the start: the smallest program that shows a window with PySide6."""

import os
import time
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from tests.benchmarks.processes import answer
from tests.benchmarks.programs.paint_watch import PaintWatch


def main() -> dict[str, Any]:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication([])
    window = QMainWindow()
    label = QLabel("A window")
    window.setCentralWidget(label)
    painted: list[int] = []

    def on_painted() -> None:
        painted.append(time.monotonic_ns())
        app.quit()

    PaintWatch(label, lambda: None, on_painted)
    window.resize(1280, 880)
    window.show()
    app.exec()
    return {"painted_ns": painted[0]}


if __name__ == "__main__":
    answer(main)
