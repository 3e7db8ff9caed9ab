"""Tests of the window: `async def` tests run on Qt's event loop; no window outlives its test."""

import gc
from collections.abc import Iterator, Mapping

import PySide6  # noqa: F401  # qasync takes the binding that it finds imported
import pytest
import qasync
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication


def pytest_asyncio_loop_factories(config, item) -> Mapping[str, type]:
    return {"qasync": qasync.QEventLoop}


@pytest.fixture(autouse=True, scope="session")
def application(qapp: QApplication) -> QApplication:
    """The application as `inspector.ui` sets it up: closing the last window does not end it."""
    qapp.setQuitOnLastWindowClosed(False)
    return qapp


@pytest.fixture(autouse=True)
def no_windows_left(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    """Fail the test that leaves a window; `qtbot.addWidget` and `deleteLater` are good ways out."""
    yield
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [w for w in qapp.topLevelWidgets() if w.metaObject().className() != "QTipLabel"]
    names = [f"{type(widget).__name__} {widget.objectName()!r}" for widget in left]
    for widget in left:
        if shiboken6.isValid(widget):
            shiboken6.delete(widget)
    assert not names, f"{request.node.name} left windows: {names}"
