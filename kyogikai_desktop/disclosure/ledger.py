"""Books: from dated episodes to counts per period that never change afterwards (R3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from kyogikai_desktop.domain.release import Episode, Period, PeriodBooks


def keep_books(
    period: Period, plan: str, k: int, episodes: Iterable[Episode], history: Sequence[PeriodBooks]
) -> PeriodBooks:
    """Count a period that follows the frozen ones without a gap.

    Whatever happened to cases of frozen periods since those were frozen is booked here, as far as
    counts can tell it: `stock` is by how much more cases were open on the eve than the books say,
    `late` by how much more were received since the books began. A late registration raises `late`
    (and `stock`, if the case is still open), so it is new; a closing taken back raises only `stock`
    and is new too; a late closing and the removal of a wrong case lower `stock`, so they are closed;
    the disposal of cases closed long ago touches no stock and is not booked at all. Therefore
    open_at_end is always the true stock, and no frozen count ever changes.
    """
    cases = tuple(episodes)
    eve = period.start - timedelta(days=1)
    opening = history[-1].open_at_end if history else _open_on(eve, cases)
    begin = history[0].period.start if history else period.start
    stock = _open_on(eve, cases) - opening
    late = _received(begin, eve, cases) - sum(books.new for books in history)
    new = _received(period.start, period.end, cases) + max(late, stock, 0)
    closed = opening + new - _open_on(period.end, cases)
    return PeriodBooks(period, plan, k, opening, new, closed)


def _received(start: date, end: date, episodes: Sequence[Episode]) -> int:
    return sum(start <= episode.received_on <= end for episode in episodes)


def _open_on(day: date, episodes: Sequence[Episode]) -> int:
    """Count the cases open at the end of a day; a case closed before it was received never was open."""
    return sum(
        episode.received_on <= day and (episode.closed_on is None or episode.closed_on > day)
        for episode in episodes
    )
