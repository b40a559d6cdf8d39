"""Minutes: gather what the paper shows, set it as PDF, and log every paper that is made."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from kyogikai_desktop.documents import minutes_pdf
from kyogikai_desktop.documents.fonts import FontChain, installed_fonts
from kyogikai_desktop.documents.page import RenderedPdf
from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.cases import Case, CaseId
from kyogikai_desktop.domain.codes import legal_basis
from kyogikai_desktop.domain.council import BodyId, Member, MemberBody, MemberId
from kyogikai_desktop.domain.meetings import AgendaItem, Attendance, Meeting, MeetingId, Presence, Task
from kyogikai_desktop.domain.minutes import (
    Absentee,
    Approval,
    Assignment,
    Attendee,
    AuditHead,
    Minutes,
    MinutesItem,
)
from kyogikai_desktop.records import audit, council_records
from kyogikai_desktop.services import output
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.services.session import Session

_ACTION = "print_minutes"
_MARKS = ("取扱注意", "会議後回収")
_APPROVERS = ("課長", "課長補佐", "係長", "担当")


class MinutesWork:
    """The minutes of one open council."""

    def __init__(self, session: Session, fonts: FontChain | None = None) -> None:
        self._session = session
        self._fonts = fonts or installed_fonts()
        # Faces keep parser state: the preview and an export must not set a page at the same time.
        self._setting = Lock()

    def preview(self, meeting: MeetingId) -> RenderedPdf:
        """Set the minutes of a meeting for the screen."""
        gathered = self.gather(meeting)
        with self._setting:
            return minutes_pdf.render(gathered, self._fonts)

    @needs(Role.RECORDER)
    def for_print(self, meeting: MeetingId) -> RenderedPdf:
        """Set the minutes for paper and log it; the audit head on the paper is that row's."""
        with self._going_out(meeting):
            return self.preview(meeting)

    def drop(self, meeting: MeetingId) -> None:
        """Log that minutes which were set for paper came to none."""
        output.dropped(self._session.store, _ACTION, f"meeting:{meeting}")

    def export(self, meeting: MeetingId, path: Path) -> RenderedPdf:
        """Write the minutes as a PDF file, or leave nothing under its name."""
        self._session.require(Role.RECORDER)
        with self._going_out(meeting):
            rendered = self.preview(meeting)
            output.save(path, rendered.data)
        return rendered

    def _going_out(self, meeting: MeetingId) -> AbstractContextManager[None]:
        Meetings(self._session).get(meeting)  # of one that is not there, no paper is logged
        return output.logged(self._session.store, _ACTION, f"meeting:{meeting}")

    def gather(self, meeting: MeetingId) -> Minutes:
        """Return everything that the minutes of a meeting show."""
        work = Meetings(self._session)
        held = work.get(meeting)
        db = self._session.store.reader
        sources = _Sources(
            work.cases(held),
            {body.id: body for body in council_records.bodies(db)},
            {member.id: member for member in council_records.members(db)},
        )
        head = audit.head(db)
        council = self._session.council
        return Minutes(
            council=council.name,
            practice=council.practice,
            tier=held.tier.label,
            fiscal_year=held.fiscal_year,
            number=held.number,
            legal_basis=_basis_words(held.legal_basis),
            held_on=held.held_on,
            starts=held.starts,
            ends=held.ends,
            place=held.place,
            chair=sources.person(held.chair),
            recorder=sources.person(held.recorder),
            audit=AuditHead(head.seq, head.mac.hex()[:12]),
            printed_by=self._session.account.name,
            printed_at=self._session.clock(),
            form_label="様式第４号",
            marks=_MARKS,
            document_number=held.document_number,
            document_date=held.held_on,
            attendees=tuple(sources.attendee(seat, held) for seat in held.attendance if _came(seat)),
            absentees=tuple(sources.absentee(seat) for seat in held.attendance if not _came(seat)),
            papers_out=held.papers_out,
            papers_back=held.papers_back,
            secrecy_confirmed=held.secrecy_confirmed,
            items=tuple(sources.item(n, item, held) for n, item in enumerate(held.items, 1)),
            approvals=tuple(Approval(post) for post in _APPROVERS),
        )


@dataclass(frozen=True)
class _Sources:
    """The records that a meeting names by their ids."""

    cases: Mapping[CaseId, Case]
    bodies: dict[BodyId, MemberBody]
    members: dict[MemberId, Member]

    def person(self, member: MemberId | None) -> str:
        if member is None:
            return ""
        found = self.members[member]
        return " ".join(part for part in (found.post, found.name) if part)

    def attendee(self, seat: Attendance, meeting: Meeting) -> Attendee:
        member = self.members[seat.member]
        roles = [
            word for word, who in (("議長", meeting.chair), ("記録", meeting.recorder)) if who == seat.member
        ]
        remark = "、".join(part for part in (*roles, seat.remark) if part)
        return Attendee(self.bodies[seat.body].name, member.post, member.name, remark)

    def absentee(self, seat: Attendance) -> Absentee:
        return Absentee(self.bodies[seat.body].name, self.members[seat.member].name, seat.remark)

    def item(self, position: int, item: AgendaItem, meeting: Meeting) -> MinutesItem:
        case = self.cases.get(item.case) if item.case else None
        return MinutesItem(
            position=position,
            title=item.title,
            case_number=case.number if case else "",
            person=case.person.shown_name if case else "",
            wish=case.wish if case else "",
            legal_basis="" if item.legal_basis == meeting.legal_basis else _basis_words(item.legal_basis),
            report=item.report,
            points=item.points,
            decision=item.decision,
            assignments=tuple(map(self.assignment, item.tasks)),
            next_review_on=item.next_review_on,
        )

    def assignment(self, task: Task) -> Assignment:
        body = self.bodies[task.body].name if task.body else ""
        who = f"{body} {task.who}".strip()
        return Assignment(who, task.what, task.due_on)


def _came(seat: Attendance) -> bool:
    return seat.presence is not Presence.ABSENT


def _basis_words(basis: str) -> str:
    found = legal_basis(basis)
    return f"{found.label}（{found.article}）　守秘義務：{found.secrecy}"
