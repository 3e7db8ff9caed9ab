"""Who is told what happens while a WebSocket is opened."""

from collections.abc import Callable
from typing import NamedTuple

from inspector.events import HttpRequest, HttpResponse, Phase
from inspector.wire.opening.opened import Opened


class Observer(NamedTuple):
    """Called on the loop, in the order of the wire."""

    dialling: Callable[[str], None]
    """A connection to this URL is about to be opened: the first, or the target of a redirect."""
    phase: Callable[[Phase], None]
    """A phase of dialling ended."""
    requested: Callable[[HttpRequest], None]
    responded: Callable[[HttpResponse], None]
    """An answer came, or as much of it as ever will."""
    opened: Callable[[Opened], None]
    """It is open. Called while its first bytes are being read, so that frames right behind the
    answer are acted on before TLS reports the end of the stream."""
