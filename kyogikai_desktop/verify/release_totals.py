"""What a reader of all published totals of a council can work out, and whether the rule was kept.

Totals are differences of two potentials: A, the opening stock and all intakes up to a day, and C,
all closings up to it; new = A(after) - A(start), closed = C(after) - C(start), open = A - C. The
ledgers that agree with the published counts are the solutions of these difference constraints, so
the most that a withheld total can be is a shortest path: exact, and an integer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise
from math import inf

MEASURES = {
    "new": "新しく受け付けたケース",
    "closed": "終結したケース",
    "open_at_end": "期末に支援中のケース",
    "opening": "期首に支援中のケース",
}
PUBLISHED = ("new", "closed", "open_at_end")


@dataclass(frozen=True)
class Totals:
    """The totals of one release; None is withheld. `after` is the day after the period's last."""

    period: str
    start: date
    after: date
    k: int
    ledger: int
    new: int | None
    closed: int | None
    open_at_end: int | None


class Worlds:
    """All ledgers that agree with some releases of one council."""

    def __init__(self, releases: Sequence[Totals]) -> None:
        days = sorted({day for one in releases for day in (one.start, one.after)})
        self._intake = {day: 2 * place for place, day in enumerate(days)}
        self._bounds: list[tuple[int, int, int]] = []
        for day in days:
            self._bound(self._intake[day], self._closing(day), 0)
        for before, after in pairwise(days):
            self._bound(self._intake[after], self._intake[before], 0)
            self._bound(self._closing(after), self._closing(before), 0)
        for release in releases:
            for measure in PUBLISHED:
                self._fix(release, measure)

    def _closing(self, day: date) -> int:
        return self._intake[day] + 1

    def _ends(self, release: Totals, measure: str) -> tuple[int, int]:
        """Return the two potentials whose difference (second minus first) the measure is."""
        start, after = release.start, release.after
        return {
            "new": (self._intake[start], self._intake[after]),
            "closed": (self._closing(start), self._closing(after)),
            "open_at_end": (self._closing(after), self._intake[after]),
            "opening": (self._closing(start), self._intake[start]),
        }[measure]

    def _bound(self, low: int, high: int, most: int) -> None:
        """Demand high - low <= most."""
        self._bounds.append((low, high, most))

    def _fix(self, release: Totals, measure: str) -> None:
        count: int | None = getattr(release, measure)
        if count is not None:
            low, high = self._ends(release, measure)
            self._bound(low, high, count)
            self._bound(high, low, -count)

    def _settle(self, highest: list[float]) -> bool:
        """Lower guesses of all potentials until every bound holds (Bellman and Ford); False if none can.

        Every round goes there and back, so that bounds between neighbours settle in a few rounds.
        """
        for _ in range(len(highest) + 1):
            before = highest.copy()
            for low, high, most in chain(self._bounds, reversed(self._bounds)):
                highest[high] = min(highest[high], highest[low] + most)
            if highest == before:
                return True
        return False

    @property
    def empty(self) -> bool:
        """Tell whether no ledger at all agrees: the counts contradict each other."""
        return not self._settle([0.0] * (2 * len(self._intake)))

    def most(self, release: Totals, measure: str) -> float:
        """Return the most that a total can be; `opening` is the stock before the period."""
        low, high = self._ends(release, measure)
        highest = [inf] * (2 * len(self._intake))
        highest[low] = 0
        self._settle(highest)
        return highest[high]


def audit(releases: Sequence[Totals]) -> Iterator[tuple[str, str]]:
    """Yield (period, finding) for releases of one council, in the order of their periods."""
    for before, after in pairwise(releases):
        if after.start < before.after:
            yield after.period, f"期間が {before.period} と重なっています"
        if after.ledger <= before.ledger:
            yield after.period, f"公表の番号が、{before.period} からの順になっていません"
    for place, release in enumerate(releases):
        if release.closed is not None and _failed_before(releases[:place], release):
            yield release.period, "前の期間に伏せた数があるのに、終結と期末の数が出ています"
    worlds = Worlds(releases)
    if worlds.empty:
        prefixes = (releases[: place + 1] for place in range(len(releases)))
        yield next(some[-1].period for some in prefixes if Worlds(some).empty), "数の足し引きが合いません"
        return
    ends = {release.after for release in releases}
    for release in releases:
        measures = [measure for measure in PUBLISHED if getattr(release, measure) is None]
        # After another release, the opening stock is that one's open_at_end and judged there.
        measures += ["opening"] if release.start not in ends else []
        for measure in measures:
            if worlds.most(release, measure) < release.k and not _publicly_empty(worlds, release, measure):
                yield release.period, f"「{MEASURES[measure]}」が {release.k} 未満だと計算できます"


def _publicly_empty(worlds: Worlds, release: Totals, measure: str) -> bool:
    """Tell whether this is the stock, zero, before the first release of a new council."""
    return measure == "opening" and release.ledger <= 1 and worlds.most(release, measure) == 0


def _failed_before(earlier: Sequence[Totals], release: Totals) -> bool:
    """Tell whether the period right before is known to have failed by its own numbers.

    It did if its `new` is withheld, or if its flow is withheld though none was before: the rule's
    pause of one period explains a withheld flow only after another one.
    """
    if not earlier or earlier[-1].after != release.start:
        return False
    last = earlier[-1]
    if last.closed is not None:
        return False
    first = last.ledger == 1
    resumed = len(earlier) > 1 and earlier[-2].after == last.start and earlier[-2].closed is not None
    return last.new is None or first or resumed
