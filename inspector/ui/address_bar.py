"""The address bar: the URL with its history, the options' switch, Connect."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QToolButton, QWidget

from inspector.events import ReadyState
from inspector.library import UrlHistory
from inspector.ui import theme

_ACTION = {
    ReadyState.CONNECTING: ("Cancel", "disconnect", "Give up connecting"),
    ReadyState.OPEN: ("Disconnect", "disconnect", "Close with code 1000"),
    ReadyState.CLOSING: ("Abort", "disconnect", "End the connection without waiting for the peer"),
    ReadyState.CLOSED: ("Connect", "connect", "Connect to this URL"),
}

_OPTIONS_TIP = "Headers, subprotocols, TLS, limits of this connection (Ctrl+,)"
_WIDEST_SUMMARY = 360
"""Pixels; the window would be as wide as the longest summary."""


class AddressBar(QWidget):
    """Signals:
    connect_requested: Connect was pressed, or Enter in the URL.
    disconnect_requested: the button was pressed while there is a connection.
    options_toggled(bool): the panel of options shall be shown or hidden.
    """

    connect_requested = Signal()
    disconnect_requested = Signal()
    options_toggled = Signal(bool)

    def __init__(self, history: UrlHistory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self._state = ReadyState.CLOSED
        self._box = QComboBox()
        self._box.setEditable(True)
        self._box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._box.setObjectName("urlBox")
        self._box.setAccessibleName("URL history")
        self._box.setMinimumContentsLength(20)
        self._box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        edit, completer = self._box.lineEdit(), self._box.completer()
        assert edit is not None
        assert completer is not None
        # A path's letters count: /Feed in the history is not the /feed that was typed.
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseSensitive)
        self.edit = edit
        edit.setObjectName("urlEdit")
        edit.setAccessibleName("WebSocket URL")
        edit.setPlaceholderText("ws://host:port/path or wss://host/path")
        edit.setToolTip("The endpoint's URL: ws, wss, http or https (Ctrl+L)")
        edit.setFont(theme.fixed_font())
        edit.returnPressed.connect(self._on_return)
        self._options = QToolButton()
        self._options.setCheckable(True)
        self._options.setText("Options")
        self._options.setObjectName("optionsButton")
        self._options.setToolTip(_OPTIONS_TIP)
        self._options.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._options.toggled.connect(self.options_toggled)
        self._button = QPushButton()
        self._button.setObjectName("connectButton")
        self._button.setProperty("primary", True)
        self._button.setMinimumWidth(120)
        self._button.clicked.connect(self._on_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 4)
        row.setSpacing(6)
        row.addWidget(self._box, 1)
        row.addWidget(self._options)
        row.addWidget(self._button)
        self.reload_history()
        theme.notifier().changed.connect(self._dress)
        self._dress()

    @property
    def url(self) -> str:
        return self.edit.text().strip()

    @url.setter
    def url(self, url: str) -> None:
        self.edit.setText(url)
        self.edit.setCursorPosition(0)

    @property
    def options_shown(self) -> bool:
        return self._options.isChecked()

    @options_shown.setter
    def options_shown(self, shown: bool) -> None:
        self._options.setChecked(shown)

    def set_options_summary(self, summary: str) -> None:
        """What differs from the defaults, so that a closed panel hides nothing. What is too long
        for the bar is whole in the tooltip."""
        text = f"Options: {summary}" if summary else "Options"
        metrics, end = self._options.fontMetrics(), Qt.TextElideMode.ElideRight
        self._options.setText(metrics.elidedText(text, end, _WIDEST_SUMMARY))
        self._options.setAccessibleName(text)
        self._options.setToolTip(f"{summary}\n{_OPTIONS_TIP}".strip())

    def remember(self, url: str) -> None:
        """Put `url` on top of the history."""
        self._history.add(url)
        self.reload_history()

    def reload_history(self) -> None:
        text = self.edit.text()
        self._box.clear()
        self._box.addItems(self._history.urls)
        self._box.setCurrentIndex(-1)
        self.edit.setText(text)

    def show_state(self, state: ReadyState) -> None:
        if state != self._state:
            self._state = state
            self._dress()

    def focus(self) -> None:
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._dress()

    def _dress(self) -> None:
        text, icon, tip = _ACTION[self._state]
        colours = theme.colours()
        self._button.setText(text)
        self._button.setIcon(theme.icon(icon, colours.on_accent))
        self._button.setToolTip(f"{tip} (Ctrl+Shift+C)")
        self._button.setAccessibleName(text)
        self._options.setIcon(theme.icon("options"))

    def _on_return(self) -> None:
        if self._state == ReadyState.CLOSED:
            self.connect_requested.emit()

    def _on_clicked(self) -> None:
        if self._state == ReadyState.CLOSED:
            self.connect_requested.emit()
        else:
            self.disconnect_requested.emit()
