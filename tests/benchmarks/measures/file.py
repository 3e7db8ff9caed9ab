"""How large a recording is on disk, beside the bytes that crossed the wire."""

import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import recordings
from tests.benchmarks.figures import Figure, Peer, Result, at_most, significant
from tests.benchmarks.floods import Flood


class Settings(NamedTuple):
    frames: int = 1_000_000
    size: int = 100


FULL = (Settings(),)
QUICK = (Settings(20_000),)


def run(settings: Settings) -> Result:
    flood = Flood(*settings)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "flood.wsrec")
        recordings.make(path, flood)
        on_disk = path.stat().st_size
    on_wire = sum(len(wire) for _, wire in flood.pieces(1 << 16))
    each, sent = (significant(total / settings.frames) for total in (on_disk, on_wire))
    figure = Figure(
        f"file size a frame of {settings.size:,} B, closed",
        each,
        "B",
        at_most(1.5 * sent),
        (Peer("header and payload on the wire", sent, "B"),),
    )
    return Result([figure], [{"on_disk_bytes": on_disk, "on_wire_bytes": on_wire}])
