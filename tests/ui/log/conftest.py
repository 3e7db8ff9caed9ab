"""A recording, and the model of the log that is checked by Qt's own tester."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from inspector.recording import Recording
from inspector.ui.log.model import LogModel


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Recording]:
    with Recording.create(tmp_path / "log.wsrec") as recording:
        yield recording


@pytest.fixture
def model(qapp) -> Iterator[LogModel]:
    model = LogModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield model
    model.set_recording(None)
    tester.deleteLater()
