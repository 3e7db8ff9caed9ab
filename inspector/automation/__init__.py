"""What happens by itself: rules answer what is received, scenarios run step by step.

Importing it hands the kinds of steps and actions to the library, which reads and writes them.
"""

from inspector.automation.actions import ACTIONS
from inspector.automation.steps import STEPS
from inspector.library.declared import register
from inspector.library.rule import AnyAction
from inspector.library.scenario import AnyStep

register(AnyAction, ACTIONS)
register(AnyStep, STEPS)
