"""The tabs that were open when the window was closed, with what was written in them."""

import json
from pathlib import Path

import msgspec

from inspector.library.declared import decode
from inspector.library.errors import LibraryError
from inspector.library.rule import Rule
from inspector.library.whole_file import write_whole


class TabState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a tab holds beside its recording."""

    endpoint: str = ""
    """Path of the endpoint that it was made from; empty for none."""
    environment: str = ""
    url: str = ""
    subprotocols: tuple[str, ...] = ()
    options: dict[str, object] = {}
    composer: dict[str, object] = {}
    """As the composer gives and takes it."""
    rules: tuple[Rule, ...] | None = None
    """None where they are the endpoint's."""


class OpenTabs(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    tabs: tuple[TabState, ...] = ()
    current: int = 0
    """The one on top, from 0."""


def read_open_tabs(path: Path) -> OpenTabs:
    """What `write_open_tabs` kept; no tabs where there is no file.

    LibraryError where there is one that cannot be read; it is put aside under a name that the error
    tells, so that the next writing does not destroy it.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=OpenTabs, dec_hook=decode)
    except FileNotFoundError:
        return OpenTabs()
    except (OSError, msgspec.MsgspecError, RecursionError) as error:
        aside = path.with_suffix(".broken")
        try:
            path.replace(aside)
        except OSError:
            aside = path
        raise LibraryError(
            f"the tabs of the last time were not read: {error}; see {aside}"
        ) from error


def write_open_tabs(path: Path, tabs: OpenTabs) -> None:
    """Keep `tabs` for the next start; half a character, which no file can hold, as `?`.

    LibraryError: the file is as it was.
    """
    try:
        data = msgspec.json.encode(tabs)
    except UnicodeEncodeError:
        plain = json.dumps(msgspec.to_builtins(tabs), ensure_ascii=False)
        data = plain.encode(errors="replace")
    write_whole(path, data)
