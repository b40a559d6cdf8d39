"""A meeting of the council: who sat, which cases were discussed, what was decided, who does what by when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import NewType

from kyogikai_desktop.domain.cases import Case, CaseId, Consent
from kyogikai_desktop.domain.codes import legal_basis
from kyogikai_desktop.domain.council import BodyId, Member, MemberId
from kyogikai_desktop.domain.labels import Labelled
from kyogikai_desktop.domain.wareki import fiscal_label
from kyogikai_desktop.errors import Refused

MeetingId = NewType("MeetingId", int)
ItemId = NewType("ItemId", int)
TaskId = NewType("TaskId", int)


class Tier(Labelled):
    """The three tiers of meetings (domain: how councils work)."""

    REPRESENTATIVES = "representatives", "代表者会議"
    PRACTITIONERS = "practitioners", "実務者会議"
    CASE_CONFERENCE = "case_conference", "個別ケース検討会議"


class MeetingState(Labelled):
    """Whether the meeting is being prepared or has been held."""

    PLANNED = "planned", "準備中"
    HELD = "held", "開催ずみ"


class Presence(Labelled):
    """How somebody took part."""

    PRESENT = "present", "出席"
    PARTLY = "partly", "遅参・早退"
    ABSENT = "absent", "欠席"


@dataclass(frozen=True)
class Attendance:
    """One person's part in a meeting, for a body."""

    member: MemberId
    body: BodyId
    presence: Presence = Presence.PRESENT
    remark: str = ""


@dataclass(frozen=True)
class Task:
    """A promise (約束): which body or person does what by when."""

    what: str
    id: TaskId = TaskId(0)
    body: BodyId | None = None
    who: str = ""
    due_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True)
class AgendaItem:
    """One item of the agenda; most are about a case, under a legal basis of their own."""

    id: ItemId = ItemId(0)
    case: CaseId | None = None
    title: str = ""
    legal_basis: str = "kodoku"
    report: str = ""
    points: str = ""
    decision: str = ""
    next_review_on: date | None = None
    tasks: tuple[Task, ...] = ()

    @property
    def shown_title(self) -> str:
        """Return the title for a screen; an item about a case has that person's name instead."""
        return self.title or "題のない議題"


@dataclass(frozen=True)
class Meeting:
    """A meeting with its agenda and attendance; saved as one record."""

    tier: Tier
    held_on: date
    fiscal_year: int
    number: int
    id: MeetingId = MeetingId(0)
    version: int = 0
    legal_basis: str = "kodoku"
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    chair: MemberId | None = None
    recorder: MemberId | None = None
    state: MeetingState = MeetingState.PLANNED
    document_number: str = ""
    papers_out: int | None = None
    papers_back: int | None = None
    secrecy_confirmed: bool = False
    attendance: tuple[Attendance, ...] = ()
    items: tuple[AgendaItem, ...] = ()

    @property
    def title(self) -> str:
        """Return 令和8年度 第3回 実務者会議."""
        return f"{fiscal_label(self.fiscal_year)} 第{self.number}回 {self.tier.label}"


def require_pledges(meeting: Meeting, members: Mapping[MemberId, Member]) -> None:
    """Raise Refused if somebody without a pledge for the day is entered as present (Act Art. 18)."""
    for seat in meeting.attendance:
        member = members[seat.member]
        if seat.presence is not Presence.ABSENT and not member.may_attend(meeting.held_on):
            raise Refused("no_pledge", member=int(member.id))


def lacks_consent(item: AgendaItem, consent: Consent) -> bool:
    """Tell whether the item's legal basis needs a consent that the person has not given."""
    return legal_basis(item.legal_basis).consent_required and consent is not Consent.GIVEN


def require_consent(item: AgendaItem, case: Case) -> None:
    """Raise Refused if the item `lacks_consent`."""
    if lacks_consent(item, case.consent):
        raise Refused("no_consent", case=case.number, consent=case.consent.label)


def unsettled(meeting: Meeting, known: Meeting) -> Meeting:
    """Return a changed meeting with those seats and items alone that still have to be allowed.

    What was allowed when a meeting was held stays so, even if a consent is withdrawn later.
    """
    if known.state is not MeetingState.HELD:
        return meeting
    came = {seat.member for seat in known.attendance if seat.presence is not Presence.ABSENT}
    if meeting.held_on != known.held_on:
        came = set()
    discussed = {(item.case, item.legal_basis) for item in known.items}
    return replace(
        meeting,
        attendance=tuple(seat for seat in meeting.attendance if seat.member not in came),
        items=tuple(item for item in meeting.items if (item.case, item.legal_basis) not in discussed),
    )


def decided_anew(meeting: Meeting, known: Meeting) -> tuple[AgendaItem, ...]:
    """Return the items about cases whose outcome a save of a held meeting brings to these cases."""
    if meeting.state is not MeetingState.HELD:
        return ()
    told = known.state is MeetingState.HELD and known.held_on == meeting.held_on
    outcomes = {(item.case, item.next_review_on) for item in known.items if told}
    return tuple(i for i in meeting.items if i.case and (i.case, i.next_review_on) not in outcomes)


def with_task_done(meeting: Meeting, task: TaskId, done_on: date | None) -> Meeting:
    """Return the meeting with one promise kept on a day, or, with None, open again.

    Raises Refused for a promise that the meeting no longer has.
    """
    if all(task != one.id for item in meeting.items for one in item.tasks):
        raise Refused("task_gone")

    def marked(one: Task) -> Task:
        return replace(one, done_on=done_on) if one.id == task else one

    items = (replace(item, tasks=tuple(map(marked, item.tasks))) for item in meeting.items)
    return replace(meeting, items=tuple(items))


def texts(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    """Return the texts of a meeting that people write, each after the name of its field."""
    own = [("place", meeting.place), ("document_number", meeting.document_number)]
    own += [("attendance", seat.remark) for seat in meeting.attendance]
    for item in meeting.items:
        own += [(name, getattr(item, name)) for name in ("title", "report", "points", "decision")]
        own += [("tasks", text) for task in item.tasks for text in (task.what, task.who)]
    return tuple(own)


def agenda_candidates(cases: Iterable[Case], held_on: date) -> tuple[Case, ...]:
    """Return the open cases whose review is due by the meeting's day, undated and oldest first."""
    due = (case for case in cases if case.is_open and (case.next_review_on or date.min) <= held_on)
    return tuple(sorted(due, key=lambda case: (case.next_review_on or date.min, case.number)))
