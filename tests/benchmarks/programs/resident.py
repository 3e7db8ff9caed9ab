"""The memory of this process."""

import os
import resource
from pathlib import Path


def resident_bytes() -> int:
    """Now where /proc tells it, else the highest so far."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return pages * os.sysconf("SC_PAGE_SIZE")
