"""Unix times as dates, the impossible ones too."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from unittest.mock import patch

import pytest

from inspector.events import moment


@pytest.fixture
def tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("tokyo")
@pytest.mark.parametrize("seconds", [0, 1_767_323_045, -1, -9_223_372_037, 9_223_372_036])
def test_a_time_is_the_same_in_utc_and_here(seconds: int) -> None:
    assert moment.utc(seconds).timestamp() == seconds == moment.local(seconds).timestamp()
    assert moment.utc(seconds).utcoffset().total_seconds() == 0
    assert moment.local(1_767_323_045).hour == 12


@pytest.mark.parametrize(("seconds", "year"), [(10**30, 9999), (-(10**30), 1)])
def test_what_no_calendar_has_is_the_end_of_it(seconds: int, year: int) -> None:
    assert moment.utc(seconds).year == moment.local(seconds).year == year


def test_utc_stands_in_where_the_system_cannot_tell() -> None:
    class Refusing(datetime):
        def astimezone(self, tz=None):
            raise OSError(22, "Invalid argument")

    with patch.object(moment, "_EPOCH", Refusing(1970, 1, 1, tzinfo=UTC)):
        assert moment.local(-1).isoformat() == "1969-12-31T23:59:59+00:00"
