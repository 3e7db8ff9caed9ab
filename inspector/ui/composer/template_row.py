"""Which template is in the composer, and the ways to keep it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from inspector.ui import theme
from inspector.ui.composer.elided_label import ElidedLabel
from inspector.ui.text import plain_tip


class TemplateRow(QWidget):
    """Signals:
    save_requested: write the content over the open template.
    save_as_requested: keep the content under a name.
    revert_requested: take back the open template as it is kept.
    detach_requested: go on without the template.
    """

    save_requested = Signal()
    save_as_requested = Signal()
    revert_requested = Signal()
    detach_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._path = ""
        self._name = ElidedLabel("openTemplateLabel", least=24)
        self._save = QPushButton()
        self._save.setObjectName("saveTemplateButton")
        self._save.clicked.connect(self.save)
        self._more = QToolButton()
        self._more.setObjectName("templateMenuButton")
        self._more.setAccessibleName("More ways to keep the message")
        self._more.setToolTip("Save as another template, or take back what was saved")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.setAutoRaise(True)
        menu = QMenu(self._more)
        menu.setObjectName("templateMenu")
        self._overwrite = menu.addAction("&Save", self.save_requested.emit)
        menu.addAction("Save &as template…\tCtrl+Shift+S", self.save_as_requested.emit)
        menu.addSeparator()
        self._revert = menu.addAction("&Revert to what was saved", self.revert_requested.emit)
        self._detach = menu.addAction("&Leave the template", self.detach_requested.emit)
        self._more.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self._name, self._save, self._more):
            row.addWidget(widget)
        theme.notifier().changed.connect(self._dress)
        self._dress()
        self.show_template("", is_modified=False)

    def show_template(self, path: str, *, is_modified: bool) -> None:
        """`path` of the open template, empty for none; whether the content is another one."""
        self._path = path
        name = path.rpartition("/")[2]
        self._name.setText(f"• {name}" if is_modified else name)
        self._name.setVisible(bool(path))
        what = f"Template {path}, {'changed and not saved' if is_modified else 'as it is saved'}"
        self._name.setToolTip(plain_tip(what))
        self._name.setAccessibleName(what)
        self._save.setText("Save" if path else "Save…")
        self._save.setToolTip(
            plain_tip(
                f"Save this message over the template {path}"
                if path
                else "Save this message as a template (Ctrl+Shift+S)"
            )
        )
        self._overwrite.setEnabled(is_modified)
        self._revert.setEnabled(is_modified)
        self._detach.setEnabled(bool(path))

    def save(self) -> None:
        """Over the open template; where none is open, under a name."""
        (self.save_requested if self._path else self.save_as_requested).emit()

    def _dress(self) -> None:
        self._save.setIcon(theme.icon("template"))
        self._more.setIcon(theme.icon("expand"))
