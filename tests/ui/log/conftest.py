"""A recording, and the model of the log: Qt's tester checks its calls, a mirror its signals."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from inspector.recording import Recording
from inspector.ui.log.model import LogModel
from tests.support.model_mirror import ModelMirror


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Recording]:
    with Recording.create(tmp_path / "log.wsrec") as recording:
        yield recording


@pytest.fixture(autouse=True)
def _mirrored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mirror every model of a log in these tests, those of whole views too, and compare it with its
    mirror before each reset, such as the one at the end of a test."""
    build = LogModel.__init__

    def build_mirrored(model: LogModel, *args: object) -> None:
        build(model, *args)
        mirror = ModelMirror(model)
        model.modelAboutToBeReset.connect(mirror.check)

    monkeypatch.setattr(LogModel, "__init__", build_mirrored)


@pytest.fixture
def model(qapp, recording: Recording) -> Iterator[LogModel]:
    model = LogModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield model
    model.set_recording(None)
    tester.deleteLater()
