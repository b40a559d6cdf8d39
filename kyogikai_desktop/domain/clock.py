"""What a clock is, the zone of the office, and the one day of practice councils."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

JST = timezone(timedelta(hours=9), "JST")
PRACTICE_DAY = date(2026, 11, 20)

Clock = Callable[[], datetime]


def on_practice_day(now: datetime) -> datetime:
    """Return the time of day of `now` on the one day at which every practice council lives."""
    return datetime.combine(PRACTICE_DAY, now.astimezone(JST).time(), JST)


def stamp(moment: datetime) -> str:
    """Return a moment as it is stored: UTC, whole milliseconds, sortable as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
