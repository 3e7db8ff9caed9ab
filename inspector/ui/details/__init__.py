"""The detail pane: Message, Frames and Handshake of what is chosen in the log, Timeline and
Statistics of the session."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inspector.ui.details.pane import DetailPane

__all__ = ["DetailPane"]


def __getattr__(name: str) -> Any:
    """`DetailPane` with its first use: the composer, which is there from the start, shares some of
    its parts, and the rest takes long."""
    if name != "DetailPane":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from inspector.ui.details.pane import DetailPane

    return DetailPane
