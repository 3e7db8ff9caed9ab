"""Folders: directories of a store, with what is said of them in their `folder.toml`."""

from msgspec import field

from inspector.library.value import Scalar, Value

FOLDER_FILE = "folder.toml"


class Folder(Value, frozen=True, kw_only=True):
    """A directory; its name is the folder's."""

    path: str
    """`Exchange/Auth`, below the store. Not written into the file."""
    description: str = ""
    variables: dict[str, Scalar] = field(default_factory=dict)
    """They hold for everything in it, stronger than those of the folders around it."""

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def parent(self) -> str:
        """The path of the folder around it; empty at the top."""
        return self.path.rpartition("/")[0]
