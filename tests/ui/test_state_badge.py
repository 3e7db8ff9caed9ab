"""The shape of each readyState: told apart without its colour."""

import itertools

from PySide6.QtGui import QImage

from inspector.events import ReadyState
from inspector.ui import state_badge
from inspector.ui.state_badge import StateBadge


def shape(image: QImage) -> list[bool]:
    """Which pixels are drawn at all."""
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return [image.pixelColor(x, y).alpha() > 127 for x, y in places]


def test_every_state_has_a_shape_of_its_own() -> None:
    shapes = [shape(state_badge.icon(state).pixmap(16).toImage()) for state in ReadyState]
    assert all(any(drawn) for drawn in shapes)
    assert len({tuple(drawn) for drawn in shapes}) == 4


def test_the_badge_shows_the_state_it_is_given(qtbot) -> None:
    badge = StateBadge()
    qtbot.addWidget(badge)
    images = []
    for state in ReadyState:
        badge.set_state(state)
        images.append(badge.grab().toImage())
    assert all(a != b for a, b in itertools.pairwise(images))
