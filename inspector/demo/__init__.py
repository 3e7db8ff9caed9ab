"""The demo server: every kind of WebSocket traffic on loopback, with no network and no account."""

from typing import TYPE_CHECKING, Any

from inspector.demo.paths import PATHS

if TYPE_CHECKING:
    from inspector.demo.server import DemoServer

__all__ = ["PATHS", "DemoServer"]


def __getattr__(name: str) -> Any:
    """`DemoServer` with its first use: the window shows the paths before it needs a server."""
    if name != "DemoServer":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from inspector.demo.server import DemoServer

    return DemoServer
