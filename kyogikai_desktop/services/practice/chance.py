"""Seeded chance and the office's calendar: what makes practice data various and yet always the same."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TypeVar

import jpholiday

T = TypeVar("T")

OPENING_DAY = date(2024, 4, 1)
_LAST_DAY = date(2027, 12, 28)
_WEEKEND = 5
_NEW_YEAR = ((12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3))
_GOLDEN = 0.6180339887498949


def chance(seed: int, *about: object) -> Random:
    """Return the chance of one thing, so that no other thing changes what happens to it."""
    return Random(f"{seed}/{about}")  # noqa: S311 (stories, not secrets)


def evenly(index: int, start: float = 0.0) -> float:
    """Return a number from 0 to 1; those of any run of neighbours lie evenly apart (golden ratio)."""
    return (start + index * _GOLDEN) % 1


def pick(luck: Random, weighted: Sequence[tuple[T, float]]) -> T:
    """Return one of several things by their weights."""
    things = [thing for thing, _ in weighted]
    return luck.choices(things, [weight for _, weight in weighted])[0]


def workday_from(day: date) -> date:
    """Return the day, or the next one on which the office is open."""
    return _workdays()[bisect_left(_workdays(), day)]


def workday_until(day: date) -> date:
    """Return the day, or the last one before it on which the office was open."""
    return _workdays()[bisect_right(_workdays(), day) - 1]


@cache
def _workdays() -> tuple[date, ...]:
    days = (OPENING_DAY + timedelta(days=n) for n in range((_LAST_DAY - OPENING_DAY).days))
    return tuple(day for day in days if _is_workday(day))


def _is_workday(day: date) -> bool:
    new_year = (day.month, day.day) in _NEW_YEAR
    return day.weekday() < _WEEKEND and not new_year and not jpholiday.is_holiday(day)
