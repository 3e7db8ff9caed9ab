"""The log: every event a row, read from the recording as it comes into view."""

from inspector.ui.log.view import LogView

__all__ = ["LogView"]
