"""What is asked of things and folders on a shelf: rename, move, copy, describe, delete."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from inspector.library import Endpoint, Folder, LibraryError, Store
from inspector.library.following import Following
from inspector.library.named import joined
from inspector.ui.library.asking import Details, ask_details, ask_folder
from inspector.ui.library.contents import Held
from inspector.ui.library.keeper import LibraryKeeper
from inspector.ui.library.shelf import Shelf
from inspector.ui.library.shelved import Key
from inspector.ui.loop import spawn
from inspector.ui.prompts import ask_text, confirm, tell
from inspector.ui.text import count


class Arranger(QObject):
    """Carries out what is asked of the things and folders of one shelf."""

    def __init__(self, keeper: LibraryKeeper, shelf: Shelf) -> None:
        super().__init__(keeper)
        self._keeper = keeper
        self._shelf = shelf
        self._noun = shelf.words.noun
        shelf.asked.connect(self._on_asked)
        shelf.renamed.connect(lambda key, name: spawn(self._rename(key, name), "rename"))
        shelf.moved.connect(lambda key, folder: spawn(self._move(key, folder), "move"))

    def _on_asked(self, verb: str, key: Key | None) -> None:
        if verb == "folder":
            spawn(self._new_folder(self._folder_of(key)), "make a folder")
        elif key is None:
            return
        elif verb == "favourite":
            self._keeper.state.favourites.toggle(self._noun, key.path)
            self._keeper.show()
        elif verb in ("show", "open"):
            spawn(self._show(key, verb), "show a file")
        elif verb == "take":
            spawn(self._keeper.take(self._noun, key.path), f"take a {self._noun}")
        else:
            ask = {
                "duplicate": self._duplicate,
                "move": self._ask_move,
                "details": self._edit_details,
                "delete": self._delete,
            }[verb]
            spawn(ask(key), f"{verb} a {self._noun}")

    @property
    def _store(self) -> Store[Endpoint]:
        return self._keeper.store(self._noun)

    @property
    def _held(self) -> Held[Endpoint]:
        """Typed as if it were of endpoints: only what all things have is used."""
        return self._keeper.held(self._noun)

    def _folder_of(self, key: Key | None) -> str:
        """The folder that is chosen, or that of what is chosen."""
        if key is not None and key.kind == "folder":
            return key.path
        return next((shelved.folder for shelved in self._held.shelved if shelved.key == key), "")

    async def _new_folder(self, around: str) -> None:
        where = f" in “{around}”" if around else ""
        name = await ask_text(self._keeper.window, "New folder", f"Name of the folder{where}:")
        if name:
            path = joined(around, name)
            self._shelf.tree.choose(Key("folder", path))
            await self._keeper.do(lambda: self._store.make_folder(path))

    async def _rename(self, key: Key, name: str) -> None:
        new = joined(self._folder_above(key), name)
        if key.kind == "folder":
            await self._relocate(key, new, lambda: self._store.rename_folder(key.path, name))
        else:
            await self._relocate(key, new, lambda: self._store.rename(key.path, name))

    async def _ask_move(self, key: Key) -> None:
        above = self._folder_above(key)
        folders = [f for f in self._held.folders if not _is_within(f, key)]
        title = f"Move “{key.path.removeprefix(f'{above}/')}” to"
        folder = await ask_folder(self._keeper.window, title, above, folders)
        if folder is not None and folder != above:
            await self._move(key, folder)

    async def _move(self, key: Key, folder: str) -> None:
        name = key.path.removeprefix(f"{self._folder_above(key)}/")
        new = joined(folder, name)
        if key.kind == "folder":
            await self._relocate(key, new, lambda: self._store.move_folder(key.path, folder))
        else:
            await self._relocate(key, new, lambda: self._store.move(key.path, folder))

    async def _relocate(self, key: Key, new: str, change: Callable[[], object]) -> None:
        """Make the change after which what is at `key` is at the path `new`."""
        paths = {path: new + path.removeprefix(key.path) for path in self._things_at(key)}
        was_open = key.path in self._shelf.tree.opened
        self._shelf.tree.choose(Key(key.kind, new))
        if was_open and key.kind == "folder":
            self._shelf.tree.opened.add(new)
        following = Following(self._noun, self._held.things.values(), paths)
        referring = [
            (noun, path)
            for noun in ("endpoint", "scenario")
            for path, thing in self._keeper.held(noun).things.items()
            if following.applied(thing) != thing
        ]

        touched = {(self._noun, path) for path in paths}

        def relocate() -> list[str]:
            change()
            return [why for noun, path in referring if (why := refer(noun, path))]

        def refer(noun: str, path: str) -> str:
            """Change the references of a thing; returns why that failed."""
            store = self._keeper.store(noun)
            try:
                store.save(following.applied(store.get(path)), replace=True)
            except (LibraryError, OSError) as error:
                return f"The {noun} “{path}” still refers to “{key.path}”: {error}"
            touched.add((noun, path))
            return ""

        failed = await self._keeper.do(relocate, touched)
        if failed is None:
            return
        self._keeper.follow(self._noun, paths)
        if failed:
            text = "\n".join([f"“{key.path}” is “{new}” now.", *failed, "Choose it anew there."])
            await tell(self._keeper.window, "Not everything could be changed", text)

    async def _duplicate(self, key: Key) -> None:
        copy = await self._keeper.do(lambda: self._store.duplicate(key.path))
        if copy is not None:
            self._shelf.tree.choose(Key("thing", copy.path))
            self._shelf.focus()

    async def _edit_details(self, key: Key) -> None:
        if key.kind == "folder":
            await self._edit_folder(key)
            return
        thing = self._held.things[key.path]
        has_variables = isinstance(thing, Endpoint)
        details = Details(
            thing.name,
            thing.folder,
            thing.description,
            thing.variables if has_variables else None,
        )
        answer = await self._ask_details(thing.name, details)
        if answer is None or answer == details:
            return
        edited = replace(thing, description=answer.description)
        if has_variables:
            edited = replace(edited, variables=dict(answer.variables or {}))
        if edited != thing and await self._keeper.save(edited, base=thing) != edited:
            return
        store, new = self._store, joined(answer.folder, answer.name)
        if new != thing.path:
            move = partial(store.move, thing.path, answer.folder, answer.name)
            await self._relocate(key, new, move)

    async def _edit_folder(self, key: Key) -> None:
        folder = self._held.folders[key.path]
        details = Details(folder.name, folder.parent, folder.description, folder.variables)
        answer = await self._ask_details(folder.name, details, without=key)
        if answer is None or answer == details:
            return
        new = joined(answer.folder, answer.name)
        variables = dict(answer.variables or {})
        saved = Folder(path=key.path, description=answer.description, variables=variables)
        store = self._store

        def save() -> bool:
            store.save_folder(saved, base=folder)
            return True

        if await self._keeper.do(save) and new != key.path:
            move = partial(store.move_folder, key.path, answer.folder, answer.name)
            await self._relocate(key, new, move)

    async def _ask_details(
        self, name: str, details: Details, without: Key | None = None
    ) -> Details | None:
        folders = [f for f in self._held.folders if without is None or not _is_within(f, without)]
        return await ask_details(self._keeper.window, f"Details of “{name}”", details, folders)

    async def _delete(self, key: Key) -> None:
        paths = self._things_at(key)
        what, delete = self._noun, self._store.delete
        about = "Its file goes with it."
        if key.kind == "folder":
            what, delete = "folder", self._store.delete_folder
            about = f"{count(len(paths), self._noun)} in it will be deleted, too."
            about = about if paths else "It is empty."
        question = f"Delete the {what} “{key.path}”? {about}"
        if await confirm(self._keeper.window, f"Delete {what}", question, "Delete"):
            touched = [(self._noun, path) for path in paths]
            await self._keeper.do(lambda: delete(key.path), touched)

    async def _show(self, key: Key, verb: str) -> None:
        """Open the file, or the directory that it lies in, with the system's own program."""
        path = Path(key.path)
        if key.kind == "folder":
            path = self._store.root / key.path
        elif key.kind == "thing":
            path = self._store.root / self._held.things[key.path].folder
        elif verb == "show":
            path = path.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _things_at(self, key: Key) -> list[str]:
        """Paths of the thing there, or of all in the folder there."""
        if key.kind == "thing":
            return [key.path]
        return [t.path for t in self._held.things.values() if _is_within(t.folder, key)]

    def _folder_above(self, key: Key) -> str:
        if key.kind == "thing" and key.path in self._held.things:
            return self._held.things[key.path].folder
        return key.path.rpartition("/")[0]


def _is_within(folder: str, key: Key) -> bool:
    return key.kind == "folder" and f"{folder}/".startswith(f"{key.path}/")
