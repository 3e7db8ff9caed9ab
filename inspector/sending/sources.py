"""Where the bytes of fragments come from: memory, or a file that is read while it is sent."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO, Protocol

BLOCK = 64 * 1024
"""Bytes of a file that are read at once; a file of no more goes out in one frame."""


class Source(Protocol):
    size: int
    """Bytes, all in all."""

    async def read(self, size: int) -> bytes:
        """The next `size` bytes; fewer where there are no more."""

    def rest_of_character(self) -> bytes:
        """What a text that ends here lacks to be UTF-8."""


class MemorySource:
    def __init__(self, data: bytes) -> None:
        self.size = len(data)
        self._data = data
        self._at = 0

    async def read(self, size: int) -> bytes:
        begin, self._at = self._at, self._at + size
        return self._data[begin : self._at]

    def rest_of_character(self) -> bytes:
        end = self._at
        while end < len(self._data) and self._data[end] & 0xC0 == 0x80:
            end += 1
        return self._data[self._at : end]


class FileSource:
    """The bytes that a file had when it was opened, as far as it still has them."""

    def __init__(self, file: BinaryIO) -> None:
        self.size = os.fstat(file.fileno()).st_size
        self._file = file
        self._block = memoryview(b"")
        self._unread = self.size
        """What grows after it was opened is not read: that might never end."""

    async def read(self, size: int) -> bytes:
        pieces: list[bytes] = []
        while size:
            if not self._block:
                most = min(max(size, BLOCK), self._unread)
                self._block = memoryview(await asyncio.to_thread(self._file.read, most))
                self._unread -= len(self._block)
                if not self._block:
                    break
            pieces.append(bytes(self._block[:size]))
            self._block = self._block[size:]
            size -= len(pieces[-1])
        return b"".join(pieces)

    def rest_of_character(self) -> bytes:
        return b""  # a file is binary


@contextlib.asynccontextmanager
async def open_file(path: Path) -> AsyncIterator[FileSource]:
    """Read `path`, never on the loop's thread. Raises OSError."""
    file = await asyncio.to_thread(path.open, "rb")
    try:
        yield FileSource(file)
    finally:
        await asyncio.to_thread(file.close)  # waits for a reading that was given up
