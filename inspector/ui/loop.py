"""Qt's event loop as asyncio's, and the only way to start a task in the window.

No task without an owner, no exception without a place to be seen: `spawn` keeps what it starts,
and `Crash` gets what nobody caught, from tasks, slots and the loop alike.
"""

import asyncio
import logging
import sys
import threading
from collections.abc import Callable, Collection, Coroutine
from types import TracebackType
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog
from qasync import QEventLoop  # must come after PySide6: it takes the first Qt that it finds

log = logging.getLogger("inspector.ui")

_tasks: set[asyncio.Task[Any]] = set()


def spawn(coro: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
    """Run `coro` as a task that is kept until it ends and whose exception is reported."""
    task = asyncio.get_running_loop().create_task(coro, name=name)
    _tasks.add(task)
    task.add_done_callback(_ended)
    return task


def _ended(task: asyncio.Task[Any]) -> None:
    _tasks.discard(task)
    if not task.cancelled() and (error := task.exception()) is not None:
        task.get_loop().call_exception_handler(
            {"message": f"{task.get_name()} failed", "exception": error, "task": task}
        )


async def cancel_all(but: Collection[asyncio.Task[Any] | None] = ()) -> None:
    """Cancel every task that `spawn` started, but for the caller's own and those in `but`, and wait
    for their ends."""
    tasks = _tasks - {asyncio.current_task(), *but}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def ask(dialog: QDialog) -> int:
    """Show `dialog` without a nested event loop and wait for its result.

    `exec()` inside a coroutine kills other tasks for good, so no dialog of ours uses it.
    """
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def on_finished(result: int) -> None:
        if not answer.done():
            answer.set_result(result)

    dialog.finished.connect(on_finished)
    dialog.open()
    try:
        return await answer
    finally:
        dialog.deleteLater()


def report_crashes_to(handler: Callable[[str, BaseException], None]) -> Callable[[], None]:
    """Route what nobody caught to `handler(where, exception)`; returns the way back.

    Exceptions in slots and in overridden Qt functions arrive at `sys.excepthook`, those of tasks
    and callbacks at the loop's exception handler, those of threads at `threading.excepthook`.
    """

    def on_exception(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        log.critical("unexpected error", exc_info=(kind, error, trace))
        handler("the window", error)

    def on_loop_error(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception") or RuntimeError(context["message"])
        log.critical("%s", context["message"], exc_info=error)
        handler(context["message"], error)

    def on_thread_error(args: threading.ExceptHookArgs) -> None:
        if (error := args.exc_value) is not None:
            name = args.thread.name if args.thread else "a thread"
            log.critical("unexpected error in %s", name, exc_info=error)
            if not loop.is_closed():
                loop.call_soon_threadsafe(handler, name, error)

    loop = asyncio.get_running_loop()
    before = sys.excepthook, loop.get_exception_handler(), threading.excepthook
    sys.excepthook = on_exception
    loop.set_exception_handler(on_loop_error)
    threading.excepthook = on_thread_error

    def restore() -> None:
        sys.excepthook = before[0]
        loop.set_exception_handler(before[1])
        threading.excepthook = before[2]

    return restore


__all__ = ["QEventLoop", "ask", "cancel_all", "report_crashes_to", "spawn"]
