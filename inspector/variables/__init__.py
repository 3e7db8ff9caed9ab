"""`{{name}}` in what a person wrote: found, looked up, put in its place."""

from inspector.variables.built_ins import BUILT_INS, BuiltIn
from inspector.variables.draw import Counters, Draw
from inspector.variables.help import HelpRow, help_rows
from inspector.variables.render import render
from inspector.variables.rendered import Rendered, UnknownVariable, Use
from inspector.variables.scope import MASK, Found, Scope, Scopes
from inspector.variables.syntax import escape, name_problem, unrendered
from inspector.variables.values import Scalar

__all__ = [
    "BUILT_INS",
    "MASK",
    "BuiltIn",
    "Counters",
    "Draw",
    "Found",
    "HelpRow",
    "Rendered",
    "Scalar",
    "Scope",
    "Scopes",
    "UnknownVariable",
    "Use",
    "escape",
    "help_rows",
    "name_problem",
    "render",
    "unrendered",
]
