"""Catches log records that nobody expects."""

import logging
from types import TracebackType
from typing import Self


class UnannouncedRecords(logging.Handler):
    """While entered, keeps every record of WARNING or above that is not announced.

    Announced means that `caplog.at_level` gave the record's logger, or one of its parents, exactly
    the record's level: `with caplog.at_level(logging.ERROR, logger="websockets.server"):`.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        logger: logging.Logger | None = logging.getLogger(record.name)
        while logger:
            if logger.level == record.levelno:
                return
            logger = logger.parent
        self.messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def __enter__(self) -> Self:
        logging.getLogger().addHandler(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        logging.getLogger().removeHandler(self)
