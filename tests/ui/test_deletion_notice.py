"""The strip that tells of deleted recordings: it stays until it was seen, and does not nag."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from inspector.recording.retention import Pruned, Refusal, Usage
from inspector.ui.deletion_notice import DeletionNotice
from tests.support.app import click, find

LIMIT = 5 * 10**9


@pytest.fixture
def notice(qtbot) -> DeletionNotice:
    notice = DeletionNotice()
    qtbot.addWidget(notice)
    return notice


def gone(*names: str) -> Pruned:
    return Pruned(names, 10**6 * len(names), Usage(), Usage(), ())


def kept(*refused: Refusal, open_size: int = 0) -> Pruned:
    return Pruned((), 0, Usage(1, LIMIT + 1), Usage(1, open_size), refused)


def dismiss(notice: DeletionNotice) -> None:
    click(find(notice, QToolButton, "dismissDeletionButton"))


def test_it_stays_and_adds_up_until_it_is_dismissed(notice: DeletionNotice) -> None:
    assert not notice.isVisible()
    notice.add(gone("a.wsrec"), LIMIT)
    assert notice.text == "1 recording, 1.0 MB, deleted to keep within 5 GB."
    assert notice.isVisible()
    notice.add(gone("b.wsrec", "c.wsrec"), LIMIT)
    assert notice.text == "3 recordings, 3.0 MB, deleted to keep within 5 GB."
    assert notice.accessibleName() == notice.text
    dismiss(notice)
    assert not notice.isVisible()
    notice.add(gone("d.wsrec"), LIMIT)
    assert notice.text.startswith("1 recording, ")


def test_the_names_are_in_the_tooltip(notice: DeletionNotice) -> None:
    notice.add(gone(*(f"{number}.wsrec" for number in range(25))), LIMIT)
    tip = notice.findChild(QLabel).toolTip()
    assert "0.wsrec" in tip
    assert "19.wsrec" in tip
    assert "20.wsrec" not in tip
    assert "and 5 more" in tip


def test_the_same_trouble_is_told_once(notice: DeletionNotice) -> None:
    stuck = kept(Refusal("a.wsrec", "it is write-protected"))
    notice.add(stuck, LIMIT)
    assert "a.wsrec cannot be deleted" in notice.text
    dismiss(notice)
    notice.add(stuck, LIMIT)
    assert not notice.isVisible()
    notice.add(kept(open_size=LIMIT + 10), LIMIT)
    assert "What is open" in notice.text
    dismiss(notice)
    notice.add(kept(open_size=LIMIT + 20), LIMIT)
    assert not notice.isVisible(), "it has grown, which is no news"
    notice.add(stuck, LIMIT)
    assert notice.isVisible(), "another trouble"


def test_what_the_person_asked_for_is_always_answered(notice: DeletionNotice) -> None:
    for _ in range(2):
        notice.add(kept(open_size=1), None)
        assert notice.text == "1 recording is open and not deleted."
        dismiss(notice)


def test_a_failure_hides_no_deletion(notice: DeletionNotice) -> None:
    notice.add(gone("a.wsrec"), LIMIT)
    notice.fail("Cannot tidy up: the disk reports an error.")
    assert notice.text.startswith("1 recording, ")
    assert notice.text.endswith("the disk reports an error.")
    dismiss(notice)
    notice.fail("Cannot tidy up: the disk reports an error.")
    assert not notice.isVisible()


def test_settings_are_one_click_away(notice: DeletionNotice, qtbot) -> None:
    notice.add(gone("a.wsrec"), LIMIT)
    with qtbot.waitSignal(notice.undone):
        click(find(notice, QPushButton, "deletionButton"))
    assert notice.isVisible(), "it was not dismissed"


def test_many_words_leave_the_window_its_width(notice: DeletionNotice) -> None:
    notice.add(kept(Refusal("n" * 20 + ".wsrec", "why " * 100)), LIMIT)
    assert notice.minimumSizeHint().width() < 400
