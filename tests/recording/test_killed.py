"""SIGKILL in the middle of a capture: the file opens, and no more than a moment is lost."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.events import Frame
from inspector.recording import Recording

RECORDER = """
import sys, time
from pathlib import Path
from inspector.events import Direction, Frame
from inspector.recording import Recording

recording = Recording.create(Path(sys.argv[1]))
while True:
    if not recording.behind:
        recording.append(1, [
            Frame(time.time_ns(), Direction.RECEIVED, b"\\x82\\x64", bytes(100)) for _ in range(100)
        ])
        print(time.time_ns(), recording.count, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_a_killed_capture_loses_at_most_a_quarter_of_a_second(tmp_path: Path) -> None:
    path = tmp_path / "a.wsrec"
    command = [sys.executable, "-c", RECORDER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as recorder:
        assert recorder.stdout
        for line in recorder.stdout:
            killed_ns, committed = map(int, line.split())
            if committed > 20_000:
                break
        recorder.send_signal(signal.SIGKILL)
    assert path.with_name("a.wsrec-wal").exists(), "it was not closed"

    with Recording.open(path) as recording:
        entries = list(recording.entries())
        assert [entry.seq for entry in entries] == list(range(1, recording.count + 1))
        assert recording.count >= committed
        last = entries[-1].event
        assert isinstance(last, Frame)
        assert killed_ns - last.time_ns < 250_000_000
        assert recording.totals.frames_received == recording.row_count == recording.count
    assert list(tmp_path.iterdir()) == [path]
