"""Questions to the audit log: pages of rows, totals of a span, and what the rows are about.

Rows come by their number: a clock that was set back reorders nothing. The index by time tells which numbers
a span has, and holds who did what, so that a year of rows opens like a day.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from kyogikai_desktop.domain.audit_acts import actions
from kyogikai_desktop.domain.audit_log import LogQuery, Span
from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.domain.clock import stamp
from kyogikai_desktop.domain.listing import AuditRow
from kyogikai_desktop.domain.meetings import Tier
from kyogikai_desktop.domain.wareki import fiscal_label
from kyogikai_desktop.records import audit

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

_SET_BACK = """
WITH near AS (SELECT seq, at FROM audit WHERE {})
SELECT count(*) FROM (
    SELECT later.seq FROM near JOIN audit AS later ON later.seq = near.seq + 1 WHERE later.at < near.at
    UNION
    SELECT near.seq FROM near JOIN audit AS earlier ON earlier.seq = near.seq - 1 WHERE near.at < earlier.at
)
"""


_A_WEEK, _NEVER = timedelta(days=7), 2**63 - 1
_NEAR = 5_000  # rows that are looked at one by one, before the index is


@dataclass(frozen=True)
class About:
    """What a row is about: the number of a case or the name of something else, and whose case it is."""

    words: str
    name: str = ""
    case: CaseId | None = None


@dataclass(frozen=True)
class Place:
    """Where a page ended: the next one has the rows before a number, down to the first of all."""

    first: int
    before: int


def count(db: sa.Connection, query: LogQuery) -> int:
    """Return how many rows a query has."""
    where, values = _where(query)
    return int(db.execute(sa.text(f"SELECT count(*) FROM audit WHERE {where}"), values).scalar_one())  # noqa: S608


def page(
    db: sa.Connection, query: LogQuery, limit: int, after: Place | None = None, skip: int = 0
) -> tuple[tuple[AuditRow, ...], Place]:
    """Return rows, newest first, and where they end; behind a place, and beyond some more rows to skip.

    Newest is what has the highest number, whatever the clock said.
    """
    place = after or _begin(db, query)
    seqs = _numbers(db, query, place, limit, skip)
    rows = db.exec_driver_sql(
        "SELECT seq, at, actor, action, object, detail FROM audit"
        " WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq DESC",
        (json.dumps(seqs),),
    ).fetchall()
    return tuple(map(_row, rows)), Place(place.first, seqs[-1]) if seqs else place


def every(db: sa.Connection, query: LogQuery, limit: int) -> Iterator[tuple[AuditRow, ...]]:
    """Yield all rows of a query, newest first, some at a time."""
    rows, place = page(db, query, limit)
    while rows:
        yield rows
        rows, place = page(db, query, limit, place)


def _begin(db: sa.Connection, query: LogQuery) -> Place:
    """Return which numbers the rows of a query can have."""
    within, values = _within_span(query.span)
    sql = f"SELECT coalesce(min(seq), 0), coalesce(max(seq), 0) + 1 FROM audit WHERE {within}"  # noqa: S608
    return Place(*db.execute(sa.text(sql), values).one()) if query.span else Place(0, _NEVER)


def _numbers(db: sa.Connection, query: LogQuery, place: Place, limit: int, skip: int) -> list[int]:
    """Return the numbers of the rows of a page.

    Most pages lie near: from row to row it is not far to them. What is rare in a narrowed query is found by
    the index by time, which is looked through as a whole and sorted.
    """
    before = min(place.before, audit.head(db).seq + 1)
    narrowed = query.actor or query.group
    near = Place(max(place.first, before - _NEAR) if narrowed else place.first, before)
    if not query.case:
        found = _sorted(db, query, near, limit, skip, index="NOT INDEXED")
        if len(found) == limit or near.first <= place.first:
            return found
    return _sorted(db, query, place, limit, skip, index="" if query.case else "INDEXED BY audit_by_time")


def _sorted(db: sa.Connection, query: LogQuery, place: Place, limit: int, skip: int, index: str) -> list[int]:
    where, values = _where(query)
    sql = (
        f"SELECT seq FROM audit {index} WHERE {where} AND seq >= :first AND seq < :before"  # noqa: S608
        " ORDER BY seq DESC LIMIT :limit OFFSET :skip"
    )
    bounds = {"first": place.first, "before": place.before, "limit": limit, "skip": skip}
    return list(db.scalars(sa.text(sql), {**values, **bounds}))


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


def totals(db: sa.Connection, span: Span) -> dict[tuple[str, str], int]:
    """Return how often each person did what within a span, by login and action."""
    rows = _within(db, "SELECT actor, action, count(*) FROM audit WHERE {} GROUP BY actor, action", span)
    return {(actor, action): number for actor, action, number in rows}


def by_hour(db: sa.Connection, span: Span, action: str = "") -> dict[tuple[str, str], int]:
    """Return how much each person did in each hour (UTC, 2026-11-20T05), of all actions or of one."""
    only = "AND action = :action" if action else ""
    sql = (
        f"SELECT actor, substr(at, 1, 13) AS hour, count(*) FROM audit WHERE {{}} {only} GROUP BY actor, hour"  # noqa: S608
    )
    return {(actor, hour): number for actor, hour, number in _within(db, sql, span, action=action)}


def rows_of(db: sa.Connection, span: Span, wanted: Iterable[str]) -> tuple[AuditRow, ...]:
    """Return the rows of some actions within a span, oldest first."""
    sql = (
        "SELECT seq, at, actor, action, object, detail FROM audit WHERE {} AND action IN"
        " (SELECT value FROM json_each(:actions)) ORDER BY seq"
    )
    return tuple(_row(row) for row in _within(db, sql, span, actions=json.dumps(list(wanted))))


def newest(db: sa.Connection, action: str) -> AuditRow | None:
    """Return the newest row of an action."""
    sql = (
        "SELECT seq, at, actor, action, object, detail FROM audit WHERE action = :action"
        " ORDER BY seq DESC LIMIT 1"
    )
    row = db.execute(sa.text(sql), {"action": action}).first()
    return _row(row) if row else None


def rows_saying(db: sa.Connection, span: Span, words: str) -> tuple[AuditRow, ...]:
    """Return the rows within a span whose detail has some words, oldest first."""
    sql = (
        "SELECT seq, at, actor, action, object, detail FROM audit WHERE {} AND instr(detail, :words)"
        " ORDER BY seq"
    )
    return tuple(_row(row) for row in _within(db, sql, span, words=words))


def clock_set_back(db: sa.Connection, span: Span) -> int:
    """Return how often a row bears an earlier time than the row before it, where either is in a span.

    Rows that were written under a wrong clock bear times of another span.
    """
    [[back]] = _within(db, _SET_BACK, span)
    return int(back)


def witnessed(db: sa.Connection, record: str, since: Iterable[str], enough: timedelta) -> timedelta:
    """Return how much time the log has seen pass since the newest of some acts on a record (kind:id).

    The latest time so far is what advances it, by at most a week from one row to the next: no clock that was
    put ahead counts for more. Looks no further than `enough`; without such an act nothing was seen.
    """
    begun = db.exec_driver_sql(
        "SELECT max(seq) FROM audit WHERE object = ? AND action IN (SELECT value FROM json_each(?))",
        (record, json.dumps(list(since))),
    ).scalar()
    passed, latest = timedelta(), None
    for (at,) in db.exec_driver_sql("SELECT at FROM audit WHERE seq >= ? ORDER BY seq", (begun or _NEVER,)):
        moment = datetime.fromisoformat(at)
        if latest:
            passed += min(max(moment - latest, timedelta()), _A_WEEK)
        latest = max(latest or moment, moment)
        if passed >= enough:
            break
    return passed


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


def _within(db: sa.Connection, sql: str, span: Span, **values: object) -> Iterator[Any]:
    bounds = {"since": stamp(span.since), "until": stamp(span.until)}
    yield from db.execute(sa.text(sql.format("at >= :since AND at < :until")), {**bounds, **values})


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


def _row(row: sa.Row[tuple[Any, ...]]) -> AuditRow:
    at, detail = datetime.fromisoformat(row.at), tuple(json.loads(row.detail))
    return AuditRow(row.seq, at, row.actor, row.action, row.object, detail)
