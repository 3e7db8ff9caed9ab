"""A server that sends the same flood to whoever connects, as fast as the socket takes it.

`python -m tests.benchmarks.flood_server FRAMES SIZE` prints its URL and serves until its standard
input ends. Raw sockets and frames made beforehand: nothing here is slower than what is measured.
"""

import base64
import hashlib
import re
import socket
import struct
import sys
import threading

HEAD = b'{"seq":%d,"pad":"'
"""How the text of each frame begins, with its number, counted from 1."""

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def payload(number: int, size: int) -> bytes:
    """The text of the frame `number`: a JSON object of `size` bytes."""
    head = HEAD % number
    return head + b"x" * (size - len(head) - 2) + b'"}'


def frame(text: bytes) -> bytes:
    """`text` as one unmasked text frame (RFC 6455 section 5.2)."""
    size = len(text)
    if size < 126:
        return struct.pack("!BB", 0x81, size) + text
    if size < 1 << 16:
        return struct.pack("!BBH", 0x81, 126, size) + text
    return struct.pack("!BBQ", 0x81, 127, size) + text


def handshake(connection: socket.socket) -> None:
    """Answer the opening request with 101 and no extension (RFC 6455 section 4.2.2)."""
    request = b""
    while b"\r\n\r\n" not in request:
        request += connection.recv(4096)
    key = re.search(rb"(?i)\r\nsec-websocket-key: *(\S+)", request)[1]
    accept = base64.b64encode(hashlib.sha1(key + _GUID).digest())
    connection.sendall(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
    )


def serve(connection: socket.socket, flood: bytes) -> None:
    """Send the flood, answer whatever comes (it can only be a Close) with a Close, and leave."""
    with connection:
        try:
            handshake(connection)
            connection.sendall(flood)
            if connection.recv(4096):
                connection.sendall(b"\x88\x02\x03\xe8")
        except ConnectionError:
            pass  # a client that has seen enough


def main(frames: int, size: int) -> None:
    flood = b"".join(frame(payload(number, size)) for number in range(1, frames + 1))
    listener = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"ws://127.0.0.1:{listener.getsockname()[1]}/\n")
    sys.stdout.flush()

    def accept() -> None:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=serve, args=(connection, flood), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
