"""What somebody changed behind the log in tables that no row of the log hashes as they stand.

Old values must lead back to versions with the hashes that the log gave them when they were written. Texts to
search by and counts of the list are derived again. All of it goes some records at a time.

A schema that adds columns to cases or notes has to hash earlier versions as the schema of their day did.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from kyogikai_desktop.domain.cases import CaseId, NoteId
from kyogikai_desktop.domain.meetings import MeetingId
from kyogikai_desktop.errors import Damaged
from kyogikai_desktop.records import case_records, council_records, meeting_records, search
from kyogikai_desktop.records.content import KINDS, REVISED, content, content_of, digest, names, read
from kyogikai_desktop.records.search import Doc

Progress = Callable[[int, int], object]

_AT_ONCE = 500
_LOWEST, _HIGHEST = -(2**63), 2**63 - 1
_HISTORY = (
    "SELECT one.value, seq, schema_version, post_hash, content FROM json_each(?) AS one"
    " CROSS JOIN audit ON object = ? || one.value LEFT JOIN old_values USING (seq)"
    " WHERE post_hash <> '' ORDER BY one.value, seq DESC"
)
# Old values of a row that tells of no change, or of no record that has any.
_STRAY = (
    "SELECT DISTINCT coalesce(row.object, 'log:' || old_values.seq) FROM old_values"
    " LEFT JOIN audit AS row USING (seq) WHERE row.post_hash IS NULL"
    " OR NOT EXISTS (SELECT 1 FROM audit WHERE object = row.object AND seq < row.seq AND post_hash <> '')"
)
_COUNTS = (
    "SELECT state, consent, coalesce(urgency, '') AS u, coalesce(lead_body, 0) AS b, count(*)"
    " FROM cases GROUP BY state, consent, u, b",
    "SELECT state, consent, urgency, lead_body, cases FROM case_counts WHERE cases <> 0",
)


def histories(db: sa.Connection, progress: Progress) -> Iterator[str]:
    """Yield each record (kind:id) whose old values do not make the versions that the log tells of."""
    for kind in REVISED:
        table = KINDS[kind].table
        for _first, _last, records in _pages(db, table, progress, table.c.version > 1):
            rows = db.exec_driver_sql(_HISTORY, (json.dumps(records), f"{kind}:"))
            for record, versions in groupby(rows, itemgetter(0)):
                if not _goes_back(table, content(db, kind, record), list(versions)):
                    yield f"{kind}:{record}"
    yield from db.exec_driver_sql(_STRAY).scalars()


def versions(db: sa.Connection, kind: str, record: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the row of the log that tells of each version of a case or note, and its columns, newest first.

    Raises Damaged at the first version that is not what the log has the hash of.
    """
    table = KINDS[kind].table
    rows = list(db.exec_driver_sql(_HISTORY, (json.dumps([record]), f"{kind}:")))
    back = _back(table, content(db, kind, record), rows)
    for row in rows:
        stored = next(back, None)
        if stored is None:
            raise Damaged("history_altered", record=f"{kind}:{record}")
        yield row.seq, read(table, stored)


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


def derive_again(db: sa.Connection, progress: Progress) -> None:
    """Make anew, from the records as they are, what is searched in and the counts of the list."""
    search.forget_all(db)
    for kind, docs in _DOCS.items():
        for _first, _last, records in _pages(db, KINDS[kind].table, progress):
            kept = (search.keep(db, kind, record, doc) for record, doc in docs(db, records))
            search.index(db, list(chain.from_iterable(kept)))
    db.exec_driver_sql("DELETE FROM case_counts")
    db.exec_driver_sql(f"INSERT INTO case_counts (state, consent, urgency, lead_body, cases) {_COUNTS[0]}")


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


def _goes_back(table: sa.Table, text: str, rows: list[sa.Row[Any]]) -> bool:
    """Tell whether old values lead from a content to each version that came before."""
    return len(list(_back(table, text, rows))) == len(rows) and rows[-1].content is None


def _back(table: sa.Table, text: str, rows: list[sa.Row[Any]]) -> Iterator[dict[str, Any]]:
    """Yield the columns of each version as stored, the newest first, as far as the log has their hashes."""
    [[[*now]]] = json.loads(text)
    stored = dict(zip(names(table), now, strict=True))
    with suppress(TypeError, ValueError):  # of what no program would write
        for row in rows:
            if digest(content_of(table, stored, row.schema_version)) != row.post_hash:
                return
            yield stored
            stored = stored | json.loads(row.content or "{}")


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
