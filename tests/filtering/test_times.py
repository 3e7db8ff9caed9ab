"""`time:`, in a zone that sets its clocks forward and back."""

import time
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from inspector.filtering.times import parse_times

ZONE = "Europe/Berlin"


@pytest.fixture(autouse=True)
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", ZONE)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def ns(text: str) -> int:
    """Local time, down to nanoseconds."""
    moment, _, fraction = text.partition(".")
    local = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(ZONE))
    return round(local.timestamp()) * 10**9 + int((fraction or "0").ljust(9, "0"))


ORIGIN = ns("2026-03-28T12:00:00.5")

HOLDS = {
    # A value, then moments that it holds and moments that it does not.
    "12:00": "2026-03-28T12:00:00 2026-03-28T12:00:59.9 | 2026-03-28T12:01:00 2026-03-28T11:59:59",
    "12:00:01": "2026-03-28T12:00:01.999 2026-07-01T12:00:01 | 2026-03-28T12:00:02",
    "12:00:01.25": "2026-03-28T12:00:01.259 | 2026-03-28T12:00:01.26",
    "=9:05": "2026-03-28T09:05:30 | 2026-03-28T21:05:30",
    # In comparisons to the millisecond, as the log shows it.
    ">12:00:01": "2026-03-28T12:00:01.001 2026-03-28T23:00:00 | 2026-03-28T12:00:01.0009",
    ">=12:00:01": "2026-03-28T12:00:01 | 2026-03-28T12:00:00.9999",
    "<12:00:01": "2026-03-28T12:00:00.9999 | 2026-03-28T12:00:01",
    "<=12:00:01.5": "2026-03-28T12:00:01.5009 | 2026-03-28T12:00:01.501",
    "12:00..12:05": "2026-03-28T12:00:00 2026-03-28T12:05:00.0005 | 2026-03-28T12:05:01",
    "12:00..": "2026-03-28T23:59:59.9 | 2026-03-28T11:59:59",
    "..12:00": "2026-03-28T00:00:00 | 2026-03-28T12:00:01",
    "23:50..00:10": "2026-03-28T23:55:00 2026-03-28T00:10:00 | 2026-03-28T12:00:00",
    # With a date; a date alone is the whole day, which has 23 hours where clocks go forward.
    "2026-03-29": "2026-03-29T00:00:00 2026-03-29T23:59:59.9 | 2026-03-30T00:00:00",
    ">2026-03-29": "2026-03-30T00:00:00 | 2026-03-29T23:59:59",
    "2026-03-28..2026-03-29": "2026-03-29T23:59:59 | 2026-03-30T00:00:00 2026-03-27T23:59:59",
    "2026-03-29T12:00": "2026-03-29T12:00:30 | 2026-03-28T12:00:30 2026-03-29T13:00:30",
    ">=2026-03-28_12:00:01": "2026-03-29T00:00:00 | 2026-03-28T12:00:00",
    # Since the first event.
    "+5s..+10s": "2026-03-28T12:00:05.5 2026-03-28T12:00:10.5 | 2026-03-28T12:00:10.6",
    ">+1m30s": "2026-03-28T12:01:30.501 | 2026-03-28T12:01:30.5",
    "<+250ms": "2026-03-28T12:00:00.7 2026-03-28T11:00:00 | 2026-03-28T12:00:00.75",
    "+1.5s": "2026-03-28T12:00:02.9 | 2026-03-28T12:00:01.9 2026-03-28T12:00:03",
    "+1h": "2026-03-28T13:30:00 | 2026-03-28T12:59:59",
}


@pytest.mark.parametrize("value", HOLDS)
def test_a_value_holds_moments(value: str) -> None:
    holds = parse_times(value)
    inside, outside = (part.split() for part in HOLDS[value].split(" | "))
    assert [text for text in inside if not holds(ns(text), ORIGIN)] == []
    assert [text for text in outside if holds(ns(text), ORIGIN)] == []
