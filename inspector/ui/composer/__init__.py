"""The composer: where a message is written, judged as it is typed, sent and recalled."""

from inspector.ui.composer.composer import Composer
from inspector.ui.composer.sender import Sender
from inspector.ui.composer.submission import Submission
from inspector.ui.composer.template_keeping import TemplateKeeping

__all__ = ["Composer", "Sender", "Submission", "TemplateKeeping"]
