"""The demo server: every kind of WebSocket traffic on loopback, with no network and no account."""

from inspector.demo.server import DemoServer

__all__ = ["DemoServer"]
