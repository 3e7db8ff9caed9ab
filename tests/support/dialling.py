"""What tests of dialling look at: listeners that accept nothing, and the sockets that are open."""

import contextlib
import socket
from collections.abc import Iterator

from inspector.events import Phase
from inspector.wire.dialling.phases import Phases
from inspector.wire.dialling.resolve import Address
from tests.support.leaks import open_connections


@contextlib.contextmanager
def listeners(count: int) -> Iterator[list[Address]]:
    """The addresses of so many listeners, whose connections the system alone accepts."""
    with contextlib.ExitStack() as stack:
        sockets = [
            stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=50))
            for _ in range(count)
        ]
        yield [address_of(each.getsockname()[1]) for each in sockets]


def address_of(port: int, host: str = "127.0.0.1") -> Address:
    return Address(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, (host, port))


def closed_port() -> int:
    """A port of this machine at which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class OpenSockets:
    """Counts the sockets that were opened since it was made and are still open."""

    def __init__(self) -> None:
        self._before = open_connections()

    def count(self) -> int:
        return len(open_connections() - self._before)


class Told(list[Phase]):
    """The phases that were reported."""

    def __init__(self) -> None:
        super().__init__()
        self.phases = Phases(self.append)

    def summary(self) -> list[tuple[str, str, str]]:
        """Name, detail and error of each."""
        return [(phase.name, phase.detail, phase.error) for phase in self]
