"""What was sent before, to be taken up again: the Up and Down keys of a shell."""

from collections import deque

MAX_ENTRIES = 200
MAX_CHARACTERS = 16 * 1024 * 1024
"""Of all entries together, so that large messages do not stay in memory for ever."""

Entry = tuple[str, str]
"""Kind and content."""


class Recall:
    """The entries that were sent, and a place among them; after the newest comes the draft."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=MAX_ENTRIES)
        self._back = 0
        """How many entries before the draft; 0 is the draft itself."""
        self._draft: Entry = "", ""

    def add(self, entry: Entry) -> None:
        """Remember `entry` as the newest, and return to the draft. Once, when sent repeatedly."""
        self._back = 0
        if self._entries and self._entries[-1] == entry:
            return
        self._entries.append(entry)
        while sum(len(content) for _, content in self._entries) > MAX_CHARACTERS:
            self._entries.popleft()

    def older(self, current: Entry) -> Entry | None:
        """The entry before the present one; None at the oldest.

        `current` is what is there now: what a person typed is kept as the draft.
        """
        self._keep(current)
        if self._back == 0 and self._entries and self._entries[-1] == current:
            self._back = 1  # what was just sent is still there, and not what one looks for
        if self._back == len(self._entries):
            return None
        self._back += 1
        return self._entries[-self._back]

    def newer(self, current: Entry) -> Entry | None:
        """The entry after the present one, the draft at last; None at the draft."""
        if self._back == 0:
            return None
        self._keep(current)
        self._back -= 1
        return self._entries[-self._back] if self._back else self._draft

    def _keep(self, current: Entry) -> None:
        if self._back == 0 or current != self._entries[-self._back]:
            self._draft = current
