"""Meetings: plan, hold, decide, and keep what was promised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.cases import Case, CaseId
from kyogikai_desktop.domain.identifiers import refuse_my_number
from kyogikai_desktop.domain.listing import MeetingRow, OpenTask
from kyogikai_desktop.domain.meetings import (
    AgendaItem,
    Meeting,
    MeetingId,
    MeetingState,
    Presence,
    TaskId,
    agenda_candidates,
    decided_anew,
    require_consent,
    require_pledges,
    texts,
    unsettled,
    with_task_done,
)
from kyogikai_desktop.domain.names import storable
from kyogikai_desktop.domain.wareki import fiscal_year
from kyogikai_desktop.errors import InvalidInput, Refused
from kyogikai_desktop.records import case_records, council_records, meeting_records
from kyogikai_desktop.records.store import Transaction
from kyogikai_desktop.services.casework import guarded
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.services.session import Session

_NO_EXCEPTIONS: frozenset[str] = frozenset()


class Meetings:
    """The meetings of one open council."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._store = session.store

    def rows(self) -> tuple[MeetingRow, ...]:
        """Return all meetings, newest first."""
        return meeting_records.rows(self._store.reader)

    def get(self, meeting: MeetingId) -> Meeting:
        """Return one meeting with agenda and attendance."""
        return meeting_records.get(self._store.reader, meeting)

    def latest(self) -> Meeting:
        """Return the newest meeting that was held; raises Refused if there is none."""
        held = [row for row in self.rows() if row.state is MeetingState.HELD]
        if not held:
            raise Refused("no_meeting_held")
        return self.get(held[0].id)

    def candidates(self, held_on: date) -> tuple[Case, ...]:
        """Return the open cases that are due by a day, undated and oldest first."""
        found = agenda_candidates(case_records.due(self._store.reader, held_on), held_on)
        return tuple(map(guarded, found))

    def cases(self, meeting: Meeting) -> Mapping[CaseId, Case]:
        """Return the cases on the agenda by their ids; protected whereabouts are blank."""
        ids = [item.case for item in meeting.items if item.case]
        return {case.id: guarded(case) for case in case_records.by_ids(self._store.reader, ids)}

    def of_case(self, case: CaseId) -> tuple[Meeting, ...]:
        """Return the meetings that discussed a case, newest first, each with that case's items alone."""
        return meeting_records.of_case(self._store.reader, case)

    def open_tasks(self) -> tuple[OpenTask, ...]:
        """Return the promises that are not kept yet, the earliest date first."""
        return meeting_records.open_tasks(self._store.reader)

    @needs(Role.FACILITATOR, Role.RECORDER)
    def plan(self, draft: Meeting, cases: Iterable[CaseId] = ()) -> Meeting:
        """Store a new meeting under the next number of its fiscal year and tier, with cases on its agenda."""
        items = (*draft.items, *(AgendaItem(case=case, legal_basis=draft.legal_basis) for case in cases))
        draft = storable(replace(draft, items=items))
        with self._store.writing() as tx:
            meeting = _numbered(tx, draft)
            _require_allowed(tx, meeting)
            _require_no_my_number(meeting)
            return meeting_records.save(tx, meeting)

    @needs(Role.FACILITATOR, Role.RECORDER)
    def save(self, meeting: Meeting, *, not_my_number: frozenset[str] = _NO_EXCEPTIONS) -> Meeting:
        """Store a changed meeting; raises Refused for a missing pledge or consent, or Conflict.

        `not_my_number` names fields whose twelve digits the user declares to be another number (logged).
        """
        return self._save(meeting, "change_meeting", not_my_number)

    @needs(Role.FACILITATOR, Role.RECORDER)
    def conclude(self, meeting: Meeting, *, not_my_number: frozenset[str] = _NO_EXCEPTIONS) -> Meeting:
        """End a meeting: its decided review dates and its day go to the cases, all or nothing."""
        if all(seat.presence is Presence.ABSENT for seat in meeting.attendance):
            raise InvalidInput("nobody_present", "attendance")
        return self._save(replace(meeting, state=MeetingState.HELD), "conclude_meeting", not_my_number)

    @needs(Role.COORDINATOR, Role.FACILITATOR, Role.RECORDER)
    def finish_task(self, meeting: MeetingId, task: TaskId, done_on: date | None) -> Meeting:
        """Note that a promise was kept on a day, or, with None, that it is open again."""
        with self._store.writing() as tx:
            known = meeting_records.get(tx.db, meeting)
            return meeting_records.save(tx, with_task_done(known, task, done_on))

    def _save(self, meeting: Meeting, action: str, not_my_number: frozenset[str]) -> Meeting:
        meeting = storable(meeting)
        with self._store.writing(lambda db: meeting_records.get(db, meeting.id)) as tx:
            known = meeting_records.get(tx.db, meeting.id)
            numbered = _numbered(tx, meeting, known)
            _require_allowed(tx, unsettled(numbered, known))
            _require_no_my_number(numbered, frozenset(text for _, text in texts(known)), not_my_number)
            stored = meeting_records.save(tx, numbered, action)
            for item in decided_anew(stored, known):
                _carry_over(tx, item, stored.held_on)
            if not_my_number:
                tx.note("declare_not_my_number", f"meeting:{stored.id}", tuple(sorted(not_my_number)))
        return stored


def _numbered(tx: Transaction, meeting: Meeting, known: Meeting | None = None) -> Meeting:
    """Return the meeting with its number: the next one where its fiscal year or tier is another."""
    year = fiscal_year(meeting.held_on)
    if known and (year, meeting.tier) == (known.fiscal_year, known.tier):
        return replace(meeting, fiscal_year=year, number=known.number)
    number = meeting_records.next_number(tx.db, year, meeting.tier)
    return replace(meeting, fiscal_year=year, number=number)


def _require_allowed(tx: Transaction, meeting: Meeting) -> None:
    if meeting.starts and meeting.ends and meeting.ends <= meeting.starts:
        raise InvalidInput("ends_before_start", "ends")
    require_pledges(meeting, {member.id: member for member in council_records.members(tx.db)})
    known = case_records.by_ids(tx.db, [item.case for item in meeting.items if item.case])
    cases = {case.id: case for case in known}
    for item in meeting.items:
        if item.case:
            require_consent(item, cases[item.case])


def _require_no_my_number(
    meeting: Meeting, stored: frozenset[str] = frozenset(), not_my_number: frozenset[str] = _NO_EXCEPTIONS
) -> None:
    for name, text in texts(meeting):
        if text not in stored:
            refuse_my_number(text, name, declared_other=name in not_my_number)


def _carry_over(tx: Transaction, item: AgendaItem, held_on: date) -> None:
    """Note the meeting at its case; an older one than the case knows of sets no review date any more."""
    if item.case is None:
        return
    case = case_records.get(tx.db, item.case)
    last = max(held_on, case.last_meeting_on or held_on)
    decides = case.is_open and last == held_on and item.next_review_on
    review = item.next_review_on if decides else case.next_review_on
    if (last, review) != (case.last_meeting_on, case.next_review_on):
        changed = replace(case, last_meeting_on=last, next_review_on=review)
        case_records.change(tx, changed, "review_case", known=case)
