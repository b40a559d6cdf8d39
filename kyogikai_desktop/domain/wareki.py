"""Dates as Japanese offices write them: eras, fiscal years, ages, approximate births."""

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
_ABOUT = re.compile(r"(ごろ|頃|ころ|年代)$")
_PARTS = re.compile(r"^(\d{1,4}|元)[年./\-](\d{1,2})[月./\-](\d{1,2})日?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_YEAR_ONLY = re.compile(r"^(\d{1,4}|元)年?$")
_WEEKDAY = re.compile(r"^(今週|来週|再来週)(?:の)?([月火水木金土日])(?:曜日?)?$")
_WEEKDAY_MARK = re.compile(r"\([月火水木金土日]\)$")
_AGE = re.compile(r"^(?:満|約)?(?:(\d{1,3})(?:歳|才)|([1-9]\d?0)(?:歳|才)?代)(?:位|くらい|ぐらい|前後)?$")
_HALF_A_DECADE = 5
_OLDEST = date(1868, 10, 23)


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


def _era_year(day: date) -> str:
    era = era_of(day)
    year = day.year - era.start.year + 1
    return f"{era.name}{'元' if year == 1 else year}年"


def format_date(day: date) -> str:
    """Return 令和8年11月26日."""
    return f"{_era_year(day)}{day.month}月{day.day}日"


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
    label = _era_year(date(year, 4, 1))
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
    plain = _fold(text)
    relative = _relative(plain, today)
    if relative:
        return relative
    era, rest = _split_era(plain)
    compact = _COMPACT.match(rest)
    if compact and era is None:
        return _build(int(compact[1]), int(compact[2]), int(compact[3]))
    parts = _PARTS.match(rest)
    if not parts:
        return _without_year(rest, today)
    return _dated(era, parts[1], int(parts[2]), int(parts[3]), today)


def _fold(text: str) -> str:
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


def _split_era(plain: str) -> tuple[Era | None, str]:
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
    return _within_era(era, _build(era.start.year + number - 1, month, day))


def _within_era(era: Era, day: date) -> date:
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
    if built < _OLDEST:
        raise InvalidInput("date_too_old")
    return built


def _unreadable() -> NoReturn:
    raise InvalidInput("date_unreadable")


@dataclass(frozen=True)
class Birth:
    """What is known of a birth: a date, about a year, or an age on some day; nothing of it is a fact too.

    A decade of age (70代) is an age on some day, the first of the ten, and the year in the middle of them.
    """

    on: date | None = None
    about_year: int | None = None
    age: int | None = None
    age_as_of: date | None = None

    def age_at(self, day: date) -> int | None:
        """Return completed years on a day: exact for a date, about for the other two, None if unknown."""
        if self.on:
            return age_on(self.on, day)
        if self.about_year:
            return max(0, day.year - self.about_year)
        if self.age is not None and self.age_as_of:
            return self.age + day.year - self.age_as_of.year
        return None

    @property
    def is_decade(self) -> bool:
        """Tell whether it is a decade of age."""
        return self.age is not None and self.about_year is not None

    @property
    def exact(self) -> bool:
        """Tell whether the age is more than a guess."""
        return self.on is not None


UNKNOWN_BIRTH = Birth()


def parse_birth(text: str, today: date) -> Birth:
    """Read a birth: a date, 昭和30年ごろ, 1955年頃, 70歳, 70代; an empty text is an unknown birth."""
    plain = _fold(text)
    if not plain:
        return UNKNOWN_BIRTH
    aged = parse_age(plain, today)
    if aged:
        return aged
    stem = _ABOUT.sub("", plain)
    era, rest = _split_era(stem)
    year = _YEAR_ONLY.match(rest)
    if year and (era or len(year[1]) == 4):  # noqa: PLR2004 (a western year)
        return Birth(about_year=_about_year(era, year[1], today))
    born = parse_date(plain, today)
    if born > today:
        raise InvalidInput("birth_in_future")
    return Birth(on=born)


def parse_age(text: str, today: date) -> Birth | None:
    """Read an age of today, 82歳, 約82才, or a decade of age, 70代; None for anything else."""
    aged = _AGE.match(_fold(text))
    if not aged:
        return None
    age = _plausible_age(int(aged[1] or aged[2]))
    return Birth(age=age, age_as_of=today, about_year=today.year - age - _HALF_A_DECADE if aged[2] else None)


def _about_year(era: Era | None, text: str, today: date) -> int:
    number = 1 if text == "元" else int(text)
    year = era.start.year + number - 1 if era else number
    if not _OLDEST.year <= year <= today.year:
        raise InvalidInput("birth_in_future" if year > today.year else "date_too_old")
    return _within_era(era, date(year, 12, 31)).year if era else year


def _plausible_age(age: int) -> int:
    if age > 120:  # noqa: PLR2004 (nobody known has lived longer in Japan)
        raise InvalidInput("age_implausible")
    return age


def _middle(year: int) -> date:
    """Return a day in the era that most of a year had: 大正15年, of which 昭和元年 was the last week."""
    return max(_OLDEST, date(year, 7, 1))


def format_birth(birth: Birth) -> str:
    """Return 昭和30年4月2日, 昭和30年ごろ, 71歳（令和8年11月23日に聞き取り）, 70代（…）, or an empty text."""
    if birth.on:
        return format_date(birth.on)
    if birth.age is not None and birth.age_as_of:
        return f"{format_age(birth, birth.age_as_of)}（{format_date(birth.age_as_of)}に聞き取り）"
    return f"{_era_year(_middle(birth.about_year))}ごろ" if birth.about_year else ""


def format_typed(birth: Birth, today: date) -> str:
    """Return a birth as somebody types it today: 昭和30年4月2日, 昭和30年ごろ, 71歳, 70代, or nothing."""
    aged = not birth.on and birth.age is not None
    return format_age(birth, today) if aged else format_birth(birth)


def format_age(birth: Birth, day: date) -> str:
    """Return the age on a day as 71歳 or 70代, or an empty text; see `Birth.exact` for how sure it is."""
    age = birth.age_at(day)
    if age is None:
        return ""
    return f"{age // 10 * 10}代" if birth.is_decade else f"{age}歳"
