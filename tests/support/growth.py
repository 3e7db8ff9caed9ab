"""How much memory a process takes to record what a server sends.

    python -m tests.support.growth URL FOLDER

connects twice: what the first connection takes (imports, caches) does not count. Prints the bytes
by which the second one raised the process's peak.
"""

import asyncio
import resource
import sys
from pathlib import Path

from inspector.recording import Recording
from inspector.session import Session


def peak() -> int:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


async def record(url: str, path: Path) -> None:
    session = Session(Recording.create(path), url=url)
    await session.connect()
    assert session.websocket is not None
    await session.websocket.wait_closed()
    await session.shutdown()


def main(url: str, folder: str) -> None:
    asyncio.run(record(url, Path(folder) / "before.wsrec"))
    before = peak()
    asyncio.run(record(url, Path(folder) / "measured.wsrec"))
    print(peak() - before)


if __name__ == "__main__":
    main(*sys.argv[1:])
