"""Dates as Japanese offices write them: eras, fiscal years, completed years of age."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NoReturn

from kyogikai_desktop import paths
from kyogikai_desktop.errors import InvalidInput

WEEKDAYS = "月火水木金土日"
_PARTS = re.compile(r"^(\d{1,4}|元)[年./\-](\d{1,2})[月./\-](\d{1,2})日?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_WEEKDAY = re.compile(r"^(今週|来週|再来週)(?:の)?([月火水木金土日])(?:曜日?)?$")
_WEEKDAY_MARK = re.compile(r"\([月火水木金土日]\)$")
OLDEST = date(1868, 10, 23)


@dataclass(frozen=True)
class Era:
    """One era: its name, the letter of forms (R8.4.1), the one-character form and its first day."""

    name: str
    letter: str
    short: str
    start: date


@cache
def eras() -> tuple[Era, ...]:
    """Return the eras, newest first, from `resources/codes/eras.toml`."""
    with (paths.resources() / "codes" / "eras.toml").open("rb") as file:
        rows = tomllib.load(file)["era"]
    return tuple(Era(row["name"], row["letter"], row["short"], row["from"]) for row in rows)


def era_of(day: date) -> Era:
    """Return the era that a day lies in; days before the oldest era are refused."""
    for era in eras():
        if day >= era.start:
            return era
    raise InvalidInput("date_too_old")


def era_year(day: date) -> str:
    """Return 令和8年, 令和元年."""
    era = era_of(day)
    year = day.year - era.start.year + 1
    return f"{era.name}{'元' if year == 1 else year}年"


def format_date(day: date) -> str:
    """Return 令和8年11月26日."""
    return f"{era_year(day)}{day.month}月{day.day}日"


def format_long(day: date) -> str:
    """Return 令和8年11月26日（木）."""
    return f"{format_date(day)}（{WEEKDAYS[day.weekday()]}）"


def format_short(day: date) -> str:
    """Return R8.11.26, for narrow columns and fields."""
    era = era_of(day)
    return f"{era.letter}{day.year - era.start.year + 1}.{day.month}.{day.day}"


def format_day(day: date, today: date) -> str:
    """Return 11月26日（木）, with the era year in front when the year is not this one."""
    if day.year != today.year:
        return format_long(day)
    return f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def fiscal_year(day: date) -> int:
    """Return the western year in which the fiscal year of a day began (April start)."""
    return day.year if day.month >= 4 else day.year - 1  # noqa: PLR2004 (April)


def fiscal_label(year: int) -> str:
    """Return 令和8年度 for 2026; the era of April 1 counts, as budgets are named."""
    label = era_year(date(year, 4, 1))
    # The year that began as 平成31年度 was renamed 令和元年度 by the offices' own circulars.
    return "令和元年度" if year == eras()[0].start.year else f"{label}度"


def fiscal_short(year: int) -> str:
    """Return R8 for the fiscal year 2026, the prefix of case numbers."""
    return format_short(date(year, 12, 31)).split(".")[0]


def age_on(born: date, day: date) -> int:
    """Return completed years; a year is completed at the end of the day before the birthday.

    Source: 年齢計算ニ関スル法律 (明治35年法律第50号), Civil Code Art. 143.
    """
    eve = day + timedelta(days=1)
    return eve.year - born.year - ((eve.month, eve.day) < (born.month, born.day))


def parse_date(text: str, today: date) -> date:
    """Read a date as offices type it: R8.12.24, 令8.12.24, 令和8年12月24日, 2026/12/24, 12.24, 来週金, +30.

    Full-width characters count as half-width. Raises InvalidInput with the reason as key.
    """
    plain = fold(text)
    relative = _relative(plain, today)
    if relative:
        return relative
    era, rest = split_era(plain)
    compact = _COMPACT.match(rest)
    if compact and era is None:
        return _build(int(compact[1]), int(compact[2]), int(compact[3]))
    parts = _PARTS.match(rest)
    if not parts:
        return _without_year(rest, today)
    return _dated(era, parts[1], int(parts[2]), int(parts[3]), today)


def fold(text: str) -> str:
    """Return a typed date without blanks, width and weekday, its parts divided by full stops."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    for dot in "・。、,":
        plain = plain.replace(dot, ".")
    return _WEEKDAY_MARK.sub("", plain)


def _relative(plain: str, today: date) -> date | None:
    words = {"今日": 0, "本日": 0, "昨日": -1, "明日": 1, "明後日": 2}
    if plain in words:
        return today + timedelta(days=words[plain])
    if re.fullmatch(r"\+\d{1,4}", plain):
        return today + timedelta(days=int(plain[1:]))
    named = _WEEKDAY.match(plain)
    if not named:
        return None
    monday = today - timedelta(days=today.weekday())
    weeks = {"今週": 0, "来週": 1, "再来週": 2}[named[1]]
    return monday + timedelta(weeks=weeks, days=WEEKDAYS.index(named[2]))


def split_era(plain: str) -> tuple[Era | None, str]:
    """Return the era that a folded date begins with, or None, and the rest."""
    for era in eras():
        for mark in (era.name, era.short, era.letter, era.letter.lower()):
            if plain.startswith(mark):
                return era, plain[len(mark) :].lstrip(".")
    return None, plain.removeprefix("西暦")


def _without_year(rest: str, today: date) -> date:
    day = re.match(r"^(\d{1,2})[月./](\d{1,2})日?$", rest)
    if not day:
        _unreadable()
    return _build(today.year, int(day[1]), int(day[2]))


def _dated(era: Era | None, year: str, month: int, day: int, today: date) -> date:
    number = 1 if year == "元" else int(year)
    if era is None and len(year) <= 2:  # noqa: PLR2004 (8.12.24: the era of today)
        era = era_of(today)
    if era is None:
        return _build(number, month, day)
    return within_era(era, _build(era.start.year + number - 1, month, day))


def within_era(era: Era, day: date) -> date:
    """Return a day of an era; raise InvalidInput for one that the era does not have."""
    later = [other for other in eras() if other.start > era.start]
    if day < era.start or (later and day.year > later[-1].start.year):
        raise InvalidInput("date_outside_era", era=era.name)
    return day


def _build(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:  # noqa: PLR2004
        raise InvalidInput("no_such_month", month=month)
    if not 0 < year <= date.max.year:
        raise InvalidInput("date_too_old" if year <= 0 else "date_unreadable")
    try:
        built = date(year, month, day)
    except ValueError:
        raise InvalidInput("no_such_day", month=month, day=day) from None
    if built < OLDEST:
        raise InvalidInput("date_too_old")
    return built


def _unreadable() -> NoReturn:
    raise InvalidInput("date_unreadable")
