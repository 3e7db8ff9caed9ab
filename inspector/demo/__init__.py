"""The demo server: every kind of WebSocket traffic on loopback, with no network and no account."""

from inspector.demo.paths import PATHS
from inspector.demo.server import DemoServer

__all__ = ["PATHS", "DemoServer"]
