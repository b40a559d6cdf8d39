"""Rows of the audit log as they are read: by their numbers, about one record or case, of one action."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from kyogikai_desktop.domain.listing import AuditRow

SELECT = "SELECT seq, at, actor, action, object, detail FROM audit"
_OF_CASE = (
    "object IN (SELECT 'case:' || :case UNION ALL SELECT 'note:' || id FROM notes WHERE case_id = :case)"
)
_A_WEEK, _NEVER = timedelta(days=7), 2**63 - 1


def row(stored: Sequence[Any]) -> AuditRow:
    """Return a row of the log from the columns of `SELECT`."""
    seq, at, actor, action, name, detail = stored
    return AuditRow(seq, datetime.fromisoformat(at), actor, action, name, tuple(json.loads(detail)))


def numbered(db: sa.Connection, seqs: Iterable[int]) -> tuple[AuditRow, ...]:
    """Return the rows of some numbers, newest first."""
    sql = f"{SELECT} WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq DESC"  # noqa: S608
    return tuple(map(row, db.exec_driver_sql(sql, (json.dumps(list(seqs)),))))


def page(db: sa.Connection, record: str, limit: int) -> tuple[AuditRow, ...]:
    """Return the newest rows about one record (kind:id), or about everything where it is empty."""
    return _page(db, "object = :name" if record else "'' = :name", limit, name=record)


def page_of_case(db: sa.Connection, case: int, offset: int, limit: int) -> tuple[AuditRow, ...]:
    """Return rows about a case and its notes from an offset on, newest first."""
    return _page(db, _OF_CASE, limit, offset, case=case)


def count_of_case(db: sa.Connection, case: int) -> int:
    """Return how many rows are about a case and its notes."""
    return int(db.scalar(sa.text(f"SELECT count(*) FROM audit WHERE {_OF_CASE}"), {"case": case}) or 0)  # noqa: S608


def newest(db: sa.Connection, action: str) -> AuditRow | None:
    """Return the newest row of an action."""
    return next(iter(_page(db, "action = :action", 1, action=action)), None)


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


def _page(
    db: sa.Connection, where: str, limit: int, offset: int = 0, **about: object
) -> tuple[AuditRow, ...]:
    sql = f"{SELECT} WHERE {where} ORDER BY seq DESC LIMIT :limit OFFSET :offset"
    return tuple(map(row, db.execute(sa.text(sql), {"limit": limit, "offset": offset, **about})))
