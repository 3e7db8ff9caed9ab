"""What a WebSocket raises beside ValueError and TypeError."""

from inspector.events import Problem


class ConnectionFailed(Exception):  # noqa: N818 - named as what it tells
    """The connection could not be opened, or was lost."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class NotOpenError(ConnectionError):
    """Nothing can be sent: the connection is not open, or no longer."""
