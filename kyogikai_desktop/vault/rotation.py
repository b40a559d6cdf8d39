"""Which backups are kept: the newest, and one a day, a week and a month for a while.

A backup's name is the moment in UTC and a number that only grows. The number tells which one is newer, since
the clock of a PC can be put back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from kyogikai_desktop.domain.clock import JST

_NAME = re.compile(r"(\d{8}T\d{6})Z-(\d{6,})\.bak")
_MOMENT = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, order=True)
class BackupName:
    """The name of a backup file; a higher number is newer, whatever the clock said."""

    number: int
    at: datetime

    def __str__(self) -> str:
        """Return the file's name."""
        return f"{self.at.astimezone(UTC):{_MOMENT}}Z-{self.number:06}.bak"


_LEVELS: tuple[tuple[int, Callable[[datetime], tuple[int, ...]]], ...] = (
    (14, lambda at: (at.toordinal(),)),
    (8, lambda at: at.isocalendar()[:2]),
    (12, lambda at: (at.year, at.month)),
)


def parse(name: str) -> BackupName | None:
    """Read the name of a backup; None for any other file, such as one that is not finished."""
    found = _NAME.fullmatch(name)
    if not found:
        return None
    try:
        at = datetime.strptime(found[1], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None
    return BackupName(int(found[2]), at)


def following(names: Iterable[str], at: datetime) -> BackupName:
    """Return the name of the next backup beside these."""
    numbers = [name.number for name in map(parse, names) if name]
    return BackupName(max(numbers, default=0) + 1, at)


def kept(names: Iterable[str], verified: str) -> frozenset[str]:
    """Return which files stay: backups of the levels, the last verified one, and all that are no backups.

    Of each of the last 14 days, 8 weeks and 12 months (of Japan's time) with a backup, its newest stays.
    """
    found = {name: parse(name) for name in names}
    oldest_first = sorted(name for name in found.values() if name)
    staying = set(oldest_first[-1:])
    for count, period in _LEVELS:
        newest_of = {period(name.at.astimezone(JST)): name for name in oldest_first}
        staying.update(sorted(newest_of.values())[-count:])
    return frozenset(name for name, parsed in found.items() if name == verified or parsed in (None, *staying))
