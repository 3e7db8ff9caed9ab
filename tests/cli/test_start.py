"""Ctrl-C before the program has come to what it was started for."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE

import pytest

SCRIPT = """
import importlib.abc, os, runpy, signal, sys

module = sys.argv.pop(1)

class Interrupt(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupt())
runpy.run_module("inspector", run_name="__main__")
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.parametrize(
    ("module", "code"),
    [("inspector.cli", -signal.SIGINT), ("inspector.cli.terminal", -signal.SIGINT),
     ("inspector.cli.demo_server", 130)],
)  # fmt: skip
async def test_ctrl_c_at_the_start_ends_without_a_traceback(module: str, code: int) -> None:
    command = (sys.executable, "-c", SCRIPT, module, "demo-server")
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE)
    out, err = await asyncio.wait_for(process.communicate(), 30)
    assert (process.returncode, out, err) == (code, b"", b"")
