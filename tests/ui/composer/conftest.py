"""A composer for each test."""

import pytest
from pytestqt.qtbot import QtBot

from tests.support.composer_desk import Desk


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)
