"""What is wrong with an expression, and where."""


class FilterError(ValueError):
    """An expression that means nothing: says what is wrong at which place, and what is allowed."""

    def __init__(self, message: str, start: int, length: int) -> None:
        super().__init__(message)
        self.message = message
        """One or two sentences for a person."""
        self.start = start
        """Where the mistake begins in the expression, in characters from 0."""
        self.length = length
        """How many characters it takes; 0 where something is missing."""

    def moved(self, by: int) -> "FilterError":
        """The same, of a text that stands `by` characters further on in the expression."""
        return FilterError(self.message, self.start + by, self.length)
