"""What lists and searches show: rows without whereabouts, filters, sorting, hits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kyogikai_desktop.domain.births import Birth
from kyogikai_desktop.domain.cases import CaseId, CaseState, Consent, Sex, Urgency
from kyogikai_desktop.domain.council import BodyId
from kyogikai_desktop.domain.labels import Labelled
from kyogikai_desktop.domain.meetings import MeetingId, MeetingState, Task, Tier


class View(Labelled):
    """The tabs of the case list."""

    OPEN = "open", "支援中すべて"
    DUE = "due", "見直しが近い・超過"
    CONSENT = "consent", "同意の確認待ち"
    INTAKE = "intake", "受付・見立て中"
    CLOSED = "closed", "終結"


class Sort(StrEnum):
    """What the case list is ordered by."""

    REVIEW = "review"
    KANA = "kana"
    NUMBER = "number"
    URGENCY = "urgency"


@dataclass(frozen=True)
class CaseQuery:
    """Which cases a list shows and in which order; `text` filters by the search index."""

    view: View = View.OPEN
    sort: Sort = Sort.REVIEW
    descending: bool = False
    lead_body: BodyId | None = None
    urgencies: tuple[Urgency, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class CaseRow:
    """One row of the case list; it has no address and no phone, so that no list can leak them."""

    id: CaseId
    number: str
    name: str
    kana: str
    sex: Sex
    birth: Birth
    state: CaseState
    urgency: Urgency | None
    concerns: tuple[str, ...]
    chief_concern: str
    consent: Consent
    lead_body: str
    key_person: str
    course: str
    next_review_on: date | None
    last_meeting_on: date | None
    closed_on: date | None
    whereabouts_protected: bool


class HitKind(Labelled):
    """What a search found."""

    CASE = "case", "ケース"
    NOTE = "note", "記録"
    BODY = "body", "機関"
    MEMBER = "member", "人"
    MEETING = "meeting", "会議"


@dataclass(frozen=True)
class SearchHit:
    """One found record: what it is, the number and the name to show, and the case it belongs to."""

    kind: HitKind
    record: int
    case: CaseId | None
    number: str
    name: str


@dataclass(frozen=True)
class MeetingRow:
    """One row of the list of meetings."""

    id: MeetingId
    tier: Tier
    fiscal_year: int
    number: int
    held_on: date
    place: str
    state: MeetingState
    items: int
    decided: int
    present: int


@dataclass(frozen=True)
class OpenTask:
    """A promise that is not kept yet, with the case and the meeting it was made in."""

    task: Task
    body: str
    case: CaseId | None
    case_number: str
    name: str
    meeting: MeetingId
    held_on: date


@dataclass(frozen=True)
class AuditRow:
    """One line of the audit log, as the program shows it."""

    seq: int
    at: datetime
    actor: str
    action: str
    object: str
    detail: tuple[str, ...]
