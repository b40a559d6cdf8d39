"""All that is told of one case, before it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kyogikai_desktop.domain.cases import Case, ProgressNote
from kyogikai_desktop.domain.meetings import AgendaItem, Tier


@dataclass(frozen=True, order=True)
class Sitting:
    """A meeting, by its day and tier; a council holds at most one of a tier on a day."""

    held_on: date
    tier: Tier


@dataclass(frozen=True)
class Step:
    """A later save of a case: the day, what the log calls it, the case as it is from then on."""

    on: date
    action: str
    case: Case


@dataclass(frozen=True)
class CaseFile:
    """A case as first stored, its later saves, its notes, and what meetings said of it."""

    case: Case
    notes: tuple[ProgressNote, ...]
    items: dict[Sitting, AgendaItem]
    steps: tuple[Step, ...] = ()
