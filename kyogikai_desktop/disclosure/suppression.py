"""Which totals are shown: all or nothing, by a rule that every reader may know (selection a and b).

Hiding only what is small gives the small away: a reader who knows the rule narrows withheld cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kyogikai_desktop.domain.release import PeriodBooks


def shows_new(books: PeriodBooks) -> bool:
    """Tell whether `new` is shown: (a) iff it is at least k."""
    return books.new >= books.k


def shows_flow(history: Sequence[PeriodBooks], founded_on: date | None) -> bool:
    """Tell whether `closed` and `open_at_end` of the last books are shown: (b) both or neither.

    They are iff new, closed, open_at_end and the opening stock are at least k and the period before
    did not fail by these numbers: the stock after a failed period would follow from the next one.
    After a hidden period the highest k since the last shown one holds, because what the hidden
    periods have in common becomes derivable once the flow is shown again.
    """
    shown, failed, hidden_k = True, False, 0
    for books in history:
        k = max(books.k, hidden_k)
        counts = [books.new, books.closed, books.open_at_end]
        if not (books is history[0] and _publicly_empty(books, founded_on)):
            counts.append(books.opening)
        failed_before, failed = failed, min(counts) < k
        shown = not failed and not failed_before
        hidden_k = 0 if shown else k
    return shown


def _publicly_empty(books: PeriodBooks, founded_on: date | None) -> bool:
    """Tell whether everybody knows that there was no case before the first period."""
    return founded_on is not None and founded_on >= books.period.start and books.opening == 0
