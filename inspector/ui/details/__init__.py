"""The detail pane: Message, Frames and Handshake of what is chosen in the log, Timeline and
Statistics of the session."""

from inspector.ui.details.pane import DetailPane

__all__ = ["DetailPane"]
