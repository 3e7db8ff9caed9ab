"""Which rows of a recording the log lists: all of them, or those that match a filter."""

from inspector.filtering import Matches


class Listing:
    """The rows of a recording before `end`, or those of them that are in `matches`.

    The place of a row is how many listed rows come before it.
    """

    def __init__(self, end: int = 0, matches: Matches | None = None) -> None:
        self.end = end
        self.matches = matches

    def __len__(self) -> int:
        return self.place(self.end)

    def __contains__(self, row: int) -> bool:
        return 0 <= row < self.end and (self.matches is None or row in self.matches)

    def row(self, place: int) -> int:
        return place if self.matches is None else self.matches.row(place)

    def place(self, row: int) -> int:
        """Of a row that is not listed, that of the next one that is."""
        return row if self.matches is None else self.matches.index_of(row)

    def around(self, row: int, before: int, after: int) -> range:
        """What is worth reading at once: from the first to the last row that is listed among so
        many before `row`, which is listed itself, and so many from it on."""
        first = self.place(max(0, row - before))
        stop = min(self.place(row + after), len(self))
        return range(self.row(first), self.row(stop - 1) + 1)
