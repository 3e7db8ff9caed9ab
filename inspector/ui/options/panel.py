"""The options of a connection, in a panel that nobody has to open."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from inspector.ui.details.controls import PlainLabel
from inspector.ui.loop import spawn
from inspector.ui.options import text as words
from inspector.ui.options.checked_edit import CheckedEdit
from inspector.ui.options.fields import (
    Interval,
    SizeField,
    check_box,
    choice,
    number,
    seconds,
)
from inspector.ui.options.headers_table import HeadersTable
from inspector.ui.prompts import ask_open
from inspector.ui.variables import install, install_in_column
from inspector.variables import Scopes
from inspector.wire import ConnectOptions, check_protocols

_NOT_VERIFIED = "⚠ Certificates are not checked: anybody on the way can read and change everything."
_WIDE = 1000
"""Pixels from which everything stands in one row."""
_TALLEST = 320
"""Pixels; what does not fit is scrolled."""


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
        self._make_fields()
        self._warning = PlainLabel("tlsWarning", "warning")
        self._warning.setAccessibleName("Warning")
        self._error = PlainLabel("optionsError", "problem")
        self._lay_out()
        self._connect_signals()
        self.set_options(ConnectOptions(), ())

    def options(self) -> ConnectOptions:
        """What is chosen; what cannot be used, as `error` says, is left at its default."""
        return ConnectOptions(
            headers=self._headers.headers(),
            origin=self._origin.value or None if not self._origin.problem else None,
            compression=self._compression.isChecked(),
            verify_tls=self._verify_tls.isChecked(),
            ca_file=self._ca_file.value or None,
            proxy=self._proxy.value or None if not self._proxy.problem else None,
            open_timeout=self._open_timeout.value(),
            close_timeout=self._close_timeout.value(),
            max_redirects=self._redirects.value(),
            max_message_size=self._size.size_in_bytes,
            keepalive_interval=self._keepalive.interval,
            keepalive_timeout=self._keepalive_timeout.value(),
            auto_pong=self._auto_pong.isChecked(),
            lenient=bool(self._policy.currentIndex()),
        )

    def subprotocols(self) -> tuple[str, ...]:
        """Those to offer, in order; none while they are not usable."""
        text = self._subprotocols.value
        return () if self._subprotocols.problem else words.parse_protocols(text)

    def set_options(self, options: ConnectOptions, subprotocols: Sequence[str] = ()) -> None:
        """Show these, and tell once."""
        blocked = self.blockSignals(True)
        self._headers.set_headers(options.headers)
        self._subprotocols.setText(", ".join(subprotocols))
        self._origin.setText(options.origin or "")
        self._compression.setChecked(options.compression)
        self._verify_tls.setChecked(options.verify_tls)
        self._ca_file.setText(options.ca_file or "")
        self._proxy.setText(options.proxy or "")
        self._open_timeout.setValue(options.open_timeout)
        self._close_timeout.setValue(options.close_timeout)
        self._redirects.setValue(options.max_redirects)
        self._size.size_in_bytes = options.max_message_size
        self._keepalive.interval = options.keepalive_interval
        self._keepalive_timeout.setValue(options.keepalive_timeout)
        self._auto_pong.setChecked(options.auto_pong)
        self._policy.setCurrentIndex(int(options.lenient))
        self.blockSignals(blocked)
        self._on_changed()

    def know_variables(self, scopes: Callable[[], Scopes]) -> Callable[[], None]:
        """Offer, explain and mark variables where `render_endpoint` puts in their values. What is
        returned marks them anew: some may have changed."""
        install_in_column(self._headers.table, 1, scopes)
        marks = [install(edit, scopes) for edit in (self._subprotocols, self._origin)]

        def refresh() -> None:
            for each in marks:
                each.refresh()

        return refresh

    def error(self) -> str:
        """What keeps these options from being used, as a sentence; empty where nothing does."""
        fields = (self._headers, self._subprotocols, self._origin, self._proxy, self._ca_file)
        return next((field.problem for field in fields if field.problem), "")

    def summary(self) -> str:
        """What differs from the defaults: `2 headers, compression off`; empty where nothing."""
        return words.summary(self.options(), self.subprotocols())

    def sizeHint(self) -> QSize:
        content = self.widget()
        hint = content.sizeHint() if content else super().sizeHint()
        return QSize(hint.width(), min(hint.height(), _TALLEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = event.size().width() >= _WIDE
        if wide != self._wide:
            self._arrange(wide=wide)
        super().resizeEvent(event)

    def _make_fields(self) -> None:
        self._headers = HeadersTable()
        self._subprotocols = CheckedEdit(
            "subprotocolsEdit",
            "Subprotocols",
            "Offered in this order, separated by commas: graphql-transport-ws, chat",
            _check_protocols,
        )
        self._origin = CheckedEdit(
            "originEdit",
            "Origin",
            "What a browser would send: https://example.com. None is sent while this is empty",
            _check_origin,
        )
        self._proxy = CheckedEdit(
            "proxyEdit",
            "Proxy",
            "http://host:port; the system's proxy is never used silently",
            words.check_proxy,
        )
        self._ca_file = CheckedEdit(
            "caFileEdit",
            "CA file",
            "PEM file of certificate authorities to trust in place of the system's",
            words.check_ca_file,
        )
        self._browse = QPushButton("Choose…")
        self._browse.setObjectName("caFileButton")
        self._browse.setToolTip("Choose a PEM file")
        self._verify_tls = check_box(
            "verifyTlsBox", "Verify the certificate", "Refuse a server that cannot prove its name"
        )
        self._compression = check_box(
            "compressionBox", "Compressed", "Offer permessage-deflate (RFC 7692)"
        )
        self._auto_pong = check_box(
            "autoPongBox", "Automatic pong", "Answer pings (RFC 6455 5.5.2); takes effect at once"
        )
        self._policy = choice(
            "policyBox",
            "Broken frames",
            "Strict fails the connection, as RFC 6455 says; lenient records and reads on",
            ["Strict", "Lenient"],
        )
        self._size = SizeField("messageLimit", "Message limit", "After inflating")
        self._keepalive = Interval("keepalive", "Keepalive ping", "Ping on our own, and see it", 20)
        self._keepalive_timeout = seconds(
            "keepaliveTimeoutSpin", "Pong within", "Else the connection counts as lost"
        )
        self._open_timeout = seconds(
            "openTimeoutSpin", "Open within", "From looking up the name to the handshake's answer"
        )
        self._close_timeout = seconds(
            "closeTimeoutSpin", "Close within", "From the first Close frame; then TCP is aborted"
        )
        self._redirects = number(
            "redirectsSpin", "Redirects", "To follow at most; a browser follows none", 9
        )
        self._reset = QPushButton("Defaults")
        self._reset.setObjectName("resetOptionsButton")
        self._reset.setToolTip("Set every option back")

    def _lay_out(self) -> None:
        ca_file = QHBoxLayout()
        ca_file.addWidget(self._ca_file, 1)
        ca_file.addWidget(self._browse)
        endpoint = _form(
            ("Subprotocols", self._subprotocols),
            ("Origin", self._origin),
            ("Proxy", self._proxy),
            ("CA file", ca_file),
            ("TLS", self._verify_tls),
        )
        limits = _form(
            ("Message limit", self._size),
            ("Open within", self._open_timeout),
            ("Close within", self._close_timeout),
            ("Redirects", self._redirects),
            ("Messages", self._compression),
        )
        behaviour = _form(
            ("Keepalive", self._keepalive),
            ("Pong within", self._keepalive_timeout),
            ("Broken frames", self._policy),
            ("Pings", self._auto_pong),
            ("", self._reset),
        )
        self._groups = (self._headers, endpoint, limits, behaviour)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setColumnStretch(0, 4)
        self._grid.setColumnStretch(1, 3)
        self._arrange(wide=True)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(8, 4, 8, 6)
        column.setSpacing(4)
        column.addLayout(self._grid)
        column.addWidget(self._warning)
        column.addWidget(self._error)
        self.setWidget(content)

    def _arrange(self, *, wide: bool) -> None:
        """All groups in one row, or two and two."""
        self._wide = wide
        columns = len(self._groups) if wide else 2
        for place, group in enumerate(self._groups):
            self._grid.addWidget(group, *divmod(place, columns))
        self.updateGeometry()

    def _connect_signals(self) -> None:
        for field in (self._headers, self._size, self._keepalive):
            field.changed.connect(self._on_changed)
        for edit in (self._subprotocols, self._origin, self._proxy, self._ca_file):
            edit.textChanged.connect(self._on_changed)
        for box in (self._compression, self._verify_tls, self._auto_pong):
            box.toggled.connect(self._on_changed)
        for spin in (self._open_timeout, self._close_timeout, self._keepalive_timeout):
            spin.valueChanged.connect(self._on_changed)
        self._redirects.valueChanged.connect(self._on_changed)
        self._policy.currentIndexChanged.connect(self._on_changed)
        self._reset.clicked.connect(lambda: self.set_options(ConnectOptions(), ()))
        self._browse.clicked.connect(lambda: spawn(self._choose_ca_file(), "choose a CA file"))

    def _on_changed(self) -> None:
        verified = self._verify_tls.isChecked()
        self._warning.setText("" if verified else _NOT_VERIFIED)
        self._keepalive_timeout.setEnabled(self._keepalive.interval is not None)
        self._error.setText(self.error())
        self.updateGeometry()
        self.changed.emit()

    async def _choose_ca_file(self) -> None:
        path = await ask_open(self, "Certificate authorities", ["PEM (*.pem *.crt)", "All (*)"])
        if path is not None:
            self._ca_file.setText(str(path))


def _form(*fields: tuple[str, QWidget | QLayout]) -> QWidget:
    group = QWidget()
    form = QFormLayout(group)
    form.setContentsMargins(0, 0, 0, 0)
    form.setVerticalSpacing(6)
    for label, field in fields:
        form.addRow(label, field)
    return group


def _check_protocols(text: str) -> str:
    """Those with variables are judged when they have their values."""
    try:
        check_protocols([word for word in words.parse_protocols(text) if "{{" not in word])
    except ValueError as error:
        return str(error)
    return ""


def _check_origin(text: str) -> str:
    try:
        ConnectOptions(origin=text)
    except ValueError as error:
        return str(error)
    return ""
