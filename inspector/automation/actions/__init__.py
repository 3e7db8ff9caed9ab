"""The actions of rules: a file each, with its fields, what it does and how it is told.

A new one is a file with an `Action` in it, and a line here.
"""

from inspector.automation.actions.action import Action
from inspector.automation.actions.close import CloseConnection
from inspector.automation.actions.mark import Mark
from inspector.automation.actions.notify import Notify
from inspector.automation.actions.pause import Pause
from inspector.automation.actions.ping import Ping
from inspector.automation.actions.reply import Reply
from inspector.automation.actions.set_variable import SetVariable
from inspector.automation.actions.stop import Stop

ACTIONS: tuple[type[Action], ...] = (
    SetVariable,
    Reply,
    Ping,
    Mark,
    Notify,
    Pause,
    Stop,
    CloseConnection,
)
"""In the order in which the window offers them."""

__all__ = [
    "ACTIONS",
    "Action",
    "CloseConnection",
    "Mark",
    "Notify",
    "Pause",
    "Ping",
    "Reply",
    "SetVariable",
    "Stop",
]
