"""The minutes of one meeting: everything that the paper shows, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from kyogikai_desktop.domain.wareki import fiscal_label


@dataclass(frozen=True)
class Attendee:
    """One person in the room, by body and post; the remark says chair, recorder, or 14時12分から."""

    body: str
    post: str
    name: str
    remark: str = ""


@dataclass(frozen=True)
class Absentee:
    """A body, or one of its people, that did not come, and why."""

    body: str
    name: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Assignment:
    """Who does what by when (役割分担); `due_on` is None while no day is settled."""

    who: str
    what: str
    due_on: date | None = None


@dataclass(frozen=True)
class MinutesItem:
    """What was said and decided on one agenda item.

    `person` is the name as shown to this meeting, `legal_basis` is set only where it differs from the
    meeting's own.
    """

    position: int
    title: str = ""
    case_number: str = ""
    person: str = ""
    wish: str = ""
    legal_basis: str = ""
    report: str = ""
    points: str = ""
    decision: str = ""
    assignments: tuple[Assignment, ...] = ()
    next_review_on: date | None = None


@dataclass(frozen=True)
class Approval:
    """One box of the 決裁欄; empty while `on` is None."""

    post: str
    name: str = ""
    on: date | None = None


@dataclass(frozen=True)
class AuditHead:
    """The newest row of the audit log when the paper was made: its number and 12 hexadecimal digits."""

    seq: int
    digest: str


@dataclass(frozen=True)
class Minutes:
    """The minutes of one meeting, ready to be set on paper."""

    council: str
    practice: bool
    tier: str
    fiscal_year: int
    number: int
    legal_basis: str
    held_on: date
    starts: time | None
    ends: time | None
    place: str
    chair: str
    recorder: str
    audit: AuditHead
    printed_by: str
    printed_at: datetime
    form_label: str = ""
    marks: tuple[str, ...] = ()
    document_number: str = ""
    document_date: date | None = None
    attendees: tuple[Attendee, ...] = ()
    absentees: tuple[Absentee, ...] = ()
    papers_out: int | None = None
    papers_back: int | None = None
    secrecy_confirmed: bool = False
    items: tuple[MinutesItem, ...] = ()
    approvals: tuple[Approval, ...] = ()

    @property
    def title(self) -> str:
        """Return 令和8年度 第4回 実務者会議 会議録."""
        return f"{fiscal_label(self.fiscal_year)} 第{self.number}回 {self.tier} 会議録"

    @property
    def bodies_present(self) -> int:
        """Return how many different bodies came."""
        return len({attendee.body for attendee in self.attendees})
