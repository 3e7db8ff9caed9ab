"""What everything in a store has: a name, and the folder that it lies in."""

from collections.abc import Container
from itertools import count

from inspector.library.value import Value

MAX_NAME = 200


class Named(Value, frozen=True, kw_only=True):
    """Anything with a path, unique within its store."""

    name: str
    folder: str = ""
    """`Exchange/Auth`, empty at the top. It is the directory of the file, and not written in it."""
    description: str = ""

    @property
    def path(self) -> str:
        """`Exchange/Auth/sign in`: how rules, scenarios and the window refer to it."""
        return joined(self.folder, self.name)


def joined(folder: str, name: str) -> str:
    """The path of `name` in `folder`, which is empty at the top."""
    return f"{folder}/{name}" if folder else name


def name_problem(name: str) -> str:
    """What is wrong with a name; empty where it may be used."""
    if not name.strip():
        return "the name is empty: write one"
    if len(name) > MAX_NAME:
        return f"the name has {len(name)} characters: {MAX_NAME} are the most"
    return ""


def free_name(folder: str, name: str, taken: Container[str]) -> str:
    """`name`, else `name 2`, `name 3`: the first whose path is not in `taken`."""
    short = name[: MAX_NAME - 8]
    names = (name if number == 1 else f"{short} {number}" for number in count(1))
    return next(name for name in names if joined(folder, name) not in taken)
