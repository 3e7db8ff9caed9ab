"""What can be wrong with a match, said so that a person knows what to do."""


class MatchError(ValueError):
    """A match cannot be used."""

    def __init__(self, message: str, field: str, position: int | None = None) -> None:
        super().__init__(message)
        self.field = field
        """Of the `Match` or `SetVariable`: `regex` or `json_path`."""
        self.position = position
        """The character at fault in what was written there, from 0, where there is one."""


class GaveUpError(Exception):
    """A message could not be judged: too large, too deep, too slow. Says which, for a person."""
