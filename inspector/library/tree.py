"""What lies in a store's directory: files of ours, folders, and what is in the way."""

import os
import stat
from pathlib import Path
from typing import NamedTuple

from inspector.library.errors import BrokenFile
from inspector.library.file_names import SUFFIX
from inspector.library.folder import FOLDER_FILE
from inspector.library.named import joined

MAX_DEPTH = 16
"""Folders in folders; a workspace that nests deeper is a mistake, or somebody's trap."""


class Found(NamedTuple):
    """A file that may be one of ours."""

    path: Path
    folder: str
    """The path of the folder that it lies in; empty at the top."""
    changed: int
    """When, in ns since 1970."""
    size: int
    """Bytes."""
    inode: int

    @property
    def state(self) -> tuple[int, int, int]:
        """Differs once the file was written."""
        return self.changed, self.size, self.inode


class Tree(NamedTuple):
    files: list[Found]
    """By path."""
    folders: dict[str, Found | None]
    """Paths, outer before inner, and their `folder.toml` where there is one."""
    broken: list[BrokenFile]


def walk(root: Path) -> Tree:
    """Look through `root`, which need not exist. Never follows a link to a directory, so that no
    loop and no foreign disk is walked through; what cannot be looked at is in `broken`.
    """
    tree = Tree([], {}, [])
    _walk(root, "", tree)
    return tree


def _walk(directory: Path, folder: str, tree: Tree) -> None:
    try:
        with os.scandir(directory) as entries:
            ordered = sorted(entries, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        tree.broken.append(BrokenFile(directory, f"not readable: {error.strerror or error}"))
        return
    inner: list[os.DirEntry[str]] = []
    for entry in ordered:
        if entry.name.startswith("."):
            continue
        try:
            if problem := _take(entry, folder, tree, inner):
                tree.broken.append(BrokenFile(Path(entry.path), problem))
        except OSError as error:
            problem = f"not readable: {error.strerror or error}"
            tree.broken.append(BrokenFile(Path(entry.path), problem))
    for entry in inner:
        path = joined(folder, entry.name)
        tree.folders.setdefault(path, None)
        _walk(Path(entry.path), path, tree)


def _take(entry: os.DirEntry[str], folder: str, tree: Tree, inner: list[os.DirEntry[str]]) -> str:
    """Put `entry` where it belongs; returns what is wrong with it."""
    if entry.is_dir():
        if problem := _folder_problem(entry, folder):
            return problem
        inner.append(entry)
    elif entry.name.casefold().endswith(SUFFIX):
        status = entry.stat()
        if not stat.S_ISREG(status.st_mode):
            return "not a file"
        found = Found(Path(entry.path), folder, status.st_mtime_ns, status.st_size, status.st_ino)
        if entry.name != FOLDER_FILE:
            tree.files.append(found)
        elif folder:
            tree.folders[folder] = found
        else:
            return "it describes a folder, and here is none: move it into one"
    return ""


def _folder_problem(entry: os.DirEntry[str], folder: str) -> str:
    if entry.is_symlink():
        return "a link to a folder, which is not followed: put the folder itself here"
    if entry.name.casefold().endswith(SUFFIX):
        return f"a folder named like a file: rename it so that it does not end in {SUFFIX}"
    if folder.count("/") + 2 > MAX_DEPTH:
        return f"nested too deeply: {MAX_DEPTH} folders in one another are the most"
    try:
        entry.name.encode()
    except UnicodeEncodeError:
        return "its name is not UTF-8: rename it"
    return ""
