"""WebSocket Inspector: connect to a WebSocket, watch every frame, send anything, keep it all."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from inspector.wire import ConnectOptions, WebSocket

__all__ = ["ConnectOptions", "WebSocket", "__version__"]


def __getattr__(name: str) -> Any:
    """What is imported with its first use only: `--version` needs no network."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from inspector import wire

    return getattr(wire, name)
