"""Where the library lives."""

from pathlib import Path

import platformdirs


def library_folder() -> Path:
    """The user's data folder for WebSocket Inspector; need not exist yet.

    The data folder and not the configuration's: templates and endpoints are documents that a
    person writes, keeps and shares, and removing the settings of a program must not take them.
    """
    return Path(platformdirs.user_data_dir("websocket-inspector", appauthor=False))
