"""The pane that shows what will be sent."""

from PySide6.QtWidgets import QFrame

from inspector.library.send_as import SendAs
from inspector.payloads import Decoded
from inspector.ui.composer.outline import outline
from inspector.ui.details.span_text import SpanText
from inspector.variables import Rendered


class Preview(SpanText):
    """Variables have their values there, secrets are masked, fragments and messages told apart."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("previewText")
        self.setAccessibleName("What will be sent")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setTabChangesFocus(True)
        self.set_wrapped(True)
        self.hide()

    def show_sending(self, kind: str, rendered: Rendered, send_as: SendAs) -> None:
        """Show what becomes of `rendered`, or why nothing does."""
        try:
            decoded = outline(kind, rendered, send_as)
        except (ValueError, OSError) as error:
            decoded = Decoded(str(error), [])
        self.show_decoded(decoded)
