"""Whether a thing is still what it was."""

import hashlib
from pathlib import Path
from typing import NamedTuple

from inspector.library.named import Named
from inspector.library.thing_file import to_table
from inspector.library.toml_value import spelled


class Stamp(NamedTuple):
    """What a thing was when it was read, and its file. Comments and the order of keys say nothing:
    saving keeps them."""

    digest: str
    file: Path

    @classmethod
    def of(cls, thing: Named, file: Path) -> "Stamp":
        text = spelled(to_table(thing)).encode(errors="surrogatepass")
        return cls(hashlib.sha256(text).hexdigest(), file)
