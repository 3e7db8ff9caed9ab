"""What everything in a store has: a name, and the folder that it lies in."""

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
