"""How to connect: options declared once, and what is made from their declarations."""

from inspector.wire.options.connect_options import HANDSHAKE, OPTIONS, ConnectOptions
from inspector.wire.options.forms import facts, on_top, summary, with_values
from inspector.wire.options.option import Option

__all__ = [
    "HANDSHAKE",
    "OPTIONS",
    "ConnectOptions",
    "Option",
    "facts",
    "on_top",
    "summary",
    "with_values",
]
