"""What is said of a thing or a folder: its name, where it lies, what it is for, its variables."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from inspector.library.file_names import folder_name_problem
from inspector.library.named import MAX_NAME, name_problem
from inspector.ui import theme
from inspector.ui.library.asking import Details
from inspector.ui.library.variables_table import VariablesTable
from inspector.ui.text import sentence

_TOP = "(top)"


class DetailsDialog(QDialog):
    def __init__(
        self, parent: QWidget, title: str, details: Details, folders: Iterable[str]
    ) -> None:
        super().__init__(parent)
        self.setObjectName("detailsDialog")
        self.setWindowTitle(title)
        self._name = QLineEdit(details.name)
        self._name.setObjectName("nameEdit")
        self._name.setMaxLength(MAX_NAME)
        self._name.selectAll()
        self._folder = FolderBox(details.folder, folders)
        self._description = QPlainTextEdit(details.description)
        self._description.setObjectName("descriptionEdit")
        self._description.setPlaceholderText("What it is for")
        self._description.setTabChangesFocus(True)
        self._description.setFixedHeight(self.fontMetrics().height() * 4)
        self._problem = QLabel()
        self._problem.setObjectName("detailsProblem")
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setWordWrap(True)
        self._problem.setStyleSheet(f"color: {theme.colours().problem.name()}")
        form = QFormLayout()
        form.addRow("&Name:", self._name)
        form.addRow("&Folder:", self._folder)
        form.addRow("&Description:", self._description)
        column = QVBoxLayout(self)
        column.addLayout(form)
        self._variables: VariablesTable | None = None
        if details.variables is not None:
            self._variables = VariablesTable()
            self._variables.show_variables(details.variables)
            self._variables.changed.connect(self._check)
            group = QGroupBox("Variables")
            QVBoxLayout(group).addWidget(self._variables)
            column.addWidget(group, 1)
        column.addWidget(self._problem)
        self._buttons = _buttons(self)
        column.addWidget(self._buttons)
        self._name.textChanged.connect(self._check)
        self._folder.editTextChanged.connect(self._check)
        self.resize(460, self.sizeHint().height())
        self._name.setFocus()
        self._check()

    @property
    def details(self) -> Details:
        variables = self._variables.variables() if self._variables is not None else None
        return Details(
            self._name.text().strip(),
            self._folder.folder,
            self._description.toPlainText().strip(),
            variables,
        )

    def _check(self) -> None:
        """Say what is wrong; nothing can be saved before it is mended."""
        problem = name_problem(self._name.text()) or self._folder.problem
        if self._variables is not None:
            problem = problem or self._variables.problem
        self._problem.setText(sentence(problem))
        self._problem.setVisible(bool(problem))
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not problem)


class FolderDialog(QDialog):
    def __init__(self, parent: QWidget, title: str, folder: str, folders: Iterable[str]) -> None:
        super().__init__(parent)
        self.setObjectName("folderDialog")
        self.setWindowTitle(title)
        self._box = FolderBox(folder, folders)
        form = QFormLayout()
        form.addRow("&Folder:", self._box)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(_buttons(self))
        self.resize(380, self.sizeHint().height())
        self._box.setFocus()

    @property
    def folder(self) -> str:
        return self._box.folder


class FolderBox(QComboBox):
    """A folder that is there, or one typed to be made."""

    def __init__(self, folder: str, folders: Iterable[str]) -> None:
        super().__init__()
        self.setObjectName("folderBox")
        self.setAccessibleName("Folder")
        self.setToolTip("Choose one, or type a new one; / stands between folders in one another")
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItems([_TOP, *folders])
        self.setCurrentText(folder or _TOP)

    @property
    def folder(self) -> str:
        """Its path; empty for the top."""
        names = (name.strip() for name in self.currentText().split("/"))
        path = "/".join(filter(None, names))
        return "" if path == _TOP else path

    @property
    def problem(self) -> str:
        """Why there can be no such folder; empty where there is or can be one."""
        if not self.folder or self.findText(self.folder) >= 0:
            return ""
        return next(filter(None, map(folder_name_problem, self.folder.split("/"))), "")


def _buttons(dialog: QDialog) -> QDialogButtonBox:
    buttons = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
    )
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons
