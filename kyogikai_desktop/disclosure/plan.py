"""Release plans: what is counted for which period is fixed by `resources/plans`, never by the data (R2)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kyogikai_desktop.disclosure.suppression import shows_new
from kyogikai_desktop.domain.release import Period, PeriodBooks, PeriodKind

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Plan:
    """A versioned plan for councils with at least `from_k` times k new cases a year."""

    id: str
    version: int
    period: PeriodKind
    from_k: int


def load_plans(folder: Path) -> tuple[Plan, ...]:
    """Read every plan of a folder, the one for the smallest councils first."""
    tables = [tomllib.loads(path.read_text("utf-8")) for path in folder.glob("*.toml")]
    plans = (Plan(**{**table, "period": PeriodKind(table["period"])}) for table in tables)
    return tuple(sorted(plans, key=lambda plan: plan.from_k))


def plan_for(
    plans: Sequence[Plan], fiscal_year: int, history: Sequence[PeriodBooks], cases_a_year: int, k: int
) -> Plan:
    """Return the plan of a fiscal year; a reader of the published counts comes to the same plan.

    A year keeps the plan it began with. A later year follows from the last published new cases a
    year; only the first one from the council's estimate.
    """
    begun = next((books for books in history if books.period.fiscal_year == fiscal_year), None)
    if begun:
        return next(plan for plan in plans if plan.id == begun.plan)
    size = _published_a_year(history) if history else cases_a_year
    return max((plan for plan in plans if plan.from_k * k <= size), key=lambda plan: plan.from_k)


def _published_a_year(history: Sequence[PeriodBooks]) -> int:
    """Return the new cases of the last fiscal year, scaled to 12 months; 0 if one was withheld."""
    last: Period = history[-1].period
    year = [books for books in history if books.period.fiscal_year == last.fiscal_year]
    if not all(map(shows_new, year)):
        return 0
    months = sum(books.period.months for books in year)
    return sum(books.new for books in year) * MONTHS_A_YEAR // months
