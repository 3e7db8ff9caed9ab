"""`--screenshot`: the real window, rendered to a PNG."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector.ui.main_window import MainWindow


async def take_screenshot(window: "MainWindow", path: Path, after: float) -> None:
    """After `after` seconds open a message as a person would, and render the window to `path`.

    Raises OSError where the file cannot be written.
    """
    await asyncio.sleep(after)
    window.tabs.current.show_something()
    await asyncio.sleep(0.3)
    if not window.grab().save(str(path), "PNG"):
        raise OSError(f"{path} could not be written: name a file in a folder you may write to")
