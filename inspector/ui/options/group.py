"""Fields that belong together, under a heading."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from inspector.ui.details.controls import PlainLabel


class OptionGroup(QWidget):
    """A heading, tall fields over the whole width, and a form of the others."""

    def __init__(self, title: str) -> None:
        super().__init__()
        heading = PlainLabel(f"{title.lower()}Heading", "muted", wraps=False)
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(6)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(heading)
        self._column.addLayout(self._form)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        heading.setText(title)

    def add(self, label: str, field: QWidget, *, tall: bool = False) -> None:
        if tall:
            self._column.insertWidget(1, field, 1)
        else:
            self._form.addRow(label, field)
