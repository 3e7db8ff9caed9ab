"""The display tick: one timer for the process, on which everything shown is brought up to date.

Frames arrive whenever they like; widgets look at what the core knows only here, so that a flood
costs the screen no more than a trickle does.
"""

from PySide6.QtCore import QObject, Qt, QTimer, Signal

PERIOD_MS = 25


class DisplayTick(QObject):
    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.ticked)
        self._timer.start(PERIOD_MS)

    def stop(self) -> None:
        self._timer.stop()
