"""What backups and restores need to know of a database: work since a row of the log, totals."""

from __future__ import annotations

import json
from datetime import datetime

import sqlalchemy as sa

from kyogikai_desktop.domain.audit_log import Restore
from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.records.audit import Head
from kyogikai_desktop.records.content import KINDS
from kyogikai_desktop.records.schema import CASES

# Acts that leave every record as it was: no reason for another backup.
_IDLE = (
    "open", "search", "view_case", "reveal_whereabouts", "backup", "backup_failed", "backup_place_failed",
    "rehearse",
    "view_log", "export_log", "export_log_dropped", "make_audit_sheet", "make_audit_sheet_dropped",
)  # fmt: skip

# Of those, the ones that may end in a backup alone: they tell of no reason and of nothing that went out.
_LOOKS = ("open", "search", "view_case", "view_log", "backup", "backup_failed", "backup_place_failed")


def only_looked_since(db: sa.Connection, seq: int) -> bool:
    """Tell whether all acts after a row of the log were looks at it and backups."""
    return _acts_since(db, seq) <= set(_LOOKS)


def worked_since(db: sa.Connection, seq: int) -> bool:
    """Tell whether the log has an act after a row that changed more than the log."""
    return not _acts_since(db, seq) <= set(_IDLE)


def changed_since(db: sa.Connection, seq: int) -> tuple[tuple[str, int], ...]:
    """Return how many records of each kind the log names as made or changed after a row."""
    rows = db.exec_driver_sql(
        "SELECT substr(object, 1, instr(object, ':') - 1) AS kind, count(DISTINCT object) FROM audit"
        " WHERE seq > ? AND post_hash <> '' GROUP BY kind",
        (seq,),
    )
    found = {kind: int(count) for kind, count in rows}
    return tuple((kind, found[kind]) for kind in KINDS if kind in found)


def mac_at(db: sa.Connection, seq: int) -> bytes | None:
    """Return the mac of a row of the log, or None where the log does not reach it."""
    mac: bytes | None = db.exec_driver_sql("SELECT mac FROM audit WHERE seq = ?", (seq,)).scalar()
    return mac


def row_at(db: sa.Connection, seq: int) -> Head | None:
    """Return a row of the log as an anchor, or None where the log does not reach it."""
    mac = mac_at(db, seq)
    return Head(seq, mac) if mac else None


def restores(db: sa.Connection) -> tuple[Restore, ...]:
    """Return when the vault went back to a backup, oldest first; a row that nobody can read tells of none."""
    rows = db.exec_driver_sql("SELECT at, detail, mac FROM audit WHERE action = 'restore' ORDER BY seq")
    return tuple(found for row in rows if (found := _restore(*row)))


def counts(db: sa.Connection) -> tuple[tuple[str, int], ...]:
    """Return how many records of each kind there are."""
    totals = ((kind, sa.select(sa.func.count()).select_from(spec.table)) for kind, spec in KINDS.items())
    return tuple((kind, int(db.scalar(query) or 0)) for kind, query in totals)


def numbered(db: sa.Connection, number: str) -> CaseId | None:
    """Return which case has a number."""
    found = db.scalar(sa.select(CASES.c.id).where(CASES.c.number == number))
    return CaseId(found) if found else None


def _acts_since(db: sa.Connection, seq: int) -> set[str]:
    return set(db.exec_driver_sql("SELECT DISTINCT action FROM audit WHERE seq > ?", (seq,)).scalars())


def _restore(at: str, detail: str, mac: bytes) -> Restore | None:
    try:
        since, to, *_approved = json.loads(detail)
        moment = datetime.fromisoformat(at).astimezone(JST)
        return Restore(moment, int(since) if since else None, int(to), mac)
    except (ValueError, TypeError):
        return None
