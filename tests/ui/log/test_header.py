"""The columns: sized by the header, painted by the delegate."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest

from inspector.ui.log.columns import Column, ColumnLayout
from inspector.ui.log.header import LogHeader


def test_edges_follow_from_widths():
    columns = ColumnLayout([10, 20, 30, 40, 50, 60, 70])
    changed = QSignalSpy(columns.changed)
    columns.set_width(Column.TIME, 25)
    columns.set_width(Column.TIME, 25)
    assert changed.count() == 1
    assert [columns.left(column) for column in Column] == [0, 10, 35, 65, 105, 155, 215]


def test_dragging_an_edge_sizes_a_column_and_double_click_resets(qtbot):
    header = LogHeader()
    qtbot.addWidget(header)
    header.resize(900, header.sizeHint().height())
    header.show()
    columns = header.columns
    first = columns.width(Column.TIME)
    edge = QPoint(columns.left(Column.DELTA) - 1, header.height() // 2)
    viewport = header.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(viewport, edge + QPoint(30, 0))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=edge + QPoint(30, 0))
    assert columns.width(Column.TIME) == first + 30
    assert columns.left(Column.PREVIEW) == header.sectionPosition(Column.PREVIEW)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=edge + QPoint(30, 0))
    assert columns.width(Column.TIME) == first


def test_widths_can_be_kept(qtbot):
    header, other = LogHeader(), LogHeader()
    qtbot.addWidget(header)
    qtbot.addWidget(other)
    header.resizeSection(Column.TYPE, 200)
    other.set_widths(header.widths())
    other.set_widths([])
    assert other.columns.width(Column.TYPE) == 200


def test_every_column_has_a_title_and_a_tooltip(qtbot):
    header = LogHeader()
    qtbot.addWidget(header)
    for column in Column:
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            assert header.model().headerData(column, Qt.Orientation.Horizontal, role)
