"""What every test must leave behind: nothing.

A test fails that logs a warning which it did not announce, leaves a task, thread or TCP connection
behind, or lets an exception reach the event loop. pyproject.toml makes Python's warnings errors.
"""

import asyncio
import gc
import itertools
import os
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings

from tests.support import leaks
from tests.support.leaks import LoopErrors, open_connections, running_threads, unfinished
from tests.support.log_check import UnannouncedRecords

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# No test asks, or fills, the machine's own store of passwords; nor does a program that it starts.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
# A shell without job control has its background jobs ignore SIGINT, and nohup SIGHUP. So would the
# programs that tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
# A program that a test starts compiles its modules once, and not at every start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# How long an example takes depends on the load of the machine and on which modules are compiled.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("any machine")
_numbers = itertools.count()


@pytest.fixture(autouse=True, scope="module")
def cheap_collections() -> None:
    """Make the garbage collection after each test cheap: what lives before the first one of a
    module, mostly what was imported, will not be garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test that leaves a thread or an open TCP socket."""
    # What the test before left to the collector, its event loop for one, must not be collected in a
    # thread that this test starts: Qt's timers belong to the main thread.
    gc.collect()
    threads, connections = running_threads(), open_connections()
    yield
    gc.collect()
    left = unfinished(running_threads() - threads)
    assert not left, f"{request.node.name} left threads running: {left}"
    leaked = open_connections() - connections
    assert not leaked, f"{request.node.name} left sockets open: {sorted(leaked)}"


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for this test's settings and recordings, so that none ever meets the user's own.

    Most tests keep nothing there, so it is there only once something is.
    """
    home = tmp_path_factory.getbasetemp() / f"own{next(_numbers)}"
    for variable, folder in (
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_CACHE_HOME", "cache"),
        ("WIN_PD_OVERRIDE_APPDATA", "roaming"),
        ("WIN_PD_OVERRIDE_LOCAL_APPDATA", "local"),
    ):
        monkeypatch.setenv(variable, str(home / folder))
    return home


@pytest.fixture(autouse=True)
def no_unannounced_log_records() -> Iterator[None]:
    """Fail the test that logs a warning or worse, unless `caplog.at_level` announced that level."""
    with UnannouncedRecords() as records:
        yield
    assert not records.messages, "logged, not announced with caplog.at_level: " + "; ".join(
        records.messages
    )


@pytest.fixture(autouse=True)
def checked_loop(request: pytest.FixtureRequest, nothing_left: None) -> None:
    """Check the event loop of tests that have one, before what is left of threads and sockets."""
    if pytest_asyncio.is_async_test(request.node):
        request.getfixturevalue("nothing_left_on_the_loop")


@pytest_asyncio.fixture
async def nothing_left_on_the_loop(request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """Fail the test that leaves a task, or an exception that nobody saw."""
    loop = asyncio.get_running_loop()
    errors = LoopErrors()
    loop.set_exception_handler(errors)
    yield
    gc.collect()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    pending = (await asyncio.wait(others, timeout=leaks.GRACE))[1] if others else set()
    await loop.shutdown_default_executor()  # its threads would end with the loop
    assert not pending, f"{request.node.name} left tasks pending: {pending}"
    assert not errors.messages, "reached the event loop: " + "; ".join(errors.messages)
