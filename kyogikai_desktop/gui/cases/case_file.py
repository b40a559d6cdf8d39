"""All that one screen shows of a case, read at one go on the reader thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kyogikai_desktop.domain.cases import Case, CaseId, LinkKind, ProgressNote
from kyogikai_desktop.domain.council import BodyId, MemberBody
from kyogikai_desktop.domain.listing import CaseQuery
from kyogikai_desktop.domain.meetings import Meeting, MeetingId, Task
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.session import Session

_NEIGHBOURS = 50


@dataclass(frozen=True)
class CasePlace:
    """A case within a list: where the next and the previous one are found. `writes` asks for the note."""

    case: CaseId
    query: CaseQuery
    offset: int
    writes: bool = False


@dataclass(frozen=True)
class CaseDraft:
    """A case and the kind of draft that is to be gone on with: note, review, close, ..."""

    case: CaseId
    kind: str


@dataclass(frozen=True)
class CaseSection:
    """A case and the section of its form to begin with."""

    case: CaseId
    section: str


@dataclass(frozen=True)
class Promise:
    """A task of a meeting about the case, with the body in words."""

    meeting: MeetingId
    task: Task
    body: str


@dataclass(frozen=True)
class CaseFile:
    """A case with its notes, meetings (that case's items alone), linked cases and all bodies."""

    case: Case
    notes: tuple[ProgressNote, ...]
    meetings: tuple[Meeting, ...]
    links: tuple[tuple[LinkKind, Case], ...]
    bodies: Mapping[BodyId, MemberBody]

    @property
    def lead_body(self) -> str:
        """Return the name of the lead body, or an empty text."""
        lead = self.bodies.get(self.case.lead_body) if self.case.lead_body else None
        return lead.name if lead else ""

    @property
    def promises(self) -> tuple[Promise, ...]:
        """Return the promises about this case: open ones first, the earliest date on top."""
        found = [
            Promise(meeting.id, task, self._body(task))
            for meeting in self.meetings
            for item in meeting.items
            for task in item.tasks
        ]
        return tuple(sorted(found, key=_urgent_first))

    def _body(self, task: Task) -> str:
        body = self.bodies.get(task.body) if task.body else None
        return (body.short_name or body.name) if body else ""


def _urgent_first(promise: Promise) -> tuple[bool, str]:
    task = promise.task
    return task.done_on is not None, task.due_on.isoformat() if task.due_on else ""


class CaseReader:
    """Read whole case files of an open council, and who stands beside whom in a list."""

    def __init__(self, session: Session) -> None:
        self._cases = Casework(session)
        self._meetings = Meetings(session)
        self._council = CouncilWork(session)

    def file(self, case: CaseId) -> CaseFile:
        """Return the file of a case; protected whereabouts are blank."""
        return CaseFile(
            self._cases.get(case),
            self._cases.notes(case),
            self._meetings.of_case(case),
            self._cases.links(case),
            {body.id: body for body in self._council.bodies()},
        )

    def neighbour(self, place: CasePlace, step: int) -> CasePlace | None:
        """Return the place of the next (1) or the previous (-1) case, even if the list moved a little."""
        start = max(0, place.offset - _NEIGHBOURS)
        rows = self._cases.page(place.query, start, 2 * _NEIGHBOURS + 1)
        ids = [row.id for row in rows]
        here = ids.index(place.case) if place.case in ids else place.offset - start
        wanted = here + step
        if not 0 <= wanted < len(ids):
            return None
        return CasePlace(ids[wanted], place.query, start + wanted)
