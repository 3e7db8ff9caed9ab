"""Whether the text of a message is UTF-8, told as soon as its bytes tell (RFC 6455 section 8.1)."""

import codecs


class Utf8Check:
    """Checks one message, piece by piece."""

    __slots__ = ("_broken", "_pending", "_position")

    def __init__(self) -> None:
        self._pending = b""
        """The beginning of a character, of which more is to come,"""
        self._position = 0
        """and where in the text it is."""
        self._broken = False

    def feed(self, piece: bytes, *, final: bool) -> str:
        """Take the next piece, `final` if it is the last; what is wrong with it, as a sentence.

        A message is found wrong once: what follows is not looked at.
        """
        if piece.isascii() and not self._pending:  # the usual case, at a fraction of the cost
            self._position += len(piece)
            return ""
        if self._broken:
            return ""
        data = self._pending + piece if self._pending else piece
        try:
            taken = codecs.utf_8_decode(data, "strict", final)[1]
        except UnicodeDecodeError as error:
            return self._break(error.start, error.reason)
        pending = data[taken:]
        if pending[:1] == b"\xed" and pending[1:2] >= b"\xa0":
            # Half of a surrogate pair; Python waits for its third byte before it refuses it.
            return self._break(taken, "invalid continuation byte")
        self._pending = pending
        self._position += taken
        return ""

    def accepts(self, piece: bytes) -> bool:
        """Take a piece that is not the last if nothing is wrong with it; else it is as if it had
        not been seen."""
        before = self._pending, self._position, self._broken
        if not self.feed(piece, final=False):
            return True
        self._pending, self._position, self._broken = before
        return False

    def _break(self, start: int, reason: str) -> str:
        self._broken = True
        at = self._position + start
        return f"the text is not UTF-8 at byte {at}, {reason} (RFC 6455 section 8.1)"
