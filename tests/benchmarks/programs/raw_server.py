"""What the servers here share: raw sockets, so that nothing is slower than what is measured."""

import base64
import contextlib
import hashlib
import re
import socket
import sys
import threading
from collections.abc import Callable

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_CLOSE = b"\x88\x02\x03\xe8"


def handshake(connection: socket.socket, *, deflate: bool = False) -> None:
    """Answer the opening request with 101 (RFC 6455 section 4.2.2)."""
    request = b""
    while b"\r\n\r\n" not in request:
        request += connection.recv(4096)
    key = re.search(rb"(?i)\r\nsec-websocket-key: *(\S+)", request)
    assert key is not None
    accept = base64.b64encode(hashlib.sha1(key[1] + _GUID).digest())
    extension = b"Sec-WebSocket-Extensions: permessage-deflate\r\n" if deflate else b""
    connection.sendall(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + extension
        + b"Sec-WebSocket-Accept: "
        + accept
        + b"\r\n\r\n"
    )


def await_close(connection: socket.socket) -> None:
    """Answer whatever comes, which can only be a Close, with a Close."""
    if connection.recv(4096):
        connection.sendall(_CLOSE)


def serve(talk: Callable[[socket.socket], None]) -> None:
    """Print the URL; `talk` to everyone who connects, until standard input ends."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    sys.stdout.write(f"ws://127.0.0.1:{listener.getsockname()[1]}/\n")
    sys.stdout.flush()

    def meet(connection: socket.socket) -> None:
        # A client that has seen enough leaves without a word.
        with connection, contextlib.suppress(ConnectionError):
            talk(connection)

    def accept() -> None:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=meet, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    sys.stdin.read()
