"""Deflating the messages that go out with permessage-deflate (RFC 7692 section 7.2.1)."""

import zlib

_TAIL = b"\x00\x00\xff\xff"
"""The end of every compressed message, which is left out."""
_LEAST_WINDOW_BITS = 9
"""zlib has no smaller window in raw DEFLATE. It refers back by at most the window less 262 bytes,
here 250, which a window of 8 bits (256 bytes) holds as well."""


class Deflater:
    """The compressor of what we send; `client_...` parameters (section 7.1) are for it."""

    def __init__(self, *, no_context_takeover: bool, window_bits: int) -> None:
        self._takeover = not no_context_takeover
        self._window_bits = max(window_bits, _LEAST_WINDOW_BITS)
        self._zlib = self._begin_context()

    def deflate(self, payload: bytes, *, fin: bool) -> bytes:
        """The wire payload of one frame of a message."""
        data = self._zlib.compress(payload) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
        if not fin:
            return data
        if not self._takeover:
            self._zlib = self._begin_context()
        return data.removesuffix(_TAIL)

    def _begin_context(self) -> "zlib._Compress":
        return zlib.compressobj(wbits=-self._window_bits, memLevel=5)
