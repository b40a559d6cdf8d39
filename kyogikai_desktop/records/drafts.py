"""Unsaved input, kept encrypted; drafts are neither audited nor undoable."""

from __future__ import annotations

import sqlalchemy as sa

from kyogikai_desktop.domain.clock import stamp
from kyogikai_desktop.records.store import Transaction


def keep(tx: Transaction, key: str, content: str) -> None:
    """Keep what is typed in a form, in place of its last draft."""
    tx.db.exec_driver_sql("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", (key, stamp(tx.at), content))


def drop(tx: Transaction, key: str) -> None:
    """Forget a draft that was saved or given up."""
    tx.db.exec_driver_sql("DELETE FROM drafts WHERE key = ?", (key,))


def get(db: sa.Connection, key: str) -> str:
    """Return a draft, or an empty text."""
    return str(db.exec_driver_sql("SELECT content FROM drafts WHERE key = ?", (key,)).scalar() or "")


def keys(db: sa.Connection) -> tuple[str, ...]:
    """Return the keys of all drafts, newest first."""
    return tuple(db.exec_driver_sql("SELECT key FROM drafts ORDER BY at DESC").scalars())
