"""`websocket-inspector library`: into a workspace, and out of it."""

import argparse
from collections.abc import Iterable
from pathlib import Path

import inspector.automation  # noqa: F401 - declares the steps and actions that files hold
from inspector.cli.arguments import complain, new_parser
from inspector.cli.terminal import output
from inspector.library import LibraryError, SecretStore, Workspace, library_folder
from inspector.library.copying import copy_things
from inspector.library.imports import Note, Report, counted, into_workspace, read_import
from inspector.library.selection import things_in

_EXAMPLES = """\
examples:
  websocket-inspector library import chat.postman_collection.json --folder Chat
  websocket-inspector library import insomnia.yaml --workspace team/websockets --dry-run
  websocket-inspector library export Chat -o for-a-colleague
"""


def run(program: str, words: list[str]) -> int:
    parser = new_parser(program, "Take things into the library, or out of it.", _EXAMPLES)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_import(commands)
    _add_export(commands)
    arguments = parser.parse_args(words)
    try:
        return int(arguments.run(arguments))
    except LibraryError as error:
        complain(str(error))
        return 1


def _add_import(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    about = (
        "Take endpoints, templates and environments out of a file that Postman, Insomnia or an"
        " editor's HTTP client wrote: all of it or nothing. Nothing that is there is written over,"
        " unless --update is given."
    )
    parser = commands.add_parser("import", help="another tool's file", description=about)
    parser.add_argument("file", type=Path, metavar="FILE")
    _add_workspace(parser, "folder of the workspace, made where there is none")
    parser.add_argument("--folder", default="", metavar="F", help="folder inside it, such as A/B")
    parser.add_argument(
        *("-u", "--update"),
        action="store_true",
        help="things of the same kind, folder and name become what the file says",
    )
    parser.add_argument(
        "-n", "--dry-run", action="store_true", help="say what would come, and write nothing"
    )
    parser.set_defaults(run=_import)


def _add_export(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    about = (
        "Copy a folder of a workspace into another one; secrets stay behind, and nothing that is"
        " there is written over."
    )
    parser = commands.add_parser("export", help="a folder as a workspace", description=about)
    parser.add_argument(
        "folder", nargs="?", default="", metavar="FOLDER", help="such as A/B (default: everything)"
    )
    parser.add_argument(
        *("-o", "--output"),
        type=Path,
        required=True,
        metavar="DIR",
        help="folder of the other workspace, made where there is none",
    )
    _add_workspace(parser, "folder of the workspace to copy from")
    parser.set_defaults(run=_export)


def _add_workspace(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument(
        "--workspace", type=Path, metavar="DIR", help=f"{what} (default: the window's)"
    )


def _import(arguments: argparse.Namespace) -> int:
    imported = read_import(arguments.file)
    if not imported.things or arguments.dry_run:
        _tell(f"{imported.form}: {counted(imported.things)}", imported.notes)
        return 0 if imported.things else 1
    workspace = Workspace(arguments.workspace or library_folder())
    report = into_workspace(imported, workspace, arguments.folder, update=arguments.update)
    notes = (*imported.notes, *report.notes, *_keep_secrets(workspace, report))
    _tell(f"{imported.form}: {counted(report.things)}, in {workspace.root}", notes)
    return 0


def _export(arguments: argparse.Namespace) -> int:
    source = Workspace(arguments.workspace or library_folder())
    target = Workspace(arguments.output)
    copied = copy_things(things_in(source, arguments.folder.strip("/")), source, target)
    renamed = tuple(f"{old} is {new} there" for old, new in copied.renamed)
    notes = (
        Note("names that were taken", renamed),
        Note("there already", tuple(copied.unchanged)),
        Note("folders that say something else there, and still do", tuple(copied.folders_kept)),
    )
    _tell(f"{len(copied.added)} copied to {target.root}", (it for it in notes if it.things))
    return 0


def _keep_secrets(workspace: Workspace, report: Report) -> list[Note]:
    """Into the keyring with the values; what is to be said of those that are lost."""
    store = SecretStore()
    id_ = workspace.lasting_id
    lost = [
        f"{secret.name} of {secret.environment}"
        for secret in report.secrets
        if not store.set(id_, secret.environment, secret.name, secret.value)
    ]
    if not lost:
        return []
    return [Note(f"values of secrets, to be entered again ({store.keeps})", tuple(lost))]


def _tell(line: str, notes: Iterable[Note]) -> None:
    with output() as out:
        out.write(f"{line}\n")
        out.writelines(f"- {note}\n" for note in notes)
