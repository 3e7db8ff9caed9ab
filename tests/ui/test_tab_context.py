"""What a tab's words stand for is read anew without undoing what was chosen meanwhile."""

import asyncio
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from inspector.library import Endpoint, SecretStore, Workspace
from inspector.ui.tab_context import TabContext
from tests.support.app import until


@pytest.mark.parametrize("chosen", ["another", "none", "the same"])
async def test_a_choice_during_a_reload_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str
) -> None:
    workspace = Workspace(tmp_path / "home")
    old = Endpoint(name="old", url="ws://old/", variables={"key": 1})
    new = Endpoint(name="new", url="ws://new/", variables={"key": 2})
    for endpoint in (old, new):
        workspace.endpoints.save(endpoint)
    owner = QObject()
    context = TabContext(workspace, SecretStore(), owner)
    context.context.endpoint = old
    reading, going_on = threading.Event(), threading.Event()
    get = workspace.endpoints.get

    def slow(path: str) -> Endpoint:
        reading.set()
        assert going_on.wait(20)
        return get(path)

    monkeypatch.setattr(workspace.endpoints, "get", slow)
    reload = asyncio.ensure_future(context.reload())
    await until(reading.is_set)
    typed = Endpoint(name="old", url="ws://typed/", variables={"key": 0})
    context.context.endpoint = {"another": new, "none": None, "the same": typed}[chosen]
    going_on.set()
    await reload
    as_in_its_file = Endpoint(name="old", url="ws://typed/", variables={"key": 1})
    expected = {"another": new, "none": None, "the same": as_in_its_file}[chosen]
    assert context.context.endpoint == expected
    owner.deleteLater()
