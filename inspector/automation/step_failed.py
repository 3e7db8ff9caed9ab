"""How a step says that it failed."""


class StepFailedError(Exception):
    """A step did not do what it should. Says why, for a person."""
