"""The ways in which the opening handshake fails, each with its facts.

`opening_failures.py` has the words for people.
"""

from inspector.events import HttpResponse


class OpeningError(Exception):
    """The server did not open the WebSocket; the message says why in short."""


class OpenTimeoutError(OpeningError):
    """Dialling and handshake together took longer than they may."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"not open within {seconds:g} s")
        self.seconds = seconds


class NoAnswerError(OpeningError):
    """The connection ended before the server had answered."""

    def __init__(self, error: Exception | None) -> None:
        super().__init__("the connection ended before an answer" + (f": {error}" if error else ""))
        self.error = error
        """What broke the connection; None if the server ended it in order."""


class BadAnswerError(OpeningError):
    """What came is no HTTP answer, or not a whole one."""

    def __init__(self, answer: HttpResponse) -> None:
        super().__init__("the answer is not well-formed HTTP")
        self.answer = answer


class InterimOnlyError(OpeningError):
    """Informational answers (1xx) came, and more of them than anybody needs, or no final one."""

    def __init__(self, last: int) -> None:
        super().__init__(f"no final answer after {last}")
        self.last = last
        """The status of the last one."""


class RefusedError(OpeningError):
    """The server answered with another status than 101."""

    def __init__(self, answer: HttpResponse) -> None:
        super().__init__(f"the server answered {answer.status}")
        self.answer = answer


class WrongAnswerError(OpeningError):
    """The server answered 101, and not as RFC 6455 section 4.2.2 demands."""

    def __init__(self, answer: HttpResponse, violations: list[str]) -> None:
        super().__init__("; ".join(violations))
        self.answer = answer
        self.violations = violations
        """Each rule that the answer breaks, as a clause for a person."""


class RedirectError(OpeningError):
    """A redirect that is not followed."""


class RedirectUrlError(RedirectError):
    """The target is no URL of a WebSocket."""

    def __init__(self, location: str, why: str) -> None:
        super().__init__(why)
        self.location = location


class InsecureRedirectError(RedirectError):
    """The target gives up TLS."""

    def __init__(self, target: str) -> None:
        super().__init__(f"from TLS to {target}")
        self.target = target


class TooManyRedirectsError(RedirectError):
    """More redirects than allowed."""

    def __init__(self, most: int, target: str) -> None:
        super().__init__(f"more than {most}, the last one to {target}")
        self.most = most
        self.target = target
