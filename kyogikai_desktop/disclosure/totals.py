"""Build a release of period totals: what may be released now, counted, and what of it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from kyogikai_desktop.disclosure.ledger import keep_books
from kyogikai_desktop.disclosure.plan import Plan, plan_for
from kyogikai_desktop.disclosure.suppression import shows_flow, shows_new
from kyogikai_desktop.domain.release import (
    Activities,
    Cell,
    Episode,
    Period,
    PeriodBooks,
    Release,
    ReleasingCouncil,
)
from kyogikai_desktop.domain.wareki import fiscal_year
from kyogikai_desktop.errors import Refused

WAIT = timedelta(days=30)


def build(
    period: Period,
    council: ReleasingCouncil,
    *,
    plans: Sequence[Plan],
    episodes: Iterable[Episode],
    history: Sequence[PeriodBooks],
    activities: Activities,
    today: date,
    preview: bool = False,
) -> tuple[Release, PeriodBooks]:
    """Return the release of a period and the books to freeze with it.

    `history` holds the frozen books from the first release on, oldest first. A preview need not wait
    for late entries and freezes nothing. Raises Refused where no release may be made.
    """
    if not council.codes:
        raise Refused("council_without_code")
    k = council.k
    plan = _plan_in_turn(period, council, plans, history)
    _require_ended(period, today, timedelta(0) if preview else WAIT)
    books = keep_books(period, plan.id, k, episodes, history)
    release = Release(
        council=council.name,
        codes=council.codes,
        practice=council.practice,
        preview=preview,
        plan=plan.id,
        plan_version=plan.version,
        k=k,
        period=period,
        totals=_totals([*history, books], council.founded_on),
        activities=_activities(activities, k),
    )
    return release, books


def _plan_in_turn(
    period: Period, council: ReleasingCouncil, plans: Sequence[Plan], history: Sequence[PeriodBooks]
) -> Plan:
    """Return the plan; raise Refused unless this is the period that follows the frozen ones."""
    start = history[-1].period.end + timedelta(days=1) if history else period.start
    plan = plan_for(plans, fiscal_year(start), history, council.cases_a_year, council.k)
    following = Period.around(start, plan.period)
    if any(books.period == period for books in history):
        raise Refused("period_already_released", period=period.id)
    if period.kind is not plan.period:
        raise Refused(f"released_by_{plan.period.value}", following=following.id)
    if period != following:
        raise Refused("period_out_of_turn", following=following.id)
    return plan


def _require_ended(period: Period, today: date, wait: timedelta) -> None:
    first_day = period.end + timedelta(days=1) + wait
    if today < first_day:
        raise Refused("period_not_ended", period=period.id, first_day=first_day)


def _totals(history: Sequence[PeriodBooks], founded_on: date | None) -> tuple[Cell, ...]:
    books, flow = history[-1], shows_flow(history, founded_on)
    return (
        Cell("new", books.new if shows_new(books) else None),
        Cell("closed", books.closed if flow else None),
        Cell("open_at_end", books.open_at_end if flow else None),
    )


def _activities(held: Activities, k: int) -> tuple[Cell, ...]:
    """List the counts of things; a case conference implies a case, so fewer than k are withheld."""
    conferences = held.case_conferences if held.case_conferences >= k else None
    return (
        Cell("meetings_held", held.representatives, (("tier", "representatives"),)),
        Cell("meetings_held", held.practitioners, (("tier", "practitioners"),)),
        Cell("meetings_held", conferences, (("tier", "case_conference"),)),
        Cell("bodies", held.administrative_bodies, (("class", "administrative"),)),
        Cell("bodies", held.corporations, (("class", "corporation"),)),
        Cell("bodies", held.other_bodies, (("class", "other"),)),
    )
