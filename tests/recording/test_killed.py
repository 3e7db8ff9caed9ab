"""Programs that end in the middle of a capture: the file opens, no more than a moment is lost."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from inspector.events import Frame
from inspector.recording import Recording

RECORDER = """
import sys, time
from pathlib import Path
from inspector.events import Direction, Frame
from inspector.recording import Recording

at_once, pause_s = int(sys.argv[2]), float(sys.argv[3])
recording = Recording.create(Path(sys.argv[1]))
while True:
    if not recording.behind:
        frame = Frame(time.time_ns(), Direction.RECEIVED, b"\\x82\\x64", bytes(100))
        recording.append(1, [frame] * at_once)
        print(time.time_ns(), recording.count, flush=True)
        time.sleep(pause_s)
"""


_PATIENCE_S = 1.5
"""A quarter of a second is lost at most, and what a machine adds that has other things to do."""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
@pytest.mark.parametrize(
    ("at_once", "pause_s", "enough"),
    [(100, 0, 60_000), (1, 0.001, 400)],
    ids=["flood", "trickle"],
)
def test_a_killed_capture_loses_no_more_than_a_moment(
    tmp_path: Path, at_once: int, pause_s: float, enough: int
) -> None:
    path = tmp_path / "a.wsrec"
    command = [sys.executable, "-c", RECORDER, str(path), str(at_once), str(pause_s)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as recorder:
        assert recorder.stdout
        begun = time.monotonic()
        for line in recorder.stdout:
            killed_ns, appended = map(int, line.split())
            if appended > enough and time.monotonic() > begun + 2 * _PATIENCE_S:
                break
        recorder.send_signal(signal.SIGKILL)
    assert path.with_name("a.wsrec-journal").exists(), "it was not closed"

    with Recording.open(path) as recording:
        entries = list(recording.entries())
        assert [entry.seq for entry in entries] == list(range(1, recording.count + 1))
        assert recording.count > 0
        last = entries[-1].event
        assert isinstance(last, Frame)
        assert killed_ns - last.time_ns < _PATIENCE_S * 10**9
        assert recording.totals.frames_received == recording.row_count == recording.count
    assert list(tmp_path.iterdir()) == [path]


DYING = """
import sys
from pathlib import Path
from inspector.events import Direction, Frame
from inspector.recording import Recording

recording = Recording.create(Path(sys.argv[1]))
recording.append(1, [Frame(1, Direction.RECEIVED, b"\\x82\\x00", b"")])
recording.flush()
raise SystemExit(7)
"""


def test_a_program_that_does_not_close_its_recording_ends(tmp_path: Path) -> None:
    """The writer's thread does not keep it."""
    path = tmp_path / "a.wsrec"
    done = subprocess.run([sys.executable, "-c", DYING, str(path)], timeout=60, check=False)
    assert done.returncode == 7
    with Recording.open(path) as recording:
        assert recording.count == 1
