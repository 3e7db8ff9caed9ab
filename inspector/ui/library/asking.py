"""What the library asks a person. Each dialog is imported when it is first shown."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from inspector.library import Environment, SecretStore
from inspector.library.value import Scalar
from inspector.ui.loop import ask


@dataclass(frozen=True, slots=True)
class Details:
    name: str
    folder: str
    """Its path; empty at the top. One that does not exist is made."""
    description: str
    variables: Mapping[str, Scalar] | None = None
    """None where it can have none."""


async def ask_details(
    parent: QWidget, title: str, details: Details, folders: Iterable[str]
) -> Details | None:
    """Let a person change `details`; None where they changed their mind."""
    from inspector.ui.library.details_dialog import DetailsDialog

    dialog = DetailsDialog(parent, title, details, folders)
    return dialog.details if await ask(dialog) else None


async def ask_folder(
    parent: QWidget, title: str, folder: str, folders: Iterable[str]
) -> str | None:
    """Let a person choose among `folders`, or type a new one."""
    from inspector.ui.library.details_dialog import FolderDialog

    dialog = FolderDialog(parent, title, folder, folders)
    return dialog.folder if await ask(dialog) else None


class Edited(NamedTuple):
    environment: Environment
    secrets: dict[str, str]
    """Their values; empty where none was typed."""


async def ask_environment(
    parent: QWidget,
    environment: Environment,
    secrets: Mapping[str, str | None],
    *,
    title: str,
    keeps: str,
) -> Edited | None:
    """Let a person change `environment` and the values of its secrets; None where they changed
    their mind."""
    from inspector.ui.library.environment_dialog import EnvironmentDialog

    dialog = EnvironmentDialog(parent, environment, secrets, title=title, keeps=keeps)
    return dialog.edited if await ask(dialog) else None


async def ask_secret(
    parent: QWidget, secrets: SecretStore, workspace_id: str, environment: str, name: str
) -> str | None:
    """Ask for the value of the secret `name`, keep it in `secrets`, and return it; None where the
    person changed their mind."""
    from inspector.ui.library.secret_prompt import SecretDialog

    keeps = await asyncio.to_thread(lambda: secrets.keeps)
    dialog = SecretDialog(parent, environment, name, keeps)
    if not await ask(dialog):
        return None
    value = dialog.value
    await asyncio.to_thread(secrets.set, workspace_id, environment, name, value)
    return value
