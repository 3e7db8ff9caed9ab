"""What is known of one try to open a WebSocket: the evidence of a diagnosis."""

from dataclasses import dataclass, field

from inspector.events import HttpRequest, HttpResponse, Phase
from inspector.wire.dialling.endpoint import Endpoint


@dataclass(slots=True)
class Attempt:
    """One way to a server and what it brought so far; a redirect begins a new one."""

    url: str
    open_timeout: float
    """Seconds."""
    proxy: str | None = None
    phases: list[Phase] = field(default_factory=list)
    """The phases of dialling that ended, in that order."""
    request: HttpRequest | None = None
    """None until it is sent, which needs TCP, and TLS if the URL wants it."""
    response: HttpResponse | None = None
    """The answer as far as it came."""

    @property
    def host(self) -> str:
        """`host:port` of the server."""
        return str(Endpoint.of(self.url))
