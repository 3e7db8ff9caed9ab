"""The editor of an environment: name, colour, description, variables, secrets."""

from collections.abc import Mapping
from typing import get_args

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from inspector.library import Environment
from inspector.library.colour import Colour
from inspector.library.named import MAX_NAME, name_problem
from inspector.ui import theme
from inspector.ui.library.asking import Edited
from inspector.ui.library.environment_box import swatch
from inspector.ui.library.secret_prompt import kept_where
from inspector.ui.library.variables_table import VariablesTable
from inspector.ui.text import plain_tip, sentence


class EnvironmentDialog(QDialog):
    def __init__(
        self,
        parent: QWidget,
        environment: Environment,
        secrets: Mapping[str, str | None],
        *,
        title: str,
        keeps: str,
    ) -> None:
        """`keeps`: why secrets are forgotten at the program's end; see `SecretStore.keeps`."""
        super().__init__(parent)
        self.setObjectName("environmentDialog")
        self.setWindowTitle(title)
        self._name = QLineEdit(environment.name)
        self._name.setObjectName("nameEdit")
        self._name.setMaxLength(MAX_NAME)
        self._colour = QComboBox()
        self._colour.setObjectName("colourBox")
        self._colour.setToolTip("The tabs that use it are marked with it")
        self._colour.addItem(swatch(None), "none")
        for colour in get_args(Colour):
            self._colour.addItem(swatch(colour), colour, colour)
        if environment.colour is not None:
            self._colour.setCurrentIndex(self._colour.findData(environment.colour))
        self._description = QLineEdit(environment.description)
        self._description.setObjectName("descriptionEdit")
        self._description.setPlaceholderText("What it is for")
        self._table = VariablesTable(with_secrets=True)
        self._table.show_variables(environment.variables, secrets)
        self._about = _label("secretsAbout", f"Values marked secret are {kept_where(keeps)}")
        self._about.setToolTip(plain_tip(keeps))
        self._about.setStyleSheet(f"color: {theme.colours().muted.name()}")
        self._problem = _label("environmentProblem", "")
        self._problem.setStyleSheet(f"color: {theme.colours().problem.name()}")
        form = QFormLayout()
        form.addRow("&Name:", self._name)
        form.addRow("&Colour:", self._colour)
        form.addRow("&Description:", self._description)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self._table, 1)
        column.addWidget(self._about)
        column.addWidget(self._problem)
        column.addWidget(self._buttons)
        self._name.textChanged.connect(self._check)
        self._table.changed.connect(self._check)
        self.resize(560, 460)
        self._name.setFocus()
        self._name.selectAll()
        self._check()

    @property
    def edited(self) -> Edited:
        secrets = self._table.secrets()
        environment = Environment(
            name=self._name.text().strip(),
            description=self._description.text().strip(),
            colour=self._colour.currentData(),
            variables=self._table.variables(),
            secrets=tuple(secrets),
        )
        return Edited(environment, secrets)

    def _check(self) -> None:
        problem = name_problem(self._name.text()) or self._table.problem
        self._problem.setText(sentence(problem))
        self._problem.setVisible(bool(problem))
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not problem)


def _label(name: str, text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
