"""A server that sends stamped messages at a steady rate to each who connects."""

import json
import select
import socket
import sys
import time

from tests.benchmarks.floods import frame
from tests.benchmarks.programs.raw_server import await_close, handshake, serve

_STAMP = b'{"sent":%016d,"pad":"'
"""How each text begins: `time.monotonic_ns()`, the same clock in every process of a machine."""


def stamp_of(payload: bytes) -> int:
    return int(payload[8:24])


def main(rate: float, size: int) -> None:
    padding = b"x" * (size - len(_STAMP % 0) - 2) + b'"}'

    def talk(connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
        handshake(connection)
        due = time.monotonic()
        while True:
            due += 1 / rate  # of the message before, not of now: so the rate holds
            wait = max(0.0, due - time.monotonic())
            if select.select([connection], [], [], wait)[0]:
                await_close(connection)
                return
            connection.sendall(frame(_STAMP % time.monotonic_ns() + padding))

    serve(talk)


if __name__ == "__main__":
    main(**json.loads(sys.argv[1]))
