"""A server that sends the same flood to whoever connects, as fast as the socket takes it."""

import json
import socket
import sys

from tests.benchmarks.floods import Flood
from tests.benchmarks.programs.raw_server import await_close, handshake, serve

_AT_ONCE = 1 << 16
"""Frames in one call, at most."""


def main(frames: int, size: int, deflate: bool = False) -> None:
    flood = Flood(frames, size, deflate=deflate)

    def talk(connection: socket.socket) -> None:
        handshake(connection, deflate=deflate)
        for _, piece in flood.pieces(_AT_ONCE):
            connection.sendall(piece)
        await_close(connection)

    serve(talk)


if __name__ == "__main__":
    main(**json.loads(sys.argv[1]))
