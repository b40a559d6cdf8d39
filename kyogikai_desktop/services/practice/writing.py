"""Store a told practice council: bodies and people, cases with their notes, links, meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from operator import itemgetter

from kyogikai_desktop.domain.cases import CaseId, CaseLink, LinkKind, ProgressNote
from kyogikai_desktop.domain.meetings import AgendaItem, agenda_candidates
from kyogikai_desktop.records import case_records, meeting_records
from kyogikai_desktop.records.store import Store, Transaction
from kyogikai_desktop.services.practice import told, written
from kyogikai_desktop.services.practice.agenda import MOST_CASES, with_sittings
from kyogikai_desktop.services.practice.casefile import CaseFile, Sitting, Step
from kyogikai_desktop.services.practice.meetings import meetings, practitioners
from kyogikai_desktop.services.practice.outline import Outline, Role, outlines
from kyogikai_desktop.services.practice.roster import Roster, enroll

Progress = Callable[[int, int], None]
_AT_ONCE, _REPORT_EVERY = 2000, 25


class Writer:
    """Fill the database of a new practice council, in a few large transactions."""

    def __init__(self, store: Store, seed: int) -> None:
        self._store = store
        self._seed = seed
        self._ids: dict[int, CaseId] = {}
        self._agendas: defaultdict[Sitting, list[AgendaItem]] = defaultdict(list)

    def fill(self, total: int, progress: Progress) -> None:
        """Store everything; `progress` gets how many of all cases are done and may raise to stop."""
        plan = with_sittings(outlines(total, self._seed), self._seed)
        with self._store.writing() as tx:
            roster = enroll(tx)
        for start in range(0, total, _AT_ONCE):
            with self._store.writing() as tx:
                for done, outline in enumerate(plan[start : start + _AT_ONCE], start):
                    if done % _REPORT_EVERY == 0:
                        progress(done, total)
                    self._add_case(tx, outline, total, roster)
        with self._store.writing() as tx:
            self._link_households(tx, plan)
            self._add_meetings(tx, roster)
        progress(total, total)

    def _add_case(self, tx: Transaction, outline: Outline, total: int, roster: Roster) -> None:
        if outline.script:
            file = written.tell(outline.script, outline.number, outline.sittings, roster)
        else:
            file = told.tell(outline, self._seed, total, roster)
        record = _store_case(tx, file)
        self._ids[outline.index] = record
        for sitting, item in file.items.items():
            self._agendas[sitting].append(replace(item, case=record))

    def _link_households(self, tx: Transaction, plan: Sequence[Outline]) -> None:
        named = {one.script.name: self._ids[one.index] for one in plan if one.script}
        for one in plan:
            other = self._ids.get(one.index - 1) if one.role is Role.PARENT else None
            if one.script and one.script.household_of:
                other = named.get(one.script.household_of)
            if other:
                case_records.link(tx, CaseLink(self._ids[one.index], other, LinkKind.HOUSEHOLD))

    def _add_meetings(self, tx: Transaction, roster: Roster) -> None:
        upcoming = practitioners()[-1]
        due = agenda_candidates(case_records.due(tx.db, upcoming.held_on), upcoming.held_on)
        self._agendas[upcoming] = [AgendaItem(case=case.id) for case in due[:MOST_CASES]]
        for meeting in meetings(self._agendas, self._seed, roster):
            meeting_records.save(tx, meeting)


def _store_case(tx: Transaction, file: CaseFile) -> CaseId:
    """Store a case, then its notes and later saves in the order of days."""
    stored = case_records.add(tx, file.case)
    events: list[tuple[date, ProgressNote | Step]] = [(note.at.date(), note) for note in file.notes]
    events += [(step.on, step) for step in file.steps]
    for _, event in sorted(events, key=itemgetter(0)):
        if isinstance(event, Step):
            changed = replace(event.case, id=stored.id, version=stored.version)
            stored = case_records.change(tx, changed, event.action)
        else:
            case_records.add_note(tx, replace(event, case=stored.id))
    return stored.id
