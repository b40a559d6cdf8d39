"""What a release is: its period, the books frozen for it, and the counts that leave the council.

The platform (Act on the Promotion of Measures for Loneliness and Isolation, Art. 11) has no secrecy
duty, so only counts in fixed tables leave: rules R1 to R3 of the anonymised summary.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kyogikai_desktop.domain.wareki import fiscal_year
from kyogikai_desktop.errors import InvalidInput, Refused

LEAST_POPULATION = 2_000
LARGE_POPULATION = 25_000
K_SMALL_TOWN = 20
K = 10


class PeriodKind(StrEnum):
    """How long a council's periods are for a whole fiscal year."""

    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True)
class Period:
    """A fiscal year (from April 1) or, with `quarter` 1 to 4, a quarter of it; both ends included."""

    fiscal_year: int
    quarter: int | None = None

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read 2025 or 2025-Q2 (July to September 2025); raise InvalidInput for anything else."""
        plain = unicodedata.normalize("NFKC", text).strip().upper()
        match = re.fullmatch(r"(20[0-9]{2})(?:-Q([1-4]))?", plain)
        if match is None:
            raise InvalidInput("bad_period", "period")
        return cls(int(match[1]), int(match[2]) if match[2] else None)

    @classmethod
    def around(cls, day: date, kind: PeriodKind) -> Period:
        """Return the period of a kind that a day lies in."""
        quarter = (day.month - 4) % 12 // 3 + 1
        return cls(fiscal_year(day), quarter if kind is PeriodKind.QUARTER else None)

    @property
    def id(self) -> str:
        """Return 2025 or 2025-Q2."""
        return f"{self.fiscal_year}-Q{self.quarter}" if self.quarter else str(self.fiscal_year)

    @property
    def kind(self) -> PeriodKind:
        """Return whether this is a quarter or a year."""
        return PeriodKind.QUARTER if self.quarter else PeriodKind.YEAR

    @property
    def months(self) -> int:
        """Return 3 or 12."""
        return 3 if self.quarter else 12

    @property
    def start(self) -> date:
        """Return the first day."""
        return _first_of_month(self.fiscal_year, 3 * (self.quarter or 1) + 1)

    @property
    def end(self) -> date:
        """Return the last day."""
        return _first_of_month(self.fiscal_year, 3 * (self.quarter or 4) + 4) - timedelta(days=1)


def _first_of_month(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


@dataclass(frozen=True)
class Episode:
    """The two dates of one case; re-opening starts a new episode."""

    received_on: date
    closed_on: date | None = None


@dataclass(frozen=True)
class PeriodBooks:
    """The counts of a period, frozen by its first release; `opening` is the stock on the day before."""

    period: Period
    plan: str
    k: int
    opening: int
    new: int
    closed: int

    @property
    def open_at_end(self) -> int:
        """Return the stock on the last day: what was there, and came, and did not go."""
        return self.opening + self.new - self.closed


@dataclass(frozen=True)
class ReleasingCouncil:
    """What the rules ask of a council.

    `cases_a_year` is the council's own estimate and counts only before its first release;
    `founded_on` is the day of the public notice (Act Art. 15): before it everybody knows of no case;
    `raised_k` is a threshold above the one that the population asks for.
    """

    name: str
    codes: tuple[str, ...]
    population: int | None
    practice: bool
    cases_a_year: int
    founded_on: date | None = None
    raised_k: int = 0

    @property
    def k(self) -> int:
        """Return the threshold for this council; see `threshold`."""
        return threshold(self.population, self.raised_k)


@dataclass(frozen=True)
class Activities:
    """Counts of things, not of persons: meetings held in the period, member bodies on its last day."""

    representatives: int
    practitioners: int
    case_conferences: int
    administrative_bodies: int
    corporations: int
    other_bodies: int


@dataclass(frozen=True)
class Cell:
    """One place of a release: its table, the codes that lead to it, its count; None is withheld."""

    table: str
    count: int | None
    at: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Release:
    """Everything that leaves the council for a period, and nothing else; it knows no case."""

    council: str
    codes: tuple[str, ...]
    practice: bool
    preview: bool
    plan: str
    plan_version: int
    k: int
    period: Period
    totals: tuple[Cell, ...]
    activities: tuple[Cell, ...]


def threshold(population: int | None, raised: int = 0) -> int:
    """Return k, the least count that may be published; raise Refused where nothing may (R1).

    After the national guideline for anonymised long-term-care data (匿名介護情報): 10, but 20 where
    2,000 to 24,999 people live, and no release below that or where the population is unknown.
    """
    if population is None:
        raise Refused("population_unknown")
    if population < LEAST_POPULATION:
        raise Refused("population_too_small", least=LEAST_POPULATION)
    return max(K if population >= LARGE_POPULATION else K_SMALL_TOWN, raised)
