"""What lies in a folder of a workspace, of all kinds."""

from inspector.library.errors import LibraryError
from inspector.library.named import Named
from inspector.library.workspace import Workspace


def things_in(workspace: Workspace, folder: str = "") -> list[Named]:
    """Everything in `folder` and below it; at the top, environments as well. LibraryError where
    there is nothing, with what could not be read."""
    stores = workspace.endpoints, workspace.templates, workspace.scenarios, workspace.environments
    around = f"{folder}/" if folder else ""
    found: list[Named] = [
        thing for store in stores for thing in store.list() if f"{thing.folder}/".startswith(around)
    ]
    if not found:
        where = (
            f"in the folder {folder!r} of {workspace.root}" if folder else f"in {workspace.root}"
        )
        broken = "".join(f"\n{it.path}: {it.error}" for store in stores for it in store.broken)
        raise LibraryError(
            f"there is nothing {where}: a workspace has folders named endpoints, templates,"
            f" scenarios and environments{broken}"
        )
    return found
