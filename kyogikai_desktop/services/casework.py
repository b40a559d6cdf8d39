"""Casework: from intake through notes and reviews to closing, and finding a case again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.case_rules import FieldProblem, new_problems, problems
from kyogikai_desktop.domain.cases import (
    Case,
    CaseId,
    CaseLink,
    CaseState,
    LinkKind,
    NoteId,
    ProgressNote,
    number_for,
)
from kyogikai_desktop.domain.identifiers import refuse_my_number
from kyogikai_desktop.domain.listing import CaseQuery, CaseRow, SearchHit
from kyogikai_desktop.domain.names import clean_line, storable
from kyogikai_desktop.errors import InvalidInput, Refused
from kyogikai_desktop.records import case_lists, case_records, search
from kyogikai_desktop.records.store import Transaction
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.services.session import Session

MOST_HITS = search.MOST_HITS
_NO_EXCEPTIONS: frozenset[str] = frozenset()
_NOTE_TEXTS = ("text", "next_step", "with_whom")


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

    def note(self, note: NoteId) -> ProgressNote:
        """Return one progress note; KeyError if there is none."""
        return case_records.get_note(self._store.reader, note)

    def links(self, case: CaseId) -> tuple[tuple[LinkKind, Case], ...]:
        """Return the cases that belong to a case, with how they do."""
        found = case_records.links(self._store.reader, case)
        return tuple((kind, guarded(other)) for kind, other in found)

    def alike(self, case: Case) -> tuple[Case, ...]:
        """Return other cases that may be the same person."""
        return tuple(map(guarded, case_records.alike(self._store.reader, case)))

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

    @needs(*Role)
    def reveal(self, case: CaseId, reason: str = "") -> Whereabouts:
        """Return address and phone and log it; those of a protected person need a reason.

        Raises Refused in a folder that cannot be written, where nothing can be logged, and for a first
        password, which somebody else knows too.
        """
        said = clean_line(reason)
        with self._store.writing() as tx:
            person = case_records.get(tx.db, case).person
            if person.whereabouts_protected and not said:
                raise InvalidInput("reveal_reason_missing", "reason")
            tx.note("reveal_whereabouts", f"case:{case}", (said,))
        return Whereabouts(person.postal_code, person.address, person.phone)

    @needs(Role.COORDINATOR)
    def receive(self, case: Case, *, not_my_number: frozenset[str] = _NO_EXCEPTIONS) -> Case:
        """Store a new case under the next number of its fiscal year.

        `not_my_number` names fields whose twelve digits the user declares to be another number (logged).
        """
        case = storable(case)
        _require_none(problems(case, self._session.today(), not_my_number))
        with self._store.writing() as tx:
            stored = case_records.add(tx, _numbered(tx, case))
            _log_declared(tx, stored.id, not_my_number)
        return guarded(stored)

    @needs(Role.COORDINATOR)
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
        case = storable(case)
        with self._store.writing(lambda db: guarded(case_records.get(db, case.id))) as tx:
            known = case_records.get(tx.db, case.id)
            _require_none(new_problems(case, known, self._session.today(), not_my_number))
            whole = _numbered(tx, case if revealed else _keeping(known, case), known.number)
            stored = case_records.change(tx, whole, action, known=known)
            _log_declared(tx, stored.id, not_my_number)
            if stored.person.whereabouts_protected and not known.person.whereabouts_protected:
                protect_together(tx, stored.id)
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

    @needs(Role.COORDINATOR)
    def reopen(self, case: CaseId, received_on: date) -> Case:
        """Receive the person of a closed case again: a new episode, linked to the old one."""
        with self._store.writing() as tx:
            old = case_records.get(tx.db, case)
            if old.is_open:
                raise Refused("case_is_open")
            episode = _next_episode(old, received_on)
            _require_none(new_problems(episode, old, self._session.today()))
            stored = case_records.add(tx, _numbered(tx, episode), "reopen_case")
            case_records.link(tx, CaseLink(stored.id, case, LinkKind.SAME_PERSON))
        return guarded(stored)

    @needs(Role.COORDINATOR)
    def add_note(self, note: ProgressNote, *, not_my_number: frozenset[str] = _NO_EXCEPTIONS) -> ProgressNote:
        """Store a new progress note."""
        note = storable(note)
        self._check_note(note, _NOTE_TEXTS, not_my_number)
        with self._store.writing() as tx:
            _log_declared(tx, note.case, not_my_number)
            return case_records.add_note(tx, note)

    @needs(Role.COORDINATOR)
    def save_note(
        self, note: ProgressNote, *, not_my_number: frozenset[str] = _NO_EXCEPTIONS
    ) -> ProgressNote:
        """Store a changed progress note; raises Conflict with the stored one on a stale version."""
        note = storable(note)
        with self._store.writing(lambda db: case_records.get_note(db, note.id)) as tx:
            known = case_records.get_note(tx.db, note.id)
            changed = tuple(name for name in _NOTE_TEXTS if getattr(note, name) != getattr(known, name))
            self._check_note(note, changed, not_my_number)
            _log_declared(tx, note.case, not_my_number)
            return case_records.change_note(tx, note)

    @needs(Role.COORDINATOR)
    def link(self, pair: CaseLink) -> None:
        """Join two cases of one household or one person."""
        with self._store.writing() as tx:
            case_records.link(tx, pair)
            protect_together(tx, pair.case)

    @needs(Role.COORDINATOR)
    def unlink(self, case: CaseId, other: CaseId) -> None:
        """Take two cases apart."""
        with self._store.writing() as tx:
            case_records.unlink(tx, case, other)

    def _note(self, action: str, name: str, detail: tuple[str, ...] = ()) -> None:
        if self._session.read_only:
            return
        with self._store.writing() as tx:
            tx.note(action, name, detail)

    def _check_note(self, note: ProgressNote, texts: Iterable[str], not_my_number: frozenset[str]) -> None:
        if not note.text.strip():
            raise InvalidInput("note_empty", "text")
        if note.at.date() > self._session.today():
            raise InvalidInput("date_in_future", "at")
        for name in texts:
            refuse_my_number(getattr(note, name), name, declared_other=name in not_my_number)


def protect_together(tx: Transaction, case: CaseId, *, also: bool = False) -> None:
    """Protect the whereabouts in all cases of one person where they are in one: they may be the same.

    `also` protects them where they are in none yet. The mark is never taken off like this.
    """
    found, following = {case: case_records.get(tx.db, case)}, [case]
    while following:
        for kind, other in case_records.links(tx.db, following.pop()):
            if kind is LinkKind.SAME_PERSON and other.id not in found:
                found[other.id] = other
                following.append(other.id)
    if also or any(one.person.whereabouts_protected for one in found.values()):
        for known in found.values():
            if not known.person.whereabouts_protected:
                hidden = replace(known, person=replace(known.person, whereabouts_protected=True))
                case_records.change(tx, hidden, known=known)


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


def _require_none(found: tuple[FieldProblem, ...]) -> None:
    for problem in found:
        raise InvalidInput(problem.key, problem.field)


def _numbered(tx: Transaction, case: Case, known: str = "") -> Case:
    """Return the case with its number, the known one or the next; raise InvalidInput if it is taken."""
    number = case.number or known
    if not number:
        number = number_for(case.received_on, case_records.next_serial(tx.db, case.received_on))
    elif number != known and case_records.is_number_taken(tx.db, number):
        raise InvalidInput("number_taken", "number")
    return replace(case, number=number)


def _next_episode(old: Case, received_on: date) -> Case:
    return Case(
        received_on=received_on,
        person=old.person,
        household=old.household,
        lead_body=old.lead_body,
        key_person=old.key_person,
    )


def _log_declared(tx: Transaction, case: CaseId, not_my_number: frozenset[str]) -> None:
    if not_my_number:
        tx.note("declare_not_my_number", f"case:{case}", tuple(sorted(not_my_number)))
