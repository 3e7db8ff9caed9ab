import asyncio

from inspector.wire.tasks import Tasks


async def test_a_task_that_fails_is_heard_and_one_that_is_cancelled_is_not():
    failures: list[BaseException] = []
    tasks = Tasks(failures.append)

    async def fail() -> None:
        raise LookupError("heard")

    tasks.start(fail(), "fails")
    tasks.start(asyncio.sleep(60), "sleeps")
    await asyncio.sleep(0)
    tasks.cancel()
    await asyncio.sleep(0.001)
    assert [str(failure) for failure in failures] == ["heard"]
    assert not tasks._running
