"""The form of the chosen step."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from inspector.automation.steps import Step
from inspector.ui.forms.declared import fields_of
from inspector.ui.forms.sources import Paths
from inspector.ui.forms.struct_fields import StructFields
from inspector.ui.front_stack import FrontStack


class StepForm(QScrollArea):
    """Signals: changed: `value()` is another one."""

    changed = Signal()

    def __init__(self, paths: Paths) -> None:
        super().__init__()
        self.setObjectName("stepForm")
        self.setAccessibleName("The chosen step")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._paths = paths
        self._forms: dict[type[Step], StructFields[Step]] = {}
        self._pages = FrontStack()
        content = QWidget()
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(content)
        column.setContentsMargins(10, 2, 6, 6)
        column.addWidget(self._pages)
        column.addStretch(1)
        self.setWidget(content)

    def value(self) -> Step:
        form = self._pages.currentWidget()
        assert isinstance(form, StructFields)
        step: Step = form.value()
        return step

    def set_value(self, step: Step) -> None:
        """Show `step`; that is no change."""
        blocked = self.blockSignals(True)
        form = self._form(type(step))
        form.set_value(step)
        self._pages.setCurrentWidget(form)
        self.setFocusProxy(form)
        self.blockSignals(blocked)

    def _form(self, kind: type[Step]) -> StructFields[Step]:
        """Made when a step of its kind is first chosen."""
        if kind not in self._forms:
            self._forms[kind] = form = StructFields(kind, fields_of(kind, "step", self._paths))
            form.changed.connect(self.changed)
            self._pages.addWidget(form)
        return self._forms[kind]
