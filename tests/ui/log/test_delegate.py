"""What is on the screen: read back from the pixels."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from inspector.recording import Recording
from inspector.ui import theme
from inspector.ui.log.columns import Column
from inspector.ui.log.view import LogView
from tests.support.log_story import RECEIVED, frame, story


@pytest.fixture(params=[Qt.ColorScheme.Light, Qt.ColorScheme.Dark], ids=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Iterator[None]:
    theme.choose_scheme(request.param)
    yield
    theme.choose_scheme(Qt.ColorScheme.Unknown)


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Recording]:
    with Recording.create(tmp_path / "log.wsrec") as recording:
        recording.append(1, story())
        recording.flush()
        yield recording


@pytest.fixture
def view(qtbot, recording: Recording) -> Iterator[LogView]:
    view = LogView()
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.set_recording(recording, follow=False)
    view.show()
    yield view
    view.set_recording(None)


def cell(view: LogView, row: int, column: Column) -> QImage:
    box = view.table.visualRect(view.model.index(row, 0))
    columns = view.header.columns
    place = QRect(columns.left(column), box.top(), columns.width(column), box.height())
    return view.table.viewport().grab().toImage().copy(place)


def colours_in(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def has(image: QImage, colour: QColor) -> bool:
    return colour.name() in colours_in(image)


@pytest.mark.usefixtures("scheme")
def test_direction_has_a_colour_and_a_shape(view):
    c = theme.colours()
    up, down = cell(view, 4, Column.DIRECTION), cell(view, 6, Column.DIRECTION)
    assert has(up, c.sent)
    assert has(down, c.received)
    assert not has(up, c.received)

    def ink(image: QImage, lines: range) -> int:
        ground = image.pixelColor(0, 0)
        return sum(
            image.pixelColor(x, y) != ground for x in range(image.width()) for y in lines
        )  # fmt: skip

    middle = up.height() // 2
    head, foot = range(middle), range(middle + 1, up.height())
    assert ink(up, head) > ink(up, foot)
    assert ink(down, head) < ink(down, foot)


@pytest.mark.usefixtures("scheme")
def test_problems_and_violations_stand_out(view):
    c = theme.colours()
    assert has(cell(view, 13, Column.PREVIEW), c.warning)
    assert not has(cell(view, 4, Column.PREVIEW), c.warning)
    assert has(cell(view, 23, Column.PREVIEW), c.problem)
    assert has(cell(view, 22, Column.PREVIEW), c.warning)
    assert has(cell(view, 8, Column.PREVIEW), c.control)
    assert not has(cell(view, 8, Column.PREVIEW), c.text)


def test_ready_states_have_their_shapes(view):
    shapes = [cell(view, row, Column.DIRECTION) for row in (0, 3, 19, 20)]
    assert len({bytes(shape.constBits()) for shape in shapes}) == 4


@pytest.mark.usefixtures("scheme")
def test_selection_hover_and_alternation_are_seen(view):
    c = theme.colours()
    assert cell(view, 4, Column.TIME).pixelColor(1, 1) == c.base
    assert cell(view, 5, Column.TIME).pixelColor(1, 1) == c.alternate
    view.select_seq(5)
    assert cell(view, 4, Column.TIME).pixelColor(1, 1) == c.selection
    box = view.table.visualRect(view.model.index(6, 0))
    QTest.mouseMove(view.table.viewport(), QPoint(50, box.center().y()))
    hovered = cell(view, 6, Column.TIME).pixelColor(1, 1)
    assert hovered not in (c.base, c.alternate, c.selection)


def test_markup_is_shown_as_it_is(view):
    """`<b>` in a payload is as light as anything else, and takes the room of its letters."""
    plain = frame(2201, RECEIVED, 0x81, b"[b]not bold[/b]")
    marked = frame(2201, RECEIVED, 0x81, b"<b>not bold</b>")
    recording = view.model.recording
    recording.append(1, [plain, marked])
    recording.flush()
    view.refresh()

    def extent(row: int) -> int:
        image = cell(view, row, Column.PREVIEW)
        ground = image.pixelColor(0, 0)
        return max(
            x
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y) != ground
        )

    assert abs(extent(25) - extent(26)) <= 2


def test_nothing_is_written_beyond_its_column(view):
    view.header.resizeSection(Column.TIME, 40)
    view.header.resizeSection(Column.TYPE, 30)
    gap = view.header.columns.left(Column.DELTA)
    edge = view.table.viewport().grab(QRect(gap - 4, 0, 4, 80)).toImage()
    c = theme.colours()
    assert colours_in(edge) <= {c.base.name(), c.alternate.name()}
