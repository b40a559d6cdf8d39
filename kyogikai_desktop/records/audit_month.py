"""What the monthly sheet asks of the audit log: totals of a span, rows that matter, jumps of the clock."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from kyogikai_desktop.domain.audit_log import Span
from kyogikai_desktop.domain.clock import stamp
from kyogikai_desktop.domain.listing import AuditRow
from kyogikai_desktop.records import audit_rows

_SET_BACK = """
WITH near AS (SELECT seq, at FROM audit WHERE {})
SELECT count(*) FROM (
    SELECT later.seq FROM near JOIN audit AS later ON later.seq = near.seq + 1 WHERE later.at < near.at
    UNION
    SELECT near.seq FROM near JOIN audit AS earlier ON earlier.seq = near.seq - 1 WHERE near.at < earlier.at
)
"""


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
    of = "action IN (SELECT value FROM json_each(:actions))"
    return _rows(db, span, of, actions=json.dumps(list(wanted)))


def rows_saying(db: sa.Connection, span: Span, words: str) -> tuple[AuditRow, ...]:
    """Return the rows within a span whose detail has some words, oldest first."""
    return _rows(db, span, "instr(detail, :words)", words=words)


def clock_set_back(db: sa.Connection, span: Span) -> int:
    """Return how often a row bears an earlier time than the row before it, where either is in a span.

    Rows that were written under a wrong clock bear times of another span.
    """
    [[back]] = _within(db, _SET_BACK, span)
    return int(back)


def _rows(db: sa.Connection, span: Span, test: str, **values: object) -> tuple[AuditRow, ...]:
    found = _within(db, f"{audit_rows.SELECT} WHERE {{}} AND {test} ORDER BY seq", span, **values)
    return tuple(map(audit_rows.row, found))


def _within(db: sa.Connection, sql: str, span: Span, **values: object) -> Iterator[Any]:
    bounds = {"since": stamp(span.since), "until": stamp(span.until)}
    yield from db.execute(sa.text(sql.format("at >= :since AND at < :until")), {**bounds, **values})
