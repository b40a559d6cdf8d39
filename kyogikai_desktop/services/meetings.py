"""Meetings: plan, hold, decide, and keep what was promised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from kyogikai_desktop.domain.cases import Case, CaseId
from kyogikai_desktop.domain.identifiers import refuse_my_number
from kyogikai_desktop.domain.listing import MeetingRow, OpenTask
from kyogikai_desktop.domain.meetings import (
    AgendaItem,
    Meeting,
    MeetingId,
    MeetingState,
    TaskId,
    agenda_candidates,
    require_consent,
    require_pledges,
)
from kyogikai_desktop.domain.wareki import fiscal_year
from kyogikai_desktop.errors import Conflict, InvalidInput, Refused
from kyogikai_desktop.records import case_records, council_records, meeting_records
from kyogikai_desktop.records.store import Transaction
from kyogikai_desktop.services.casework import guarded
from kyogikai_desktop.services.session import Session


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

    def plan(self, draft: Meeting, cases: Iterable[CaseId] = ()) -> Meeting:
        """Store a new meeting under the next number of its fiscal year and tier, with cases on its agenda."""
        year = fiscal_year(draft.held_on)
        items = (*draft.items, *(AgendaItem(case=case, legal_basis=draft.legal_basis) for case in cases))
        with self._store.writing() as tx:
            number = meeting_records.next_number(tx.db, year, draft.tier)
            meeting = replace(draft, fiscal_year=year, number=number, items=items)
            self._check(tx, meeting)
            return meeting_records.save(tx, meeting)

    def save(self, meeting: Meeting) -> Meeting:
        """Store a changed meeting; raises Refused for a missing pledge or consent, or Conflict."""
        try:
            with self._store.writing() as tx:
                self._check(tx, meeting)
                return meeting_records.save(tx, meeting)
        except Conflict:
            raise Conflict(self.get(meeting.id)) from None

    def conclude(self, meeting: Meeting) -> Meeting:
        """End a meeting: its decided review dates and its day go to the cases, all or nothing."""
        if not meeting.attendance:
            raise InvalidInput("nobody_present", "attendance")
        held = replace(meeting, state=MeetingState.HELD)
        try:
            with self._store.writing() as tx:
                self._check(tx, held)
                stored = meeting_records.save(tx, held, "conclude_meeting")
                for item in stored.items:
                    _carry_over(tx, item, stored.held_on)
        except Conflict:
            raise Conflict(self.get(meeting.id)) from None
        return stored

    def finish_task(self, meeting: MeetingId, task: TaskId, done_on: date | None) -> Meeting:
        """Note that a promise was kept on a day, or, with None, that it is open again."""
        whole = self.get(meeting)
        items = tuple(
            replace(
                item,
                tasks=tuple(replace(one, done_on=done_on) if one.id == task else one for one in item.tasks),
            )
            for item in whole.items
        )
        return self.save(replace(whole, items=items))

    def _check(self, tx: Transaction, meeting: Meeting) -> None:
        require_pledges(meeting, {member.id: member for member in council_records.members(tx.db)})
        if meeting.starts and meeting.ends and meeting.ends <= meeting.starts:
            raise InvalidInput("ends_before_start", "ends")
        known = case_records.by_ids(tx.db, [item.case for item in meeting.items if item.case])
        cases = {case.id: case for case in known}
        for item in meeting.items:
            _check_item(item, cases)


def _check_item(item: AgendaItem, cases: Mapping[CaseId, Case]) -> None:
    if item.case:
        require_consent(item, cases[item.case])
    for name in ("report", "points", "decision", "title"):
        refuse_my_number(getattr(item, name), name)
    for task in item.tasks:
        refuse_my_number(task.what, "tasks")


def _carry_over(tx: Transaction, item: AgendaItem, held_on: date) -> None:
    if item.case is None:
        return
    case = case_records.get(tx.db, item.case)
    last = max(held_on, case.last_meeting_on or held_on)
    review = item.next_review_on if case.is_open and item.next_review_on else case.next_review_on
    if (last, review) != (case.last_meeting_on, case.next_review_on):
        case_records.change(tx, replace(case, last_meeting_on=last, next_review_on=review), "review_case")
