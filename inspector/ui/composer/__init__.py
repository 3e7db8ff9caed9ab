"""The composer: where a message is written, judged as it is typed, sent and recalled."""

from inspector.ui.composer.composer import Composer

__all__ = ["Composer"]
