"""Which ledger files were imported, and the column mappings that were saved."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from kyogikai_desktop.domain.clock import JST, stamp
from kyogikai_desktop.records import settings
from kyogikai_desktop.records.content import IMPORT
from kyogikai_desktop.records.store import Transaction

_MAPPING = "ledger_mapping"


def imported_on(db: sa.Connection, sha256: str) -> date | None:
    """Return the day on which a file was imported, or None."""
    at = db.exec_driver_sql("SELECT at FROM imports WHERE sha256 = ?", (sha256,)).scalar()
    return datetime.fromisoformat(at).astimezone(JST).date() if at else None


def add(tx: Transaction, sha256: str, counts: tuple[int, int, int]) -> None:
    """Remember an import by its file and its counts (imported, warned, refused)."""
    made = tx.db.exec_driver_sql(
        "INSERT INTO imports (sha256, at, imported, warned, refused) VALUES (?, ?, ?, ?, ?)",
        (sha256, stamp(tx.at), *counts),
    )
    tx.log("import_ledger", IMPORT, made.lastrowid, tuple(map(str, counts)))


def save_mapping(tx: Transaction, toml: str) -> None:
    """Keep the column mapping for the next ledger of the same kind."""
    settings.keep(tx, "save_ledger_mapping", {_MAPPING: toml})


def mapping(db: sa.Connection) -> str:
    """Return the kept mapping as TOML, or an empty text."""
    return settings.setting(db, _MAPPING)
