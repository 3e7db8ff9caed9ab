"""Types, clicks and scrolls at a tab, and takes the time until each of it shows.

The events are posted from a thread, as the window system posts a person's: whenever they come.
"""

import asyncio
import itertools
import random
import threading

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QKeyEvent, QMouseEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit

from inspector.ui.session_tab import SessionTab
from tests.benchmarks.figures import spread_ms
from tests.benchmarks.programs.input_target import InputTarget

_NO_BUTTON, _LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
_NO_KEYS = Qt.KeyboardModifier.NoModifier


class InputProbe:
    """Letters into the composer, clicks on rows, turns of the wheel over them, and the End key,
    with which the log follows again."""

    def __init__(self, tab: SessionTab) -> None:
        editor = tab.composer.findChild(QPlainTextEdit, "composerEdit")
        assert isinstance(editor, QPlainTextEdit)
        table, rows = tab.log.table, tab.log.table.viewport()
        self._letters = InputTarget(editor, QEvent.Type.KeyPress, shown_on=editor.viewport())
        self._clicks = InputTarget(rows, QEvent.Type.MouseButtonPress, shown_on=rows)
        self._turns = InputTarget(rows, QEvent.Type.Wheel, shown_on=rows)
        self._ends = InputTarget(table, QEvent.Type.KeyPress, shown_on=rows)
        self._rows = itertools.cycle(rows.height() * share for share in (0.2, 0.7, 0.4, 0.9))
        """No two clicks in a row at the same place: a row that is chosen already stays as it is."""
        self._steps = (self._type, self._click, self._turn, self._turn, self._end)
        QPointingDevice.primaryPointingDevice()  # Qt makes both with the first event, in any thread
        QInputDevice.primaryKeyboard()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, every: float) -> None:
        """One input `every` so many seconds on average, in no step with anything."""
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, args=(every,), name="input")
        self._thread.start()

    async def stop(self) -> dict[str, dict[str, float]]:
        """How long each kind took from being posted to being painted."""
        assert self._thread is not None
        self._stopping.set()
        await asyncio.to_thread(self._thread.join)
        kinds = {
            "typing": self._letters,
            "clicking": self._clicks,
            "scrolling": self._turns,
            "end_key": self._ends,
        }
        while any(target.waiting for target in kinds.values()):
            await asyncio.sleep(0.01)
        return {name: spread_ms(target.take()) for name, target in kinds.items()}

    def _run(self, every: float) -> None:
        chance = random.Random(6455)
        # In whole turns: the last one leaves the log following.
        while not self._stopping.is_set():
            for step in self._steps:
                self._stopping.wait(every * chance.uniform(0.5, 1.5))
                step()

    def _type(self) -> None:
        self._letters.post(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_W, _NO_KEYS, "w"))

    def _click(self) -> None:
        at = QPointF(200, next(self._rows))
        press, release = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease
        self._clicks.post(QMouseEvent(press, at, at, _LEFT, _LEFT, _NO_KEYS))
        self._clicks.post(QMouseEvent(release, at, at, _LEFT, _NO_BUTTON, _NO_KEYS))

    def _turn(self) -> None:
        at, upwards = QPointF(200, 50), QPoint(0, 120)
        phase = Qt.ScrollPhase.NoScrollPhase
        self._turns.post(QWheelEvent(at, at, QPoint(), upwards, _NO_BUTTON, _NO_KEYS, phase, False))

    def _end(self) -> None:
        self._ends.post(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_End, _NO_KEYS))
