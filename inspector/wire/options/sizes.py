"""Numbers of bytes as people read and write them."""

import re

UNITS = {"B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}
_WORD = re.compile(r"([0-9]{1,19})([KMG]?)(?:i?B)?", re.IGNORECASE)
_FACTORS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def split_size(size: int, units: dict[str, int] = UNITS) -> tuple[int, str]:
    """Bytes in the largest of `units` that needs no fraction: 67108864 is 64 MiB.

    `units`: names and bytes, the smallest first.
    """
    for unit, factor in reversed(units.items()):
        if size % factor == 0:
            return size // factor, unit
    return size, "B"


def parse_size(word: str) -> int:
    """Bytes: `1000`, `64K`, `64M`, `1G`. Raises ValueError for anything else."""
    found = _WORD.fullmatch(word)
    if found is None:
        raise ValueError(f"{word!r} is no size: write one such as 500K, 64M or 1G.")
    return int(found[1]) * _FACTORS[found[2].upper()]
