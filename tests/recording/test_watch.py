"""Progress of a long job: told some times a second, and the question whether it was cancelled."""

import pytest

from inspector.recording import OpeningCancelledError, watch
from inspector.recording.watch import Watch


class Clock:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        monkeypatch.setattr(watch.time, "monotonic", lambda: self.now)


def test_progress_is_told_some_times_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    told: list[tuple[int, int]] = []
    watching = Watch(lambda *step: told.append(step))
    for step in range(100):
        watching.step(step, 100)
        clock.now += 0.01
    assert told[0] == (0, 100)
    assert 15 <= len(told) <= 21


def test_as_often_it_is_asked_whether_the_job_was_cancelled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock(monkeypatch)
    answers = [False, True]
    watching = Watch(cancelled=lambda: answers.pop(0))
    watching.step(1, 9)
    watching.step(2, 9)
    clock.now += 1
    with pytest.raises(OpeningCancelledError):
        watching.step(3, 9)
    assert not answers


def test_a_job_that_nobody_watches_goes_on() -> None:
    watching = Watch()
    watching.step(1, 1)
    watching.check()
    assert not watching.cancelled
