"""The detail pane: Message, Frames, Handshake and Timeline of what is chosen in the log."""

from inspector.ui.details.pane import DetailPane

__all__ = ["DetailPane"]
