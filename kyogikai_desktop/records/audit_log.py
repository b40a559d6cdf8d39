"""Questions to the audit log: how many rows, which ones, and what the rows are about.

Rows come by their number: a clock that was set back reorders nothing. The index by time tells which numbers
a span has, and holds who did what, so that a year of rows opens like a day.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from kyogikai_desktop.domain.audit_acts import actions
from kyogikai_desktop.domain.audit_log import LogQuery, Span
from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.domain.clock import stamp
from kyogikai_desktop.domain.listing import AuditRow
from kyogikai_desktop.domain.meetings import Tier
from kyogikai_desktop.domain.wareki import fiscal_label
from kyogikai_desktop.records import audit, audit_rows

# The records of a case in the log: itself, its notes and ties, and the meetings that spoke of it.
_OF_CASE = (
    "object IN (SELECT 'case:' || :case"
    " UNION ALL SELECT 'note:' || id FROM notes WHERE case_id = :case"
    " UNION ALL SELECT 'link:' || id FROM case_links WHERE case_id = :case OR other = :case"
    " UNION ALL SELECT 'meeting:' || meeting FROM agenda_items WHERE case_id = :case)"
)
_NAMES = {
    "case": "SELECT id, id, number, name FROM cases WHERE id IN ({})",
    "note": "SELECT n.id, c.id, c.number, c.name FROM notes n JOIN cases c ON c.id = case_id"
    " WHERE n.id IN ({})",
    "link": "SELECT l.id, c.id, c.number, c.name FROM case_links l JOIN cases c ON c.id = case_id"
    " WHERE l.id IN ({})",
    "body": "SELECT id, NULL, name, '' FROM bodies WHERE id IN ({})",
    "member": "SELECT id, NULL, name, '' FROM members WHERE id IN ({})",
}

_NEVER = 2**63 - 1
_NEAR = 5_000  # rows that are looked at one by one, before the index is


@dataclass(frozen=True)
class About:
    """What a row is about: the number of a case or the name of something else, and whose case it is."""

    words: str
    name: str = ""
    case: CaseId | None = None


def count(db: sa.Connection, query: LogQuery) -> int:
    """Return how many rows a query has."""
    where, values = _where(query)
    return int(db.execute(sa.text(f"SELECT count(*) FROM audit WHERE {where}"), values).scalar_one())  # noqa: S608


def newest(db: sa.Connection, query: LogQuery, limit: int) -> tuple[AuditRow, ...]:
    """Return the first rows of a query, newest first; newest is the highest number, whatever the clock said.

    Most lie near the end of the log or of the span: from row to row it is not far to them. What is rare is
    found by the index by time.
    """
    if query.case:
        return audit_rows.numbered(db, _newest(db, query, limit, ""))
    top = _top(db, query.span)
    near = _newest(db, query, limit, "NOT INDEXED", top - _NEAR)
    if len(near) < limit:
        near = _newest(db, query, limit, "INDEXED BY audit_by_time")
    return audit_rows.numbered(db, near)


def numbers(db: sa.Connection, query: LogQuery, top: int = _NEVER) -> Sequence[int]:
    """Return the numbers of all rows of a query up to `top`, newest first; any part of them is at hand.

    Where all numbers of a span are rows of it, as they are while no clock was set back, they need no list.
    Else each takes eight bytes, and they are found by an index that holds all that a query asks for.
    """
    if not (query.actor or query.group or query.case):
        within, values = _within_span(query.span)
        sql = f"SELECT count(*), min(seq), max(seq) FROM audit WHERE {within} AND +seq <= :top"  # noqa: S608
        total, first, last = db.execute(sa.text(sql), {**values, "top": top}).one()
        if total and last - first + 1 == total:
            return range(last, first - 1, -1)
    where, values = _where(query)
    index = "" if query.case else "INDEXED BY audit_by_time"
    sql = f"SELECT seq FROM audit {index} WHERE {where} AND +seq <= :top"  # noqa: S608
    found = array("q", db.scalars(sa.text(sql), {**values, "top": top}))
    return array("q", sorted(found, reverse=True))


def every(db: sa.Connection, query: LogQuery, limit: int) -> Iterator[tuple[AuditRow, ...]]:
    """Yield all rows of a query, newest first, some at a time."""
    seqs = numbers(db, query)
    for begun in range(0, len(seqs), limit):
        yield audit_rows.numbered(db, seqs[begun : begun + limit])


def about(db: sa.Connection, names: Iterable[str]) -> dict[str, About]:
    """Return what objects of rows (kind:id) are; those that are gone are left out."""
    wanted = defaultdict(set)
    for name in names:
        kind, _, record = name.partition(":")
        wanted[kind].add(record)
    found: dict[str, About] = {}
    for kind, records in wanted.items():
        if kind in _NAMES:
            found |= _named(db, kind, records)
    return found | _meetings(db, wanted["meeting"]) | _accounts(db, wanted)


def _top(db: sa.Connection, span: Span | None) -> int:
    """Return the highest number that a row of a span has."""
    if span is None:
        return audit.head(db).seq
    within, values = _within_span(span)
    return db.execute(sa.text(f"SELECT max(seq) FROM audit WHERE {within}"), values).scalar() or 0  # noqa: S608


def _newest(db: sa.Connection, query: LogQuery, limit: int, index: str, above: int = -_NEVER) -> list[int]:
    where, values = _where(query)
    sql = (
        f"SELECT seq FROM audit {index} WHERE {where} AND seq > :above"  # noqa: S608
        " ORDER BY seq DESC LIMIT :limit"
    )
    return list(db.scalars(sa.text(sql), {**values, "above": above, "limit": limit}))


def _where(query: LogQuery) -> tuple[str, dict[str, object]]:
    within, values = _within_span(query.span)
    # A plus sign keeps the index by time out of questions that few records answer.
    tests = [within.replace("at ", "+at ") if query.case else within]
    if query.actor:
        tests.append("actor = :actor")
        values["actor"] = query.actor
    if query.group:
        tests.append("action IN (SELECT value FROM json_each(:actions))")
        values["actions"] = json.dumps(actions(query.group))
    if query.case:
        tests.append(_OF_CASE)
        values["case"] = query.case
    return " AND ".join(tests), values


def _within_span(span: Span | None) -> tuple[str, dict[str, object]]:
    if span is None:
        return "at >= ''", {}
    return "at >= :since AND at < :until", {"since": stamp(span.since), "until": stamp(span.until)}


def _named(db: sa.Connection, kind: str, records: Iterable[str]) -> dict[str, About]:
    ids = [int(record) for record in records if record.isdecimal()]
    sql = _NAMES[kind].format(", ".join("?" * len(ids)))
    rows = db.exec_driver_sql(sql, tuple(ids))
    return {f"{kind}:{record}": About(number, name, case) for record, case, number, name in rows}


def _meetings(db: sa.Connection, records: Iterable[str]) -> dict[str, About]:
    ids = [int(record) for record in records if record.isdecimal()]
    marks = ", ".join("?" * len(ids))
    rows = db.exec_driver_sql(
        f"SELECT id, fiscal_year, number, tier FROM meetings WHERE id IN ({marks})",  # noqa: S608
        tuple(ids),
    )
    return {
        f"meeting:{record}": About(f"{fiscal_label(year)} 第{number}回 {Tier(tier).label}")
        for record, year, number, tier in rows
    }


def _accounts(db: sa.Connection, wanted: Mapping[str, set[str]]) -> dict[str, About]:
    """Name accounts: changes of one are logged by its id, who came in and who tried to by the login."""
    rows = db.exec_driver_sql(
        "SELECT 'account', CAST(id AS TEXT), name FROM accounts"
        " UNION ALL SELECT 'login', login, name FROM accounts"
    )
    return {f"{kind}:{record}": About(name) for kind, record, name in rows if record in wanted[kind]}
