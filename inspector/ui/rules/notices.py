"""What rules tell a person, gathered until the display tick."""

from PySide6.QtCore import Signal

from inspector.automation.inbox import Message
from inspector.payloads import one_line
from inspector.ui.notice_strip import NoticeStrip

_LONGEST = 300
"""Characters of a notice: what rules tell may hold what a peer sent."""


class RuleNotices(NoticeStrip):
    """Shows the latest notice and how many came before it since somebody looked.

    Signals:
    told(str): something new is shown; at most once a tick.
    wanted(int): the message of this seq is to be seen.
    """

    told = Signal(str)
    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__("ruleNotice", "Show", "Go to the message that a rule tells of")
        self._latest: tuple[str, int] | None = None
        self._count = 0
        self._shown = 0
        self.undone.connect(self._on_undone)

    def add(self, text: str, message: Message) -> None:
        """As `RuleRunner.on_notify`: maybe thousands of times a second."""
        self._latest = text, message.seq
        self._count += 1

    def refresh(self) -> None:
        """On the display tick."""
        if self._latest is None or self._count == self._shown:
            return
        self._shown = self._count
        text, seq = self._latest
        said = f"{one_line(text, _LONGEST)}  ·  #{seq:,}"
        self.say(f"{said}  ·  {self._count:,} notices" if self._count > 1 else said)
        self.told.emit(said)

    def _on_undone(self) -> None:
        if self._latest is not None:
            self.wanted.emit(self._latest[1])
        self._latest, self._count, self._shown = None, 0, 0
        self.say("")
