"""Is the text of a message UTF-8, told as soon as its bytes tell (RFC 6455 section 8.1)."""

import codecs

_Decoder = codecs.getincrementaldecoder("utf-8")


class Utf8Check:
    """Checks one message, piece by piece."""

    def __init__(self) -> None:
        self._decoder = _Decoder()
        self._position = 0
        self._broken = False

    def feed(self, piece: bytes, *, final: bool) -> str:
        """Take the next piece, `final` if it is the last; what is wrong with it, as a sentence.

        A message is found wrong once: what follows is not looked at.
        """
        if self._broken:
            return ""
        pending = self._decoder.getstate()[0]
        try:
            self._decoder.decode(piece, final)
        except UnicodeDecodeError as error:
            at = self._position - len(pending) + error.start
            return self._break(at, error.reason)
        self._position += len(piece)
        pending = self._decoder.getstate()[0]
        if pending[:1] == b"\xed" and pending[1:2] >= b"\xa0":
            # A surrogate, which Python's decoder refuses only when its third byte is here.
            return self._break(self._position - 2, "invalid continuation byte")
        return ""

    def _break(self, position: int, reason: str) -> str:
        self._broken = True
        return f"byte {position} of the text is not UTF-8, {reason} (RFC 6455 section 8.1)"
