"""The checks of the conftest files: what a test leaves behind fails it, and nothing else does."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent

SLOPPY = """
import asyncio, logging, socket, threading, warnings
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from tests.support import leaks

kept = []
leaks.GRACE = 0.2

def test_clean(caplog, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    with caplog.at_level(logging.WARNING, logger="library"):
        logging.getLogger("library.part").warning("announced")

async def test_clean_loop():
    loop = asyncio.get_running_loop()
    assert type(loop).__module__.startswith("LOOP")
    loop.create_task(asyncio.sleep(0.001))

def test_bad_log_record():
    logging.getLogger("library").warning("surprise")

def test_bad_log_level(caplog):
    with caplog.at_level(logging.WARNING):
        logging.getLogger("library").error("worse than announced")

def test_bad_thread():
    threading.Thread(target=threading.Event().wait, args=(5,), daemon=True).start()

def test_bad_socket():
    kept.append(socket.create_server(("127.0.0.1", 0)))

def test_bad_forgotten_socket():
    ring = [socket.create_server(("127.0.0.1", 0))]
    ring.append(ring)

def test_bad_warning():
    warnings.warn("old")

async def test_bad_task():
    kept.append(asyncio.get_running_loop().create_task(asyncio.sleep(60)))

async def test_bad_callback():
    asyncio.get_running_loop().call_soon(lambda: 1 / 0)
    await asyncio.sleep(0.001)

def test_bad_slot(qtbot):
    timer = QTimer()
    timer.timeout.connect(lambda: 1 / 0)
    with qtbot.waitSignal(timer.timeout):
        timer.start(0)
"""
SLOPPY_WINDOW = """
def test_bad_window():
    kept.append(QWidget())
"""


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        (".", SLOPPY.replace("LOOP", "asyncio.")),
        ("ui", SLOPPY.replace("LOOP", "qasync") + SLOPPY_WINDOW),
    ],
    ids=["standard loop", "Qt loop"],
)
def test_what_is_left_behind_fails_the_test(tmp_path: Path, folder: str, program: str) -> None:
    for name in ("conftest.py", "ui/conftest.py", "support", "../pyproject.toml"):
        target = tmp_path / "tests" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (TESTS / name).is_dir() else shutil.copy
        copy(TESTS / name, target)
    sloppy = tmp_path / "tests" / folder / "test_sloppy.py"
    sloppy.write_text(program, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "-p", "no:cacheprovider", str(sloppy)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    names = set(re.findall(r"def (test_\w+)", program))
    failed = set(re.findall(r"(?m)^(?:FAILED|ERROR) .*::(\w+)", done.stdout))
    passed = set(re.findall(r"(?m)^PASSED .*::(\w+)", done.stdout)) - failed
    assert passed == {"test_clean", "test_clean_loop"}, done.stdout
    assert failed == names - passed
