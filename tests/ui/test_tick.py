"""The display tick."""

from inspector.ui.tick import PERIOD_MS, DisplayTick


def test_it_ticks_until_it_is_stopped(qtbot) -> None:
    tick = DisplayTick()
    for _ in range(3):
        with qtbot.waitSignal(tick.ticked, timeout=1000):
            pass
    tick.stop()
    with qtbot.assertNotEmitted(tick.ticked, wait=3 * PERIOD_MS):
        pass
