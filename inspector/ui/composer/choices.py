"""How the content goes out: two buttons that say what is chosen, and the panels behind them."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.library.send_as import Repeat, SendAs
from inspector.sending.context import Context
from inspector.ui.composer.kinds import CONTROL
from inspector.ui.composer.popup_button import PopupButton
from inspector.ui.composer.words import repeat_words, seconds, send_as_words

if TYPE_CHECKING:
    from inspector.ui.composer.repeat_panel import RepeatPanel
    from inspector.ui.composer.send_as_panel import SendAsPanel

_MODES = {"message": "One message", "fragments": "Fragments", "lines": "Line by line"}


class Choices(QWidget):
    """The panels are built, and imported, when they are first opened.

    Signals: changed: `send_as` or `repeat` is another one.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._kind = "text"
        self._pieces: int | None = None
        self._send_as = SendAs()
        self._repeat: Repeat | None = None
        self._send_as_button = PopupButton(
            "sendAs",
            "Send as",
            "One message, fragments, or several messages",
            lambda: self._send_as_panel,
        )
        self._repeat_button = PopupButton(
            "repeat", "How often", "Once, or again and again", lambda: self._repeat_panel
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._send_as_button)
        row.addWidget(self._repeat_button)
        self._say()

    @cached_property
    def _send_as_panel(self) -> "SendAsPanel":
        from inspector.ui.composer.send_as_panel import SendAsPanel

        panel = SendAsPanel()
        panel.set_value(self._send_as)
        panel.changed.connect(self._on_send_as)
        return panel

    @cached_property
    def _repeat_panel(self) -> "RepeatPanel":
        from inspector.ui.composer.repeat_panel import RepeatPanel

        panel = RepeatPanel(self._context)
        panel.set_value(self._repeat)
        panel.changed.connect(self._on_repeat)
        return panel

    @property
    def send_as(self) -> SendAs:
        """What is chosen; control frames are always one (RFC 6455 section 5.5)."""
        return SendAs() if self._kind in CONTROL else self._send_as

    @property
    def repeat(self) -> Repeat | None:
        return None if self._kind == "close" else self._repeat

    def choose(self, send_as: SendAs, repeat: Repeat | None) -> None:
        self._send_as, self._repeat = send_as.applied(), repeat
        if "_send_as_panel" in vars(self):
            self._send_as_panel.set_value(send_as)
        if "_repeat_panel" in vars(self):
            self._repeat_panel.set_value(repeat)
        self._on_changed()

    def set_kind(self, kind: str) -> None:
        """What the choices are for."""
        self._kind = kind
        self._send_as_button.setEnabled(kind not in CONTROL)
        self._repeat_button.setEnabled(kind != "close")
        self._say()

    def show_pieces(self, pieces: int | None) -> None:
        """How many fragments or messages the content becomes, where that is known."""
        if pieces != self._pieces:
            self._pieces = pieces
            self._say()

    @property
    def words(self) -> str:
        """What is chosen and not the default: `3 fragments of 40 B · every 1 s`."""
        send_as = self.send_as
        parts = [send_as_words(send_as, self._pieces)] if send_as != SendAs() else []
        parts += [repeat_words(self.repeat)] if self.repeat else []
        return " · ".join(part[0].lower() + part[1:] for part in parts)

    def _on_send_as(self) -> None:
        self._send_as = self._send_as_panel.value()
        self._on_changed()

    def _on_repeat(self) -> None:
        self._repeat = self._repeat_panel.value()
        self._on_changed()

    def _on_changed(self) -> None:
        self._pieces = None
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        send_as, repeat = self.send_as, self.repeat
        self._send_as_button.say(
            _MODES[send_as.mode],
            send_as_words(send_as, self._pieces),
            is_default=send_as == SendAs(),
        )
        self._repeat_button.say(
            f"Every {seconds(repeat.interval)}" if repeat else "Once",
            repeat_words(repeat),
            is_default=repeat is None,
        )
