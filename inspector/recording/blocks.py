"""The table `blocks`: parts of the bytes in it."""

import sqlite3
from collections import OrderedDict
from typing import Literal

from inspector.recording.errors import senseless

Column = Literal["wire", "decoded"]

_SIZES = """SELECT length(wire), coalesce(length(decoded), 0) FROM blocks
    WHERE first = ? AND typeof(wire) = 'blob' AND typeof(decoded) IN ('blob', 'null')"""
_WHOLE = "SELECT wire, coalesce(decoded, x'') FROM blocks WHERE first = ?"

_SMALL = 4 * 1024 * 1024
"""Bytes of a block up to which it is read whole, and kept for the runs around."""
_KEPT = 4
"""Blocks that are kept."""


class Blocks:
    """Reads them for one thread, and keeps those that it read last."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._kept: OrderedDict[int, dict[Column, bytes]] = OrderedDict()

    def part(self, seq: int, block: int, column: Column, position: int, size: int) -> bytes:
        """Of the event `seq`: the bytes `position` to `position + size` of a column of `block`."""
        if block in self._kept:
            self._kept.move_to_end(block)
            found = self._kept[block][column][position : position + size]
            if len(found) != size:
                raise senseless(seq)
            return found
        sizes = self._connection.execute(_SIZES, (block,)).fetchone()
        if sizes is None or position + size > sizes[column == "decoded"]:
            raise senseless(seq)
        if not size:
            return b""
        if sum(sizes) <= _SMALL:
            wire, decoded = self._connection.execute(_WHOLE, (block,)).fetchone()
            self._kept[block] = {"wire": wire, "decoded": decoded}
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return self._kept[block][column][position : position + size]
        with self._connection.blobopen("blocks", column, block, readonly=True) as blob:
            blob.seek(position)
            return blob.read(size)
