"""How long patterns may take: what a person types can take for ever, and must not."""

_AT_FIRST_S = 3.0
_PER_MESSAGE_S = 20e-6
_PER_BYTE_S = 100e-9
"""Some ten times what ordinary patterns take, so that nobody meets it who did not ask for it."""

MESSAGE_S = 0.5
"""The longest that a pattern may look at one message."""


class TooSlowError(Exception):
    """A pattern takes longer than anybody would wait. Its text is for a person."""


class Patience:
    """Time that is granted for what is looked at, and spent."""

    def __init__(self) -> None:
        self._left = _AT_FIRST_S

    def spend(self, seconds: float, messages: int, size: int, pattern: str) -> None:
        """`pattern` looked at `messages` of together `size` bytes. `TooSlowError` where that was
        too slow for too long."""
        grant = messages * _PER_MESSAGE_S + size * _PER_BYTE_S
        self._left = min(_AT_FIRST_S, self._left + grant - seconds)
        if self._left < 0:
            raise TooSlowError(
                f"The pattern {pattern} takes too long, so the filter stopped here. Make it "
                "simpler: repetitions inside repetitions, such as (a+)+, are what takes time."
            )
