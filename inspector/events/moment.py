"""Unix times as dates, for any time that a recording may hold."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EARLIEST = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // timedelta(seconds=1)
_LATEST = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // timedelta(seconds=1)


def utc(seconds: int) -> datetime:
    """The Unix time in UTC; the years 1 and 9999 for what no calendar has."""
    return _EPOCH + timedelta(seconds=min(max(seconds, _EARLIEST), _LATEST))


def local(seconds: int) -> datetime:
    """The Unix time in the zone of this machine, in UTC where the system cannot tell, such as
    before 1970 on Windows."""
    try:
        return utc(seconds).astimezone()
    except (OverflowError, OSError, ValueError):
        return utc(seconds)
