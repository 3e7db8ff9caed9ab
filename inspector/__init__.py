"""WebSocket Inspector: connect to a WebSocket, watch every frame, send anything, keep it all."""

__version__ = "0.1.0"

from inspector.wire import ConnectOptions, WebSocket

__all__ = ["ConnectOptions", "WebSocket", "__version__"]
