"""Cases, progress notes and links as rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from kyogikai_desktop.domain.births import Birth
from kyogikai_desktop.domain.cases import Case, CaseId, CaseLink, LinkKind, NoteId, Person, ProgressNote
from kyogikai_desktop.domain.names import kana_key
from kyogikai_desktop.domain.wareki import fiscal_short, fiscal_year
from kyogikai_desktop.records.schema import CASE_LINKS, CASES, NOTES
from kyogikai_desktop.records.store import Transaction, Values

_CASE_FIELDS = [f.name for f in fields(Case) if f.name not in ("id", "version", "person")]
_PERSON_FIELDS = [f.name for f in fields(Person) if f.name != "birth"]
_NOTE_FIELDS = [f.name for f in fields(ProgressNote) if f.name not in ("id", "version", "case")]

# Put together once: that takes longer than running it.
_ONE = sa.select(CASES).where(CASES.c.id == sa.bindparam("case"))


def add(tx: Transaction, case: Case, action: str = "receive_case") -> Case:
    """Store a new case and return it with its id."""
    case = replace(case, version=1)
    stored = replace(case, id=CaseId(tx.add(action, "case", _case_values(case))))
    _index(tx, stored)
    return stored


def change(tx: Transaction, case: Case, action: str = "change_case", *, known: Case | None = None) -> Case:
    """Store a changed case; raises Conflict if its version is not the stored one.

    `known` is the stored case, where the caller has read it in this transaction.
    """
    before = _case_values(known) if known else None
    tx.change(action, "case", case.id, case.version, _case_values(case), before=before)
    stored = replace(case, version=case.version + 1)
    _index(tx, stored)
    return stored


def get(db: sa.Connection, case: CaseId) -> Case:
    """Return one case; KeyError if there is none."""
    row = db.execute(_ONE, {"case": case}).mappings().first()
    if row is None:
        raise KeyError(case)
    return case_of(row)


def by_ids(db: sa.Connection, ids: list[CaseId]) -> tuple[Case, ...]:
    """Return several cases, in no order."""
    rows = db.execute(sa.select(CASES).where(CASES.c.id.in_(ids))).mappings()
    return tuple(case_of(row) for row in rows)


def due(db: sa.Connection, day: date) -> tuple[Case, ...]:
    """Return the open cases without a review date or with one up to a day."""
    near = sa.select(CASES).where(CASES.c.is_open == 1, CASES.c.review_key <= str(day))
    rows = db.execute(near).mappings()
    return tuple(case_of(row) for row in rows)


def numbers(db: sa.Connection) -> frozenset[str]:
    """Return all case numbers in use."""
    return frozenset(db.scalars(sa.select(CASES.c.number)))


def is_number_taken(db: sa.Connection, number: str) -> bool:
    """Tell whether a case has this number."""
    return db.scalar(sa.select(CASES.c.id).where(CASES.c.number == number)) is not None


def next_serial(db: sa.Connection, received_on: date) -> int:
    """Return the next serial number of the fiscal year in which a case was received."""
    # Spelled like the index cases_by_serial.
    last = db.exec_driver_sql(
        "SELECT max(CAST(substr(number, instr(number, '-') + 1) AS INTEGER)) FROM cases"
        " WHERE substr(number, 1, instr(number, '-')) = ?",
        (f"{fiscal_short(fiscal_year(received_on))}-",),
    ).scalar()
    return int(last or 0) + 1


def alike(db: sa.Connection, case: Case) -> tuple[Case, ...]:
    """Return other cases that may be the same person: the same reading, and no other birth date."""
    key = kana_key(case.person.kana, case.person.name)
    born = case.person.birth.on
    same_birth = sa.or_(CASES.c.birth_on.is_(None), CASES.c.birth_on == born) if born else sa.true()
    both = CASES.c.is_open.in_((0, 1))  # the index by kana begins with it
    query = sa.select(CASES).where(both, CASES.c.kana_key == key, CASES.c.id != case.id, same_birth).limit(5)
    found = db.execute(query).mappings().all() if case.person.name else []
    return tuple(case_of(row) for row in found)


def case_of(row: sa.RowMapping | Mapping[str, Any]) -> Case:
    """Return the case of a row of CASES, or of its columns."""
    birth = Birth(row["birth_on"], row["birth_about_year"], row["birth_age"], row["birth_age_as_of"])
    person = Person(birth=birth, **{name: row[name] for name in _PERSON_FIELDS})
    return Case(
        id=row["id"], version=row["version"], person=person, **{name: row[name] for name in _CASE_FIELDS}
    )


def _case_values(case: Case) -> Values:
    person, birth = case.person, case.person.birth
    return {
        "version": case.version,
        "kana_key": kana_key(person.kana, person.name),
        "birth_on": birth.on,
        "birth_about_year": birth.about_year,
        "birth_age": birth.age,
        "birth_age_as_of": birth.age_as_of,
        **{name: getattr(person, name) for name in _PERSON_FIELDS},
        **{name: getattr(case, name) for name in _CASE_FIELDS},
    }


def texts(case: Case) -> tuple[str, ...]:
    """Return what a case is found by."""
    person = case.person
    # Protected whereabouts cannot be found by typing them: a hit would confirm where somebody hides.
    whereabouts = () if person.whereabouts_protected else (person.address, person.phone, person.postal_code)
    return (
        case.number, person.name, person.kana, *whereabouts, case.reporter, case.complaint, case.wish,
        case.key_person, case.course, case.situation, case.closing_note, case.remarks,
    )  # fmt: skip


def _index(tx: Transaction, case: Case) -> None:
    tx.index("case", case.id, case.id, texts(case))


def add_note(tx: Transaction, note: ProgressNote) -> ProgressNote:
    """Store a new progress note and return it with its id."""
    note = replace(note, version=1)
    stored = replace(note, id=NoteId(tx.add("add_note", "note", _note_values(note))))
    _index_note(tx, stored)
    return stored


def change_note(tx: Transaction, note: ProgressNote) -> ProgressNote:
    """Store a changed progress note; raises Conflict if its version is not the stored one."""
    tx.change("change_note", "note", note.id, note.version, _note_values(note))
    stored = replace(note, version=note.version + 1)
    _index_note(tx, stored)
    return stored


def notes(db: sa.Connection, case: CaseId) -> tuple[ProgressNote, ...]:
    """Return the progress notes of a case, newest first."""
    query = sa.select(NOTES).where(NOTES.c.case_id == case).order_by(NOTES.c.at.desc(), NOTES.c.id.desc())
    return tuple(note_of(row) for row in db.execute(query).mappings())


def notes_by_ids(db: sa.Connection, ids: list[NoteId]) -> tuple[ProgressNote, ...]:
    """Return several progress notes, in no order."""
    return tuple(map(note_of, db.execute(sa.select(NOTES).where(NOTES.c.id.in_(ids))).mappings()))


def get_note(db: sa.Connection, note: NoteId) -> ProgressNote:
    """Return one progress note; KeyError if there is none."""
    row = db.execute(sa.select(NOTES).where(NOTES.c.id == note)).mappings().first()
    if row is None:
        raise KeyError(note)
    return note_of(row)


def note_of(row: sa.RowMapping | Mapping[str, Any]) -> ProgressNote:
    """Return the progress note of a row of NOTES, or of its columns."""
    values: dict[str, Any] = {name: row[name] for name in _NOTE_FIELDS}
    return ProgressNote(id=row["id"], version=row["version"], case=row["case_id"], **values)


def _note_values(note: ProgressNote) -> Values:
    values = {name: getattr(note, name) for name in _NOTE_FIELDS}
    return {"case_id": note.case, "version": note.version, **values}


def note_texts(note: ProgressNote) -> tuple[str, ...]:
    """Return what a progress note is found by."""
    return note.text, note.next_step, note.with_whom, note.author


def _index_note(tx: Transaction, note: ProgressNote) -> None:
    tx.index("note", note.id, note.case, note_texts(note))


def link(tx: Transaction, pair: CaseLink) -> None:
    """Join two cases; a pair that is joined already is left as it is."""
    first, second = sorted((pair.case, pair.other))
    known = sa.select(CASE_LINKS.c.id).where(CASE_LINKS.c.case_id == first, CASE_LINKS.c.other == second)
    if first != second and tx.db.execute(known).first() is None:
        tx.add("link_cases", "link", {"case_id": first, "other": second, "kind": pair.kind})


def unlink(tx: Transaction, case: CaseId, other: CaseId) -> None:
    """Take two cases apart."""
    first, second = sorted((case, other))
    found = sa.select(CASE_LINKS.c.id).where(CASE_LINKS.c.case_id == first, CASE_LINKS.c.other == second)
    for record in tx.db.scalars(found).all():
        tx.db.execute(sa.delete(CASE_LINKS).where(CASE_LINKS.c.id == record))
        tx.log("delete", "link", record)


def links(db: sa.Connection, case: CaseId) -> tuple[tuple[LinkKind, Case], ...]:
    """Return the cases that belong to a case, with how they do."""
    both = sa.union_all(
        sa.select(CASE_LINKS.c.other.label("id"), CASE_LINKS.c.kind).where(CASE_LINKS.c.case_id == case),
        sa.select(CASE_LINKS.c.case_id.label("id"), CASE_LINKS.c.kind).where(CASE_LINKS.c.other == case),
    ).subquery()
    query = sa.select(CASES, both.c.kind.label("link_kind")).join(both, both.c.id == CASES.c.id)
    rows = db.execute(query.order_by(CASES.c.received_on)).mappings().all()
    return tuple((row["link_kind"], case_of(row)) for row in rows)
