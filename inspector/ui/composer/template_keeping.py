"""Keeps composers and their open templates in step with the library."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject

from inspector.library import Template
from inspector.payloads.telling import telling_member
from inspector.ui.composer.composer import Composer
from inspector.ui.loop import spawn

if TYPE_CHECKING:
    from inspector.ui.library.contents import Contents
    from inspector.ui.library.keeper import LibraryKeeper


class TemplateKeeping(QObject):
    """Saves and reverts what a composer holds; follows what becomes of its template elsewhere."""

    def __init__(
        self, keeper: "LibraryKeeper", composers: Callable[[], Sequence[Composer]]
    ) -> None:
        """`composers` gives those that are there now."""
        super().__init__(keeper)
        self._keeper = keeper
        self._composers = composers
        keeper.path_changed.connect(self._on_path_changed)
        keeper.contents_changed.connect(self._on_contents_changed)

    def serve(self, composer: Composer) -> None:
        """Do what `composer` asks for."""
        composer.save_requested.connect(lambda: spawn(self.save(composer), "save a template"))
        composer.save_template_requested.connect(
            lambda: spawn(self.save_as(composer), "save a template")
        )
        composer.revert_requested.connect(lambda: self.revert(composer))

    async def save(self, composer: Composer) -> None:
        """Over the open template. Where that was changed elsewhere meanwhile, a person is asked."""
        if (opened := composer.open_template) is None:
            await self.save_as(composer)
            return
        mine = composer.template(opened.name, opened.folder, opened.description)
        saved = await self._keeper.save(mine, opened)
        if saved is not None:
            is_mine = saved == replace(
                mine, name=saved.name, folder=saved.folder, description=saved.description
            )
            (composer.keep_template if is_mine else composer.use_template)(saved)

    async def save_as(self, composer: Composer) -> None:
        """Under a name that a person is asked for; the composer goes on with that template."""
        opened, (_, content) = composer.open_template, composer.content()
        told = telling_member(content)
        first_words = told[1] if told else content.strip().partition("\n")[0][:40]
        name = opened.name if opened else first_words
        written = composer.template(name, opened.folder if opened else "")
        if (saved := await self._keeper.save_as(written)) is not None:
            composer.keep_template(saved)

    def revert(self, composer: Composer) -> None:
        """Show the open template as it is in the library."""
        if (opened := composer.open_template) is not None:
            composer.use_template(self._kept(opened.path) or opened)

    def _kept(self, path: str) -> Template | None:
        contents = self._keeper.contents
        return contents.templates.things.get(path) if contents else None

    def _on_path_changed(self, noun: str, old: str, new: str) -> None:
        folder, _, name = new.rpartition("/")
        for composer in self._composers() if noun == "template" else ():
            opened = composer.open_template
            if opened is not None and opened.path == old:
                composer.keep_template(replace(opened, name=name, folder=folder))

    def _on_contents_changed(self, contents: "Contents") -> None:
        """What nobody has changed here follows the file. What somebody has stays: saving it then
        asks whose is to be kept."""
        for composer in self._composers():
            opened = composer.open_template
            kept = contents.templates.things.get(opened.path) if opened else None
            if kept is not None and kept != opened and not composer.is_modified:
                composer.use_template(kept)
