"""The options of a connection, in a panel that nobody has to open."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from inspector.ui.details.controls import PlainLabel
from inspector.ui.options.checked_edit import CheckedEdit
from inspector.ui.options.editors import editor
from inspector.ui.options.group import OptionGroup
from inspector.ui.options.text import parse_protocols
from inspector.ui.text import count
from inspector.ui.variables import install
from inspector.variables import Scopes
from inspector.wire import ConnectOptions, check_protocols
from inspector.wire.options import HANDSHAKE, OPTIONS, summary

_TALLEST = 320
"""Pixels; what does not fit is scrolled."""
_SPACING = 12
"""Pixels between two groups."""


class OptionsPanel(QScrollArea):
    """Signals:
    changed: anything in it.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("optionsPanel")
        self.setAccessibleName("Options of the connection")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._editors = {name: editor(option) for name, option in OPTIONS.items()}
        self._subprotocols = CheckedEdit(
            "subprotocolsEdit",
            "Subprotocols",
            "Offer these subprotocols in this order, separated by commas: graphql-ws, chat",
            _check_protocols,
        )
        self._reset = QPushButton("Defaults")
        self._reset.setObjectName("resetOptionsButton")
        self._reset.setToolTip("Set every option back")
        self._warning = PlainLabel("optionsWarning", "warning")
        self._warning.setAccessibleName("Warning")
        self._error = PlainLabel("optionsError", "problem")
        self._groups = self._make_groups()
        self._grid = QGridLayout()
        self._columns = 0
        self._lay_out()
        self._connect_signals()
        self.set_options(ConnectOptions(), ())

    def options(self) -> ConnectOptions:
        """What is chosen; what cannot be used, as `error` says, is left at its default."""
        return ConnectOptions(**{name: field.value() for name, field in self._editors.items()})

    def subprotocols(self) -> tuple[str, ...]:
        """Those to offer, in order; none while they are not usable."""
        return () if self._subprotocols.problem else parse_protocols(self._subprotocols.value)

    def set_options(self, options: ConnectOptions, subprotocols: Sequence[str] = ()) -> None:
        """Show these, and tell once."""
        blocked = self.blockSignals(True)
        self._subprotocols.setText(", ".join(subprotocols))
        for name, field in self._editors.items():
            field.set_value(getattr(options, name))
        self.blockSignals(blocked)
        self._on_changed()

    def know_variables(self, scopes: Callable[[], Scopes]) -> Callable[[], None]:
        """Offer, explain and mark variables where `render_endpoint` puts in their values. What is
        returned marks them anew: some may have changed."""
        marks = [install(self._subprotocols, scopes).refresh]
        for name, field in self._editors.items():
            if OPTIONS[name].variables and field.know_variables is not None:
                marks.append(field.know_variables(scopes))

        def refresh() -> None:
            for mark in marks:
                mark()

        return refresh

    def error(self) -> str:
        """What keeps these options from being used, as a sentence; empty where nothing does."""
        problems = [self._subprotocols.problem, *(it.problem() for it in self._editors.values())]
        return next(filter(None, problems), "")

    def summary(self) -> str:
        """What differs from the defaults: `2 headers, compression off`; empty where nothing."""
        protocols = self.subprotocols()
        offered = [count(len(protocols), "subprotocol")] if protocols else []
        return ", ".join([*offered, *summary(self.options())])

    def sizeHint(self) -> QSize:
        content = self.widget()
        hint = content.sizeHint() if content else super().sizeHint()
        return QSize(hint.width(), min(hint.height(), _TALLEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(event.size().width())
        super().resizeEvent(event)

    def _make_groups(self) -> list[OptionGroup]:
        groups = {option.group: OptionGroup(option.group) for option in OPTIONS.values()}
        groups[HANDSHAKE].add("Subprotocols", self._subprotocols)
        for name, field in self._editors.items():
            groups[OPTIONS[name].group].add(OPTIONS[name].label, field.widget, tall=field.is_tall)
        [*groups.values()][-1].add("", self._reset)
        return [*groups.values()]

    def _lay_out(self) -> None:
        self._grid.setHorizontalSpacing(_SPACING)
        self._grid.setColumnStretch(0, 4)
        self._grid.setColumnStretch(1, 3)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(8, 4, 8, 6)
        self._column.setSpacing(4)
        self._column.addLayout(self._grid)
        self._column.addWidget(self._warning)
        self._column.addWidget(self._error)
        self.setWidget(content)
        self._arrange(0)

    def _arrange(self, width: int) -> None:
        """All groups in one row if they fit into `width`, else two and two."""
        needed = sum(group.minimumSizeHint().width() + _SPACING for group in self._groups)
        columns = len(self._groups) if needed <= width else 2
        if columns == self._columns:
            return
        self._columns = columns
        for place, group in enumerate(self._groups):
            self._grid.addWidget(group, *divmod(place, columns))
        self._column.activate()  # the scroll area asks for the new sizes at once
        self.updateGeometry()

    def _connect_signals(self) -> None:
        self._subprotocols.textChanged.connect(self._on_changed)
        for field in self._editors.values():
            field.changed.connect(self._on_changed)
        self._reset.clicked.connect(lambda: self.set_options(ConnectOptions(), ()))

    def _on_changed(self) -> None:
        options = self.options()
        warnings = []
        for name, field in self._editors.items():
            option = OPTIONS[name]
            if option.needs:
                field.widget.setEnabled(getattr(options, option.needs) not in (None, False))
            if option.warning and getattr(options, name) != option.default:
                warnings.append(f"⚠ {option.warning}")
        self._warning.setText("\n".join(warnings))
        self._error.setText(self.error())
        self.updateGeometry()
        self.changed.emit()


def _check_protocols(text: str) -> str:
    """Those with variables are judged when they have their values."""
    try:
        check_protocols([word for word in parse_protocols(text) if "{{" not in word])
    except ValueError as error:
        return str(error)
    return ""
