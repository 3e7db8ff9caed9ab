"""Work in a thread: the latest is shown, and nothing that is not wanted any more."""

import asyncio
import threading

from inspector.ui.details.background import Background
from tests.support.app import until


async def test_only_the_latest_is_shown_and_one_at_a_time() -> None:
    shown: list[str] = []
    begun: list[str] = []
    gate = threading.Event()

    def work(name: str) -> str:
        begun.append(name)
        gate.wait(10)
        return name

    job = Background("test")
    for name in "abc":
        job.start(lambda name=name: work(name), shown.append)
        await asyncio.sleep(0.01)
    assert begun == ["a"]
    assert job.is_busy
    gate.set()
    await until(lambda: not job.is_busy)
    assert (begun, shown) == (["a", "c"], ["c"])
    job.start(lambda: work("d"), shown.append)
    await until(lambda: not job.is_busy)
    assert shown == ["c", "d"]


async def test_what_is_forgotten_is_not_shown() -> None:
    shown: list[str] = []
    gate = threading.Event()
    job = Background("test")
    job.start(lambda: str(gate.wait(10)), shown.append)
    await asyncio.sleep(0.01)
    job.forget()
    gate.set()
    await until(lambda: not job.is_busy)
    assert shown == []


async def test_work_may_ask_for_more_when_it_is_shown() -> None:
    shown: list[int] = []
    job = Background("test")

    def show(number: int) -> None:
        shown.append(number)
        if number < 3:
            job.start(lambda: number + 1, show)

    job.start(lambda: 1, show)
    await until(lambda: not job.is_busy)
    assert shown == [1, 2, 3]
