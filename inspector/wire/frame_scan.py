"""Where frames end: the one thing that is done for each frame of a flood."""

_SHORT = 125
"""The longest payload whose length takes one byte, and the longest of a control frame."""
_CONTROL = 0x08
"""The bit that opcodes of control frames have set."""
_MANY = 15
"""Frames from which on it is cheaper to look at all at once than at one after the other."""
_LENGTH_16, _LENGTH_64 = 126, 127


def count_whole(data: bytes, begin: int, most: int, limit: int) -> tuple[int, int]:
    """How many frames in a row from `begin` on are here whole and unmasked, begin with the same
    byte, and have a lawful length of at most `limit` bytes; and where the last of them ends.

    Counts up to `most`. Less than 125 is too low a limit for this: then it finds none.
    """
    first = data[begin]
    if limit < _SHORT:
        return 0, begin
    if first & _CONTROL:
        limit = _SHORT
    alike, stop = _count_alike(data, begin, most) if most > _MANY else (0, begin)
    count = alike
    last = stop
    try:
        for count in range(alike, most):  # noqa: B007 - read below
            if data[stop] != first:
                break
            length = data[stop + 1]
            size = 2 + length
            if length > _SHORT:
                if length == _LENGTH_16:
                    least, length = 126, data[stop + 2] << 8 | data[stop + 3]
                    size = 4 + length
                elif length == _LENGTH_64:
                    least, length = 1 << 16, int.from_bytes(data[stop + 2 : stop + 10], "big")
                    size = 10 + length
                else:
                    break
                if not least <= length <= limit:
                    break
            last = stop
            stop += size
        else:
            count = most
    except IndexError:  # cheaper than to look for the end of `data` at every frame
        pass
    return (count, stop) if stop <= len(data) else (count - 1, last)


def _count_alike(data: bytes, begin: int, most: int) -> tuple[int, int]:
    """The same for short frames of one size, as in a flood of prices: nobody need walk through
    them. None where it looks as if they were few."""
    header = data[begin : begin + 2]
    size = 2 + header[-1]
    far = begin + _MANY * size
    if size > 2 + _SHORT or data[far : far + 2] != header:
        return 0, begin
    fitting = min(most, (len(data) - begin) // size)
    stop = begin + fitting * size
    firsts, lengths = data[begin:stop:size], data[begin + 1 : stop : size]
    unlike = max(len(firsts.lstrip(header[:1])), len(lengths.lstrip(header[1:])))
    count = fitting - unlike
    return count, begin + count * size
