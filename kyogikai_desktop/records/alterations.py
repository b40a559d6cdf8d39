"""What somebody changed behind the log in tables that no row of the log hashes as they stand.

Earlier versions must have the hashes that the log gave them when they were written. Texts to search by and
counts of the list are derived again. All of it goes some records at a time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

import sqlalchemy as sa

from kyogikai_desktop.domain.cases import CaseId, NoteId
from kyogikai_desktop.domain.meetings import MeetingId
from kyogikai_desktop.records import case_records, council_records, meeting_records, search
from kyogikai_desktop.records.content import KINDS, REVISED, digest
from kyogikai_desktop.records.search import Doc

Progress = Callable[[int, int], object]

_AT_ONCE = 500
_LOWEST, _HIGHEST = -(2**63), 2**63 - 1
_COUNTS = (
    "SELECT state, consent, coalesce(urgency, '') AS u, coalesce(lead_body, 0) AS b, count(*)"
    " FROM cases GROUP BY state, consent, u, b",
    "SELECT state, consent, urgency, lead_body, cases FROM case_counts WHERE cases <> 0",
)


def revisions(db: sa.Connection, progress: Progress) -> Iterator[str]:
    """Yield each record (kind:id) whose earlier versions are not those that the log tells of."""
    for kind in REVISED:
        table = KINDS[kind].table
        for first, last, records in _pages(db, table, progress, table.c.version > 1):
            logged, kept = _logged(db, kind, records), _kept(db, kind, first, last)
            for record in sorted(logged.keys() | kept.keys()):
                # The newest row of the log is about the record as it is now.
                if logged.get(record, [])[:-1] != kept.get(record, []):
                    yield f"{kind}:{record}"


def search_texts(db: sa.Connection, progress: Progress) -> Iterator[str]:
    """Yield each record (kind:id) that is not found by what it says, or is found by something else."""
    for kind, docs in _DOCS.items():
        for first, last, records in _pages(db, KINDS[kind].table, progress):
            wanted, found = dict(docs(db, records)), search.docs(db, kind, first, last)
            for record in sorted(wanted.keys() | found.keys()):
                if wanted.get(record) != found.get(record):
                    yield f"{kind}:{record}"


def counts_differ(db: sa.Connection) -> bool:
    """Tell whether the counts of the case list are not those of the cases."""
    counted, kept = (set(map(tuple, db.exec_driver_sql(sql))) for sql in _COUNTS)
    return counted != kept


def _pages(
    db: sa.Connection, table: sa.Table, progress: Progress, *tests: sa.ColumnElement[bool]
) -> Iterator[tuple[int, int, list[int]]]:
    """Yield spans of ids, which together hold every id there can be, with the records in them."""
    total = int(db.scalar(sa.select(sa.func.count()).select_from(table).where(*tests)) or 0)
    done, first, last = 0, _LOWEST, _LOWEST
    while last < _HIGHEST:
        progress(done, total)
        query = sa.select(table.c.id).where(table.c.id >= first, *tests).order_by(table.c.id).limit(_AT_ONCE)
        records = list(db.scalars(query))
        last = records[-1] if len(records) == _AT_ONCE else _HIGHEST
        yield first, last, records
        done, first = done + len(records), last + 1


def _logged(db: sa.Connection, kind: str, records: list[int]) -> dict[int, list[str]]:
    """Return the hashes that the log has for each version of records, the oldest first."""
    rows = db.exec_driver_sql(
        "SELECT one.value, post_hash FROM json_each(?) AS one CROSS JOIN audit ON object = ? || one.value"
        " WHERE post_hash <> '' ORDER BY one.value, seq",
        (json.dumps(records), f"{kind}:"),
    )
    return _grouped((record, told) for record, told in rows)


def _kept(db: sa.Connection, kind: str, first: int, last: int) -> dict[int, list[str]]:
    """Return the hashes of the earlier versions that are kept of records, the oldest first."""
    rows = db.exec_driver_sql(
        "SELECT record, content FROM revisions WHERE kind = ? AND record BETWEEN ? AND ?"
        " ORDER BY record, version",
        (kind, first, last),
    )
    return _grouped((record, digest(text)) for record, text in rows)


def _grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for record, told in pairs:
        found.setdefault(record, []).append(told)
    return found


def _cases(db: sa.Connection, records: list[int]) -> Iterator[tuple[int, Doc]]:
    for case in case_records.by_ids(db, list(map(CaseId, records))):
        yield case.id, (case.id, search.folded(case_records.texts(case)))


def _notes(db: sa.Connection, records: list[int]) -> Iterator[tuple[int, Doc]]:
    for note in case_records.notes_by_ids(db, list(map(NoteId, records))):
        yield note.id, (note.case, search.folded(case_records.note_texts(note)))


def _bodies(db: sa.Connection, records: list[int]) -> Iterator[tuple[int, Doc]]:
    for body in council_records.bodies(db):
        if body.id in records:
            yield body.id, (None, search.folded(council_records.body_texts(body)))


def _members(db: sa.Connection, records: list[int]) -> Iterator[tuple[int, Doc]]:
    for member in council_records.members(db):
        if member.id in records:
            yield member.id, (None, search.folded(council_records.member_texts(member)))


def _meetings(db: sa.Connection, records: list[int]) -> Iterator[tuple[int, Doc]]:
    for record in records:
        meeting = meeting_records.get(db, MeetingId(record))
        yield record, (None, search.folded(meeting_records.texts(meeting)))


_DOCS: dict[str, Callable[[sa.Connection, list[int]], Iterator[tuple[int, Doc]]]] = {
    "case": _cases,
    "note": _notes,
    "body": _bodies,
    "member": _members,
    "meeting": _meetings,
}
