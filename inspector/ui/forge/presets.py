"""The box of frames to start from: a lawful one, and the classic violations by their section."""

import re
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QSizePolicy

from inspector.sending.violations import VIOLATIONS, Violation
from inspector.ui.text import plain_tip

_LAWFUL = "A lawful text frame"
_OWN = "Frames of your own"
_VIOLATION = Qt.ItemDataRole.UserRole


class Presets(QComboBox):
    """`activated` tells that a person chose one; `violation` is None for the lawful frame."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("forgePresetBox")
        self.setAccessibleName("Frames to start from")
        self.setToolTip("Fill the fields with a lawful frame or with a classic violation")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)
        self.setPlaceholderText(_OWN)
        model = QStandardItemModel(self)
        model.appendRow(QStandardItem(_LAWFUL))
        for section, violations in groupby(sorted(VIOLATIONS, key=_place), key=_section):
            heading = QStandardItem(section)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            model.appendRow(heading)
            for violation in violations:
                item = QStandardItem(violation.title)
                item.setData(violation, _VIOLATION)
                item.setToolTip(plain_tip(f"{violation.rule}\n{violation.must}"))
                model.appendRow(item)
        self.setModel(model)

    @property
    def violation(self) -> Violation | None:
        chosen = self.currentData(_VIOLATION)
        return chosen if isinstance(chosen, Violation) else None

    def leave(self) -> None:
        """The fields were edited: they are no preset any more."""
        self.setCurrentIndex(-1)


def _section(violation: Violation) -> str:
    section = violation.section
    return section if section.startswith("RFC") else f"RFC 6455 section {section}"


def _place(violation: Violation) -> list[int]:
    """RFC 6455 before the others, each in the order of its sections: 5.2 before 10.4."""
    return [int(number) for number in re.findall("[0-9]+", _section(violation))]
