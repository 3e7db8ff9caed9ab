"""The options of a connection, in a panel that nobody has to open."""

from inspector.ui.options.panel import OptionsPanel

__all__ = ["OptionsPanel"]
