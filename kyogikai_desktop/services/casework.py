"""Casework: from intake through notes and reviews to closing, and finding a case again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kyogikai_desktop.domain.cases import (
    Case,
    CaseId,
    CaseLink,
    CaseState,
    LinkKind,
    ProgressNote,
    number_for,
    problems,
)
from kyogikai_desktop.domain.identifiers import refuse_my_number
from kyogikai_desktop.domain.listing import AuditRow, CaseQuery, CaseRow, SearchHit
from kyogikai_desktop.domain.names import clean_line, encodable
from kyogikai_desktop.errors import Conflict, InvalidInput, Refused
from kyogikai_desktop.records import audit, case_lists, case_records, search
from kyogikai_desktop.records.store import Transaction
from kyogikai_desktop.services.session import Session

_NO_EXCEPTIONS: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Whereabouts:
    """Where somebody lives and can be called; of a protected person only after a logged reveal."""

    postal_code: str
    address: str
    phone: str


class Casework:
    """The cases of one open council."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._store = session.store

    # Reading: safe on the reader's thread.

    def count(self, query: CaseQuery) -> int:
        """Return how many cases a query shows."""
        return case_lists.count(self._store.reader, query, self._session.today())

    def count_undated(self) -> int:
        """Return how many open cases have no date for their next review."""
        return case_lists.count_undated(self._store.reader)

    def page(self, query: CaseQuery, offset: int, limit: int) -> tuple[CaseRow, ...]:
        """Return rows of a query from an offset on."""
        return case_lists.page(self._store.reader, query, self._session.today(), offset, limit)

    def get(self, case: CaseId) -> Case:
        """Return a case; protected whereabouts are blank (see `reveal`)."""
        return guarded(case_records.get(self._store.reader, case))

    def notes(self, case: CaseId) -> tuple[ProgressNote, ...]:
        """Return the progress notes of a case, newest first."""
        return case_records.notes(self._store.reader, case)

    def links(self, case: CaseId) -> tuple[tuple[LinkKind, Case], ...]:
        """Return the cases that belong to a case, with how they do."""
        found = case_records.links(self._store.reader, case)
        return tuple((kind, guarded(other)) for kind, other in found)

    def alike(self, case: Case) -> tuple[Case, ...]:
        """Return other cases that may be the same person."""
        return tuple(map(guarded, case_records.alike(self._store.reader, case)))

    def history(self, case: CaseId) -> tuple[AuditRow, ...]:
        """Return who looked at or changed a case, newest first."""
        return audit.page(self._store.reader, f"case:{case}", 200)

    def find(self, text: str) -> tuple[SearchHit, ...]:
        """Return what a text finds, people first."""
        return search.find(self._store.reader, text)

    # Writing: on the writer's thread.

    def note_view(self, case: CaseId) -> None:
        """Log that somebody looked at a case."""
        self._note("view_case", f"case:{case}")

    def note_search(self, hits: int) -> None:
        """Log that somebody searched and how much was found; never what for."""
        self._note("search", "", (str(hits),))

    def reveal(self, case: CaseId, reason: str = "") -> Whereabouts:
        """Return address and phone and log it; those of a protected person need a reason."""
        person = case_records.get(self._store.reader, case).person
        if person.whereabouts_protected and not clean_line(reason):
            raise InvalidInput("reveal_reason_missing", "reason")
        self._note("reveal_whereabouts", f"case:{case}", (clean_line(reason),))
        return Whereabouts(person.postal_code, person.address, person.phone)

    def receive(self, case: Case, *, not_my_number: frozenset[str] = _NO_EXCEPTIONS) -> Case:
        """Store a new case under the next number of its fiscal year.

        `not_my_number` names fields whose twelve digits the user declares to be another number (logged).
        """
        case = self._checked(case, not_my_number)
        with self._store.writing() as tx:
            serial = case_records.next_serial(tx.db, case.received_on)
            numbered = replace(case, number=case.number or number_for(case.received_on, serial))
            stored = case_records.add(tx, numbered)
            _log_declared(tx, stored, not_my_number)
        return guarded(stored)

    def save(
        self,
        case: Case,
        *,
        action: str = "change_case",
        revealed: bool = False,
        not_my_number: frozenset[str] = _NO_EXCEPTIONS,
    ) -> Case:
        """Store a changed case; raises Conflict with the stored one if somebody saved in between.

        Unless `revealed`, protected whereabouts and the mark itself stay as they are stored.
        """
        case = self._checked(case, not_my_number)
        try:
            with self._store.writing() as tx:
                known = case_records.get(tx.db, case.id)
                stored = case_records.change(
                    tx, case if revealed else _keeping(known, case), action, known=known
                )
                _log_declared(tx, stored, not_my_number)
        except Conflict:
            raise Conflict(self.get(case.id)) from None
        return guarded(stored)

    def close(self, case: Case, on: date, reason: str, note: str = "") -> Case:
        """Close a case with its reason; the next review is taken off."""
        if not reason:
            raise InvalidInput("closing_reason_missing", "closing_reason")
        closed = replace(
            case,
            state=CaseState.CLOSED,
            closed_on=on,
            closing_reason=reason,
            closing_note=note,
            next_review_on=None,
        )
        return self.save(closed, action="close_case")

    def reopen(self, case: CaseId, received_on: date) -> Case:
        """Receive the person of a closed case again: a new episode, linked to the old one."""
        old = case_records.get(self._store.reader, case)
        if old.is_open:
            raise Refused("case_is_open")
        with self._store.writing() as tx:
            serial = case_records.next_serial(tx.db, received_on)
            number = number_for(received_on, serial)
            stored = case_records.add(tx, _next_episode(old, number, received_on), "reopen_case")
            case_records.link(tx, CaseLink(stored.id, case, LinkKind.SAME_PERSON))
        return guarded(stored)

    def add_note(self, note: ProgressNote) -> ProgressNote:
        """Store a new progress note."""
        self._check_note(note)
        with self._store.writing() as tx:
            return case_records.add_note(tx, note)

    def save_note(self, note: ProgressNote) -> ProgressNote:
        """Store a changed progress note; raises Conflict with the stored one on a stale version."""
        self._check_note(note)
        try:
            with self._store.writing() as tx:
                return case_records.change_note(tx, note)
        except Conflict:
            raise Conflict(case_records.get_note(self._store.reader, note.id)) from None

    def link(self, pair: CaseLink) -> None:
        """Join two cases of one household or one person."""
        with self._store.writing() as tx:
            case_records.link(tx, pair)

    def unlink(self, case: CaseId, other: CaseId) -> None:
        """Take two cases apart."""
        with self._store.writing() as tx:
            case_records.unlink(tx, case, other)

    def _note(self, action: str, name: str, detail: tuple[str, ...] = ()) -> None:
        if self._session.read_only:
            return
        with self._store.writing() as tx:
            tx.note(action, name, detail)

    def _checked(self, case: Case, not_my_number: frozenset[str]) -> Case:
        found = problems(case, self._session.today(), not_my_number)
        if found:
            raise InvalidInput(found[0].key, found[0].field)
        return case

    def _check_note(self, note: ProgressNote) -> None:
        if not note.text.strip():
            raise InvalidInput("note_empty", "text")
        for name in ("text", "next_step", "with_whom"):
            refuse_my_number(encodable(getattr(note, name)), name)


def guarded(case: Case) -> Case:
    """Return the case with protected whereabouts blank."""
    person = case.person
    if not person.whereabouts_protected:
        return case
    return replace(case, person=replace(person, postal_code="", address="", phone=""))


def _keeping(known: Case, case: Case) -> Case:
    """Return the case to store with the protected whereabouts that its editor never saw."""
    old = known.person
    if not old.whereabouts_protected:
        return case
    kept = replace(
        case.person,
        postal_code=old.postal_code,
        address=old.address,
        phone=old.phone,
        whereabouts_protected=True,
    )
    return replace(case, person=kept)


def _next_episode(old: Case, number: str, received_on: date) -> Case:
    return Case(
        received_on=received_on,
        number=number,
        person=old.person,
        household=old.household,
        lead_body=old.lead_body,
        key_person=old.key_person,
    )


def _log_declared(tx: Transaction, case: Case, not_my_number: frozenset[str]) -> None:
    if not_my_number:
        tx.note("declare_not_my_number", f"case:{case.id}", tuple(sorted(not_my_number)))
