"""Where the body of an HTTP/1.1 answer ends (RFC 9112 section 6.3)."""

from inspector.events import HttpResponse

_NO_BODY = (204, 304)
_LONGEST_SIZE_LINE = 4096


class BodyEnd:
    """Follows the bytes behind a head, to know when nothing more belongs to the answer."""

    def __init__(self, head: HttpResponse) -> None:
        fields = {name.lower(): value.strip() for name, value in head.headers}
        length = fields.get("content-length", "")
        self._left: int | None = None
        """Bytes until the end, or until the next chunk's size; None if only the end of the
        stream ends the body."""
        self._chunked = fields.get("transfer-encoding", "").lower().endswith("chunked")
        self._line = b""
        self._in_trailer = False
        if head.status in _NO_BODY:
            self._chunked, self._left = False, 0
        elif self._chunked:
            self._left = 0
        elif "transfer-encoding" not in fields and length.isascii() and length.isdigit():
            self._left = int(length[:20])

    def feed(self, data: bytes) -> bool:
        """Whether the body ends with `data`."""
        if self._left is None:
            return False
        if not self._chunked:
            self._left -= len(data)
            return self._left <= 0
        return self._feed_chunks(data)

    def _feed_chunks(self, data: bytes) -> bool:
        assert self._left is not None
        position = 0
        while position < len(data):
            if self._left:
                step = min(self._left, len(data) - position)
                self._left -= step
                position += step
                continue
            newline = data.find(b"\n", position)
            if newline < 0:
                self._line = (self._line + data[position:])[:_LONGEST_SIZE_LINE]
                return False
            line = (self._line + data[position:newline]).strip()
            self._line = b""
            position = newline + 1
            if self._in_trailer:
                if not line:
                    return True
            elif not self._begin_chunk(line):
                self._left = None
                return False
        return False

    def _begin_chunk(self, line: bytes) -> bool:
        """Read the size of the next chunk; False if there is none in `line`."""
        if not line:
            return True  # the end of the chunk before
        try:
            size = int(line.split(b";")[0][:16], 16)
        except ValueError:
            return False
        self._in_trailer = not size
        self._left = size
        return True
