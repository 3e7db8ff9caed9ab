"""Whether a thing is still what it was."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from inspector.library.errors import BrokenFile, Conflict
from inspector.library.named import Named
from inspector.library.reading import Entry, T
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


def same(one: Named, other: Named) -> bool:
    """Whether two things at one path say the same."""
    return spelled(to_table(one)) == spelled(to_table(other))


def check_unchanged(
    thing: Named, now: Entry[T] | None, base: Stamp, broken: Iterable[BrokenFile]
) -> None:
    """Conflict: what is there `now` in place of `thing` is not what `base` was."""
    if now is not None and Stamp.of(*now).digest == base.digest:
        return
    error = next((file.error for file in broken if file.path == base.file), "")
    if now is not None:
        what = "somebody else changed it since it was opened"
    elif error:
        what = f"its file, {base.file}, was changed and cannot be read: {error}"
    else:
        what = "somebody else deleted, renamed or moved it since it was opened"
    raise Conflict(f"{thing.path!r} was not saved: {what}", now and now.thing)
