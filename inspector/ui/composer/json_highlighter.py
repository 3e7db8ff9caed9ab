"""The colours of JSON while it is typed."""

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from inspector.payloads import utf16_spans
from inspector.payloads.json_tokens import highlight
from inspector.ui import theme

_LONGEST_LINE = 20_000
"""Characters; a longer line stays plain, for it is read again at every key."""


class JsonHighlighter(QSyntaxHighlighter):
    """Colours the tokens of a document, line by line, well-formed or not."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._active = False
        self._formats: dict[str, QTextCharFormat] = {}
        theme.notifier().changed.connect(self._dress)
        self._dress()

    def set_active(self, active: bool) -> None:
        if active != self._active:
            self._active = active
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        if self._active and len(text) <= _LONGEST_LINE:
            for start, length, kind in utf16_spans(text, highlight(text)):
                self.setFormat(start, length, self._formats[kind])

    def _dress(self) -> None:
        colours = theme.colours()
        for kind, colour in {
            "key": colours.key,
            "string": colours.string,
            "number": colours.number,
            "keyword": colours.keyword,
            "punctuation": colours.punctuation,
            "error": colours.problem,
        }.items():
            self._formats[kind] = QTextCharFormat()
            self._formats[kind].setForeground(colour)
        self.rehighlight()
