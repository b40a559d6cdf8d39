"""What is asked of the audit log, and what it answers: periods, filters, rows in words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kyogikai_desktop.domain.audit_acts import ActGroup, words
from kyogikai_desktop.domain.audit_words import details
from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.listing import AuditRow
from kyogikai_desktop.domain.wareki import parse_date
from kyogikai_desktop.errors import AppError, InvalidInput

_LAST_DAYS = 30
_FIRST_YEAR = 1900  # long before any log; earlier ones have no time of day in every zone
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")


@dataclass(frozen=True)
class Span:
    """Whole days, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Raise InvalidInput for an end before the beginning."""
        if self.last < self.first:
            raise InvalidInput("span_backward", "last")

    @property
    def since(self) -> datetime:
        """Return the moment at which it begins."""
        return datetime.combine(self.first, time(), JST)

    @property
    def until(self) -> datetime:
        """Return the moment at which it is over."""
        return datetime.combine(self.last + timedelta(days=1), time(), JST)


@dataclass(frozen=True)
class Restore:
    """A council went back to a backup: from a row of its log (None where nobody could tell) to another.

    `mac` is that of the row which says so; no other restore has it.
    """

    at: datetime
    since: int | None
    to: int
    mac: bytes

    def left_behind(self, seq: int) -> bool:
        """Tell whether a row was written on the branch that was left."""
        return seq > self.to and (self.since is None or seq <= self.since)


def month_of(day: date) -> Span:
    """Return the whole month of a day."""
    first = day.replace(day=1)
    return Span(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def parse_month(text: str, today: date) -> Span:
    """Read 2026-10, R8.10 or 令和8年10月; raise InvalidInput for what is no month, or one to come."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _MONTH.fullmatch(plain)
    try:
        first = date(int(found[1]), int(found[2]), 1) if found else parse_date(f"{_day_less(plain)}1", today)
    except (AppError, ValueError):
        raise InvalidInput("month_unreadable", "month") from None
    if first.year < _FIRST_YEAR:
        raise InvalidInput("month_unreadable", "month")
    if first > today:
        raise InvalidInput("month_to_come", "month")
    return month_of(first)


def _day_less(text: str) -> str:
    """Return the text of a month so that a day can follow."""
    return f"{text.removesuffix('分').rstrip('./-月')}{'月' if text.rstrip('分').endswith('月') else '.'}"


def last_days(today: date) -> Span:
    """Return the 30 days that end today."""
    return Span(today - timedelta(days=_LAST_DAYS - 1), today)


@dataclass(frozen=True)
class LogQuery:
    """Which rows of the log are wanted: of a span (None: since the beginning), a person, a group, a case."""

    span: Span | None = None
    actor: str = ""
    group: ActGroup | None = None
    case: CaseId | None = None


@dataclass(frozen=True)
class LogRow:
    """A row of the log with the names that go with it: of who acted, and of what it was about."""

    row: AuditRow
    person: str
    about: str = ""
    case: CaseId | None = None

    @property
    def words(self) -> str:
        """Return the sentence of the action."""
        return words(self.row.action)

    @property
    def details(self) -> str:
        """Return the second line."""
        return details(self.row.action, self.row.object, self.row.detail)
