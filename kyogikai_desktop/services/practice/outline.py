"""The course of all cases in time: when each was received and closed, and its number."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, auto

from kyogikai_desktop.domain.cases import number_for
from kyogikai_desktop.domain.clock import PRACTICE_DAY
from kyogikai_desktop.domain.wareki import fiscal_year
from kyogikai_desktop.services.practice.casefile import Sitting
from kyogikai_desktop.services.practice.chance import OPENING_DAY, chance, evenly, workday_from, workday_until
from kyogikai_desktop.services.practice.written import Script, scripts

_FIRST_INTAKE = OPENING_DAY + timedelta(days=3)
_LAST_INTAKE = PRACTICE_DAY - timedelta(days=2)
_HOUSEHOLD_EVERY, _UNNAMED_EVERY, _BRIEF = 45, 40, 60


class Role(Enum):
    """What a case shows beside its theme; a child is followed by its parent, of the same household."""

    USUAL = auto()
    CHILD = auto()
    PARENT = auto()
    UNNAMED = auto()


@dataclass(frozen=True)
class Outline:
    """One case in time; `index` says which of the told ones it is, `script` that it is written out."""

    index: int
    received_on: date
    closed_on: date | None
    role: Role = Role.USUAL
    script: Script | None = None
    number: str = ""
    sittings: tuple[Sitting, ...] = ()

    @property
    def end(self) -> date:
        """Return the last day on which something can happen."""
        return self.closed_on or PRACTICE_DAY

    @property
    def days(self) -> int:
        """Return how many days the case is or was open."""
        return (self.end - self.received_on).days

    @property
    def is_brief(self) -> bool:
        """Tell whether there was time for a few contacts only."""
        return self.days < _BRIEF


def outlines(total: int, seed: int) -> list[Outline]:
    """Return all cases, the written ones among them, by the day of intake and numbered by fiscal year."""
    written = scripts()[:total]
    found = [*(_written(n, one) for n, one in enumerate(written)), *_told(total - len(written), seed)]
    return list(_numbered(sorted(found, key=lambda one: (one.received_on, one.index))))


def _numbered(found: list[Outline]) -> Iterator[Outline]:
    serials: Counter[int] = Counter()
    for one in found:
        year = fiscal_year(one.received_on)
        serials[year] += 1
        yield replace(one, number=number_for(one.received_on, serials[year]))


def _written(index: int, script: Script) -> Outline:
    return Outline(index - len(scripts()), script.received_on, script.closed_on, Role.USUAL, script)


def _told(total: int, seed: int) -> Iterator[Outline]:
    luck = chance(seed, "outlines")
    start = luck.random()
    for index in range(total):
        received = _received(index + luck.random(), total)
        closing = received + timedelta(days=_duration(evenly(index, start)))
        closed = workday_from(closing) if closing <= PRACTICE_DAY else None
        yield Outline(index, received, closed if closed and closed <= PRACTICE_DAY else None, _role(index))


def _received(place: float, total: int) -> date:
    """Return the intake of a case by its place; a new council takes over more cases than come later."""
    span = (_LAST_INTAKE - _FIRST_INTAKE).days
    return workday_until(_FIRST_INTAKE + timedelta(days=round(span * (place / total) ** 1.3)))


def _duration(share: float) -> int:
    """Return how many days a case stays open: one in eight some weeks, the others months to years."""
    if share < 1 / 8:
        return 10 + round(share * 200)
    rest = (share - 1 / 8) * 8 / 7
    return 45 + round(620 * math.pow(rest, 1.6) + 1500 * math.pow(rest, 6))


def _role(index: int) -> Role:
    if index % _UNNAMED_EVERY == _UNNAMED_EVERY // 2:
        return Role.UNNAMED
    return {1: Role.CHILD, 2: Role.PARENT}.get(index % _HOUSEHOLD_EVERY, Role.USUAL)
