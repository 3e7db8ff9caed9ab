"""What an import leaves in a workspace."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.automation.steps import ConnectStep, SendStep, WaitStep
from inspector.library import (
    Endpoint,
    Environment,
    Folder,
    LibraryError,
    Scenario,
    Template,
    Workspace,
)
from inspector.library.imports import Imported, Note, Secret, counted, into_workspace, read_import
from inspector.library.imports.draft import Draft
from inspector.library.imports.into_workspace import NUMBERED, UPDATED
from inspector.library.rule import Rule
from inspector.library.toml_file import write_toml
from tests.library.imports.reading import FILES

in_one_folder = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "workspace")


IMPORTED = Imported(
    "test",
    things=(
        Endpoint(name="feed", folder="Chat/Rooms", url="ws://feed"),
        Template(name="join", folder="Chat", kind="text", content="hi"),
        Scenario(
            name="enter",
            folder="Chat",
            endpoint="Chat/Rooms/feed",
            steps=(ConnectStep(), SendStep(template="Chat/join"), WaitStep()),
        ),
        Environment(name="staging", secrets=("token",)),
    ),
    folders=(
        Folder(path="Chat", variables={"a": 1}),
        Folder(path="Chat/Rooms", description="All rooms."),
    ),
    secrets=(Secret("staging", "token", "t0k3n"),),
    notes=(Note("something"),),
)


def test_everything_is_written_below_the_folder(workspace):
    report = into_workspace(IMPORTED, workspace, "From others")
    assert counted(report.things) == "1 endpoint, 1 template, 1 scenario, 1 environment"
    assert report.notes == ()
    assert report.secrets == IMPORTED.secrets
    assert [it.path for it in workspace.endpoints.list()] == ["From others/Chat/Rooms/feed"]
    assert [it.path for it in workspace.templates.list()] == ["From others/Chat/join"]
    assert [it.path for it in workspace.environments.list()] == ["staging"]


def test_what_is_said_of_folders_is_said_where_there_is_something_in_them(workspace):
    into_workspace(IMPORTED, workspace)
    assert workspace.endpoints.folders() == [
        Folder(path="Chat", variables={"a": 1}),
        Folder(path="Chat/Rooms", description="All rooms."),
    ]
    assert workspace.templates.folders() == [Folder(path="Chat", variables={"a": 1})]


def test_nothing_is_written_over(workspace):
    into_workspace(IMPORTED, workspace)
    before = {path: path.read_bytes() for path in workspace.root.rglob("*.toml")}
    report = into_workspace(IMPORTED, workspace)
    assert {path: path.read_bytes() for path in before} == before
    assert report.notes == (Note(NUMBERED, ("Chat 2", "staging 2")),)
    assert report.secrets == (Secret("staging 2", "token", "t0k3n"),)
    assert [it.path for it in workspace.endpoints.list()] == [
        "Chat 2/Rooms/feed",
        "Chat/Rooms/feed",
    ]


def test_scenarios_refer_to_things_by_their_new_paths(workspace):
    workspace.scenarios.make_folder("In/Chat")
    into_workspace(IMPORTED, workspace, "In")
    (scenario,) = workspace.scenarios.list()
    assert scenario.path == "In/Chat 2/enter"
    assert scenario.endpoint == "In/Chat 2/Rooms/feed"
    assert scenario.steps == (ConnectStep(), SendStep(template="In/Chat 2/join"), WaitStep())


def test_a_folder_is_taken_whatever_the_case_of_its_letters(workspace):
    workspace.templates.make_folder("CHAT")
    into_workspace(IMPORTED, workspace)
    assert workspace.endpoints.list()[0].folder == "Chat 2/Rooms"


def test_folders_of_one_import_do_not_get_into_each_other(workspace):
    workspace.endpoints.make_folder("Chat")
    folders = ("Chat", "Chat 2")
    things = tuple(Endpoint(name="feed", folder=folder, url="ws://feed") for folder in folders)
    into_workspace(Imported("test", things), workspace)
    assert [it.folder for it in workspace.endpoints.list()] == ["Chat 2", "Chat 2 2"]


def test_a_folder_that_can_be_none(workspace):
    with pytest.raises(LibraryError, match="cannot hold"):
        into_workspace(IMPORTED, workspace, "a:b")
    assert not workspace.root.exists()


@pytest.mark.parametrize("file", sorted(FILES.iterdir()), ids=lambda path: path.name)
def test_every_file_comes_back_from_the_workspace_as_it_was_read(workspace, file):
    imported = read_import(file)
    into_workspace(imported, workspace)
    stores = workspace.endpoints, workspace.templates, workspace.scenarios, workspace.environments
    found = [thing for store in stores for thing in store.list()]
    assert sorted(found, key=repr) == sorted(imported.things, key=repr)
    assert not [store.broken for store in stores if store.broken]


def test_no_secret_is_in_any_file(workspace):
    for file in ("staging.postman_environment.json", "insomnia_v4.json", "http-client.env.json"):
        imported = read_import(FILES / file)
        into_workspace(imported, workspace)
        written = b"".join(path.read_bytes() for path in workspace.root.rglob("*.toml"))
        assert imported.secrets
        assert not [it.name for it in imported.secrets if it.value.encode() in written]


@in_one_folder
@given(st.lists(st.tuples(st.text(), st.text(), st.text()), max_size=4))
def test_any_names_and_contents_can_be_written(tmp_path_factory, things):
    draft = Draft("test")
    for folder, name, content in things:
        inside = draft.folder("top", folder, {name: content}, content)
        draft.add(Endpoint(name=name, folder=inside, description=content, url=content))
        draft.add(Template(name=name, folder=inside, kind="text", content=content))
        draft.environment(name, {name: content}, {content: name})
    workspace = Workspace(tmp_path_factory.mktemp("any"))
    into_workspace(draft.done(), workspace)
    stores = workspace.endpoints, workspace.templates, workspace.environments
    assert [len(store.list()) for store in stores] == [len(things)] * 3
    assert not [store.broken for store in stores if store.broken]


def files(workspace: Workspace) -> dict[str, bytes | None]:
    """Everything in its stores: files with their bytes, and folders."""
    paths = sorted(workspace.root.glob("*/**/*"))
    root = workspace.root
    return {str(it.relative_to(root)): None if it.is_dir() else it.read_bytes() for it in paths}


@pytest.mark.parametrize("update", [False, True])
@pytest.mark.parametrize("there", [False, True])
def test_where_one_thing_cannot_be_nothing_is_written(workspace, monkeypatch, there, update):
    """The last of them, since its content is over the limit."""
    monkeypatch.setattr("inspector.library.toml_file.MAX_SIZE", 20_000)
    if there:
        into_workspace(IMPORTED, workspace, "In")
    workspace.endpoints.save(Endpoint(name="other", url="ws://other/"))
    before = files(workspace)
    endpoint = Endpoint(name="feed", folder="Chat/Rooms", url="ws://other")
    huge = Template(name="huge", folder="Chat/New/Deep", kind="text", content="x" * 20_000)
    with pytest.raises(LibraryError, match="MiB"):
        into_workspace(Imported("test", (endpoint, huge)), workspace, "In", update=update)
    assert files(workspace) == before


@pytest.mark.parametrize("update", [False, True])
@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("good", range(6))
def test_where_the_disk_refuses_a_file_all_is_as_it_was(
    workspace, monkeypatch, there, update, good
):
    if there:
        into_workspace(IMPORTED, workspace)
        workspace.endpoints.save_folder(Folder(path="Chat", variables={"a": 2, "mine": 1}))
    workspace.endpoints.save(Endpoint(name="other", url="ws://other/"))
    before, written = files(workspace), 0

    def write(path: Path, *args: object) -> None:
        nonlocal written
        written += 1
        if written == good + 1:
            raise LibraryError("the disk is full")
        write_toml(path, *args)

    changed = [
        msgspec.structs.replace(it, description="new")
        for it in (
            *IMPORTED.things,
            Template(name="more", folder="Chat/New", kind="text", content=""),
        )
    ]
    with monkeypatch.context() as patched:
        patched.setattr("inspector.library.store.write_toml", write)
        patched.setattr("inspector.library.directories.write_toml", write)
        with pytest.raises(LibraryError, match="full"):
            into_workspace(replace(IMPORTED, things=tuple(changed)), workspace, update=update)
    assert files(workspace) == before


def test_what_was_imported_before_is_updated(workspace):
    into_workspace(IMPORTED, workspace, "In")
    rule = Rule(name="mine")
    feed = workspace.endpoints.get("In/Chat/Rooms/feed")
    workspace.endpoints.save(
        msgspec.structs.replace(
            feed, rules=(rule,), variables={"mine": 1, "url": "old"}, description="mine"
        ),
        replace=True,
    )
    staging = Environment(name="staging", colour="red", variables={"host": "b"}, secrets=("own",))
    workspace.environments.save(staging, replace=True)
    now = replace(
        IMPORTED,
        things=(
            Endpoint(name="feed", folder="Chat/Rooms", url="wss://feed", variables={"url": "new"}),
            Template(name="leave", folder="Chat", kind="text", content="bye"),
            IMPORTED.things[1],
            IMPORTED.things[2],
            Environment(name="staging", variables={"host": "c"}, secrets=("token",)),
        ),
    )
    report = into_workspace(now, workspace, "In", update=True)
    assert report.notes == (Note(UPDATED, ("endpoint In/Chat/Rooms/feed", "environment staging")),)
    assert report.secrets == IMPORTED.secrets
    assert workspace.endpoints.list() == [
        Endpoint(
            name="feed",
            folder="In/Chat/Rooms",
            url="wss://feed",
            description="mine",
            rules=(rule,),
            variables={"mine": 1, "url": "new"},
        )
    ]
    assert [it.name for it in workspace.templates.list()] == ["join", "leave"]
    assert len(workspace.scenarios.list()) == 1
    assert workspace.environments.list() == [
        Environment(name="staging", colour="red", variables={"host": "c"}, secrets=("own", "token"))
    ]
    before = files(workspace)
    assert into_workspace(now, workspace, "In", update=True).notes == ()
    assert files(workspace) == before
