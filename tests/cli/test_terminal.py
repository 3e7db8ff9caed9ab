"""What a person at a terminal sees."""

import asyncio
import io
import signal

import pytest

from inspector.cli.terminal import Progress, bar, until_interrupted


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_one_line_written_over(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    progress = Progress()
    progress.show("a long line")
    progress.show("short")
    progress.end()
    progress.end()
    assert terminal.getvalue() == "\ra long line\rshort      \n"


def test_no_progress_where_nobody_watches(capsys):
    progress = Progress()
    progress.show("10 %")
    progress.end()
    assert capsys.readouterr() == ("", "")


def test_bar():
    assert bar(0, 10) == "[....................]   0%"
    assert bar(7, 20) == "[#######.............]  35%"
    assert bar(0, 0) == "[####################] 100%"


async def test_the_first_signal_cancels_and_the_second_finds_the_old_handler():
    before = signal.getsignal(signal.SIGINT)
    cancelled = asyncio.Event()

    async def work() -> None:
        signal.raise_signal(signal.SIGINT)
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()
            assert signal.getsignal(signal.SIGINT) is before

    await until_interrupted(work())
    assert cancelled.is_set()


async def test_without_a_signal_it_runs_to_its_end():
    before = signal.getsignal(signal.SIGTERM)
    await until_interrupted(asyncio.sleep(0))
    assert signal.getsignal(signal.SIGTERM) is before


async def test_what_the_work_raises_arrives():
    async def work() -> None:
        raise OSError("disk full")

    with pytest.raises(ExceptionGroup, match="unhandled") as caught:
        await until_interrupted(work())
    assert caught.group_contains(OSError, match="disk full")
