"""Quick insert: by the keyboard alone, over the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QMainWindow

from inspector.ui import theme
from inspector.ui.library.palette import QuickInsert
from inspector.ui.library.ranking import Choice
from tests.support.app import find

CHOICES = [
    Choice("template", "Exchange/subscribe", "subscribe", '{"op": "subscribe"}'),
    Choice("template", "hello", "hello", "Good morning"),
    Choice("endpoint", "feed", "feed", "ws://feed/"),
    Choice("scenario", "smoke", "smoke", ""),
    Choice("environment", "staging", "staging", ""),
]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot) -> Iterator[QMainWindow]:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(QLineEdit())
    window.resize(900, 600)
    with qtbot.waitActive(window):
        window.show()
    window.centralWidget().setFocus()
    return window


@pytest.fixture
def palette(window: QMainWindow) -> QuickInsert:
    palette = QuickInsert(window)
    palette.open(CHOICES, [("template", "hello")])
    return palette


def shown(palette: QuickInsert) -> list[str]:
    model = find(palette, QListView, "quickInsertList").model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def edit(palette: QuickInsert) -> QLineEdit:
    return find(palette, QLineEdit, "quickInsertEdit")


def test_templates_are_offered_the_latest_first(palette: QuickInsert) -> None:
    assert shown(palette) == ["hello", "Exchange/subscribe"]
    assert edit(palette).hasFocus()
    assert "2 of 2" in find(palette, QLabel, "quickInsertFoot").text()


@pytest.mark.parametrize(("keys", "send"), [(Qt.KeyboardModifier.NoModifier, False), (CTRL, True)])
def test_return_takes_the_best(palette: QuickInsert, keys, send: bool) -> None:
    chosen = QSignalSpy(palette.chosen)
    QTest.keyClicks(edit(palette), "sub")
    QTest.keyClick(edit(palette), Qt.Key.Key_Return, keys)
    assert [list(chosen.at(i)) for i in range(chosen.count())] == [
        ["template", "Exchange/subscribe", send]
    ]
    assert not palette.isVisible()


def test_arrows_choose_another(palette: QuickInsert) -> None:
    chosen = QSignalSpy(palette.chosen)
    QTest.keyClick(edit(palette), Qt.Key.Key_Down)
    QTest.keyClick(edit(palette), Qt.Key.Key_Return)
    assert list(chosen.at(0)) == ["template", "Exchange/subscribe", False]


@pytest.mark.parametrize(
    ("prefix", "noun", "path", "does"),
    [
        ("@", "endpoint", "feed", "connects"),
        (">", "scenario", "smoke", "opens"),
        ("#", "environment", "staging", "chooses"),
    ],
)
def test_a_prefix_finds_the_others(
    palette: QuickInsert, prefix: str, noun: str, path: str, does: str
) -> None:
    chosen = QSignalSpy(palette.chosen)
    QTest.keyClicks(edit(palette), prefix)
    assert shown(palette) == [path]
    assert does in find(palette, QLabel, "quickInsertFoot").text()
    QTest.keyClick(edit(palette), Qt.Key.Key_Return)
    assert list(chosen.at(0)) == [noun, path, False]


def test_a_click_takes(palette: QuickInsert) -> None:
    chosen = QSignalSpy(palette.chosen)
    view = find(palette, QListView, "quickInsertList")
    at = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert list(chosen.at(0)) == ["template", "Exchange/subscribe", False]


def test_escape_and_a_click_elsewhere_close_it(palette: QuickInsert, window: QMainWindow) -> None:
    chosen = QSignalSpy(palette.chosen)
    QTest.keyClicks(edit(palette), "sub")
    QTest.keyClick(edit(palette), Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.centralWidget().hasFocus(), "where it was before"
    palette.open(CHOICES, [])
    assert edit(palette).text() == ""
    window.centralWidget().setFocus()
    assert not palette.isVisible()
    assert chosen.count() == 0


def test_nothing_found_takes_nothing(palette: QuickInsert) -> None:
    chosen = QSignalSpy(palette.chosen)
    QTest.keyClicks(edit(palette), "zzz")
    QTest.keyClick(edit(palette), Qt.Key.Key_Return)
    assert chosen.count() == 0
    assert palette.isVisible()
    palette.open([], [])
    assert "No template yet" in find(palette, QLabel, "quickInsertFoot").text()


def test_no_shortcut_of_the_window_gets_its_keys(palette: QuickInsert, window: QMainWindow) -> None:
    shortcut = QShortcut(QKeySequence("Ctrl+Return"), window)
    pressed = QSignalSpy(shortcut.activated)
    QTest.keyClick(edit(palette), Qt.Key.Key_Return, CTRL)
    assert pressed.count() == 0
    QTest.keyClick(window.centralWidget(), Qt.Key.Key_Return, CTRL)
    assert pressed.count() == 1


def test_it_stays_within_the_window(palette: QuickInsert, window: QMainWindow) -> None:
    for size in ((900, 600), (420, 300)):
        window.resize(*size)
        inside = palette.geometry()
        assert window.rect().contains(inside)
        assert abs(inside.center().x() - window.rect().center().x()) <= 1


def rows(palette: QuickInsert) -> list[QImage]:
    view = find(palette, QListView, "quickInsertList")
    indexes = [view.model().index(row, 0) for row in range(view.model().rowCount())]
    assert all(view.viewport().rect().contains(view.visualRect(index)) for index in indexes)
    return [view.viewport().grab(view.visualRect(index)).toImage() for index in indexes]


def colours(image: QImage, left: float, right: float) -> set[str]:
    """Those between two shares of the width."""
    columns = range(int(left * image.width()), int(right * image.width()))
    return {image.pixelColor(x, y).name() for x in columns for y in range(image.height())}


def test_every_row_is_painted(palette: QuickInsert) -> None:
    palette.open([*CHOICES, Choice("template", "empty", "empty", "")], [])
    images = rows(palette)
    assert shown(palette) == ["empty", "Exchange/subscribe", "hello"]
    for image in images:
        assert len(colours(image, 0.05, 0.4)) > 2  # the name
    assert [len(colours(image, 0.7, 0.99)) > 2 for image in images] == [False, True, True]
    assert images[0] != images[1] != images[2] != images[0]


def test_the_letters_that_were_typed_stand_out_in_every_row(palette: QuickInsert) -> None:
    accent = theme.colours().accent.name()
    assert not any(accent in colours(image, 0, 1) for image in rows(palette))
    QTest.keyClicks(edit(palette), "e")
    assert len(rows(palette)) == 2
    assert all(accent in colours(image, 0, 1) for image in rows(palette))
