"""Which cases come before which meetings, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from heapq import nsmallest

from kyogikai_desktop.domain.clock import PRACTICE_DAY
from kyogikai_desktop.domain.meetings import Tier
from kyogikai_desktop.services.practice.casefile import Sitting
from kyogikai_desktop.services.practice.chance import chance, workday_from
from kyogikai_desktop.services.practice.meetings import practitioners
from kyogikai_desktop.services.practice.outline import Outline

MOST_CASES = 16
_KNOWN_FOR = timedelta(days=14)
_LAST_CONFERENCE = PRACTICE_DAY - timedelta(days=45)
_CONFERENCE_EVERY, _MOST_CONFERENCES = 6, 60


def with_sittings(cases: Sequence[Outline], seed: int) -> list[Outline]:
    """Return the cases with the meetings that discuss them, in the order of days."""
    every = max(_CONFERENCE_EVERY, len(cases) // _MOST_CONFERENCES)
    seated = {one.index: [*_own_sittings(one), *_conference(one, every, seed)] for one in cases}
    for sitting in practitioners()[:-1]:
        waiting = _open_on(sitting.held_on, cases)
        for one in nsmallest(MOST_CASES, waiting, key=lambda one: _waiting_since(one, seated)):
            seated[one.index].append(sitting)
    return [replace(one, sittings=tuple(sorted(seated[one.index]))) for one in cases]


def _own_sittings(one: Outline) -> tuple[Sitting, ...]:
    return one.script.sittings if one.script else ()


def _open_on(day: date, cases: Sequence[Outline]) -> Iterator[Outline]:
    """Yield the cases that a meeting can discuss; stories come to the meetings that their text names."""
    return (
        one
        for one in cases
        if one.received_on + _KNOWN_FOR <= day
        and (one.closed_on is None or day < one.closed_on)
        and not _own_sittings(one)
    )


def _waiting_since(one: Outline, seated: dict[int, list[Sitting]]) -> tuple[date, int]:
    own = seated[one.index]
    return (max(own).held_on if own else one.received_on, one.index)


def _conference(one: Outline, every: int, seed: int) -> Iterator[Sitting]:
    """Yield a case conference soon after the intake of some told cases."""
    if one.script or one.index % every != 1:
        return
    luck = chance(seed, "conference", one.index)
    day = workday_from(one.received_on + timedelta(days=luck.randint(8, 20)))
    if not one.is_brief and day < _LAST_CONFERENCE:
        yield Sitting(day, Tier.CASE_CONFERENCE)
