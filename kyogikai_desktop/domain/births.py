"""What is known of a birth, as intake sheets have it: a date, about a year, an age, a decade of age."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kyogikai_desktop.domain.wareki import (
    OLDEST,
    Era,
    age_on,
    era_year,
    fold,
    format_date,
    parse_date,
    split_era,
    within_era,
)
from kyogikai_desktop.errors import InvalidInput

_ABOUT = re.compile(r"(ごろ|頃|ころ|年代)$")
_YEAR_ONLY = re.compile(r"^(\d{1,4}|元)年?$")
_AGE = re.compile(r"^(?:満|約)?(?:(\d{1,3})(?:歳|才)|([1-9]\d?0)(?:歳|才)?代)(?:位|くらい|ぐらい|前後)?$")
_HALF_A_DECADE = 5


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
    plain = fold(text)
    if not plain:
        return UNKNOWN_BIRTH
    aged = parse_age(plain, today)
    if aged:
        return aged
    stem = _ABOUT.sub("", plain)
    era, rest = split_era(stem)
    year = _YEAR_ONLY.match(rest)
    if year and (era or len(year[1]) == 4):  # noqa: PLR2004 (a western year)
        return Birth(about_year=_about_year(era, year[1], today))
    born = parse_date(plain, today)
    if born > today:
        raise InvalidInput("birth_in_future")
    return Birth(on=born)


def parse_age(text: str, today: date) -> Birth | None:
    """Read an age of today, 82歳, 約82才, or a decade of age, 70代; None for anything else."""
    aged = _AGE.match(fold(text))
    if not aged:
        return None
    age = _plausible_age(int(aged[1] or aged[2]))
    return Birth(age=age, age_as_of=today, about_year=today.year - age - _HALF_A_DECADE if aged[2] else None)


def _about_year(era: Era | None, text: str, today: date) -> int:
    number = 1 if text == "元" else int(text)
    year = era.start.year + number - 1 if era else number
    if not OLDEST.year <= year <= today.year:
        raise InvalidInput("birth_in_future" if year > today.year else "date_too_old")
    return within_era(era, date(year, 12, 31)).year if era else year


def _plausible_age(age: int) -> int:
    if age > 120:  # noqa: PLR2004 (nobody known has lived longer in Japan)
        raise InvalidInput("age_implausible")
    return age


def _middle(year: int) -> date:
    """Return a day in the era that most of a year had: 大正15年, of which 昭和元年 was the last week."""
    return max(OLDEST, date(year, 7, 1))


def format_birth(birth: Birth) -> str:
    """Return 昭和30年4月2日, 昭和30年ごろ, 71歳（令和8年11月23日に聞き取り）, 70代（…）, or an empty text."""
    if birth.on:
        return format_date(birth.on)
    if birth.age is not None and birth.age_as_of:
        return f"{format_age(birth, birth.age_as_of)}（{format_date(birth.age_as_of)}に聞き取り）"
    return f"{era_year(_middle(birth.about_year))}ごろ" if birth.about_year else ""


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
