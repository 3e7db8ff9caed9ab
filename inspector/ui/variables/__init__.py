"""Variables while they are written: marked, offered, explained."""

from inspector.ui.variables.cells import install_in_column
from inspector.ui.variables.completer import VariableCompleter
from inspector.ui.variables.install import Installed, install
from inspector.ui.variables.marks import selections

__all__ = ["Installed", "VariableCompleter", "install", "install_in_column", "selections"]
