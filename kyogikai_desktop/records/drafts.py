"""Unsaved input, kept encrypted, each draft for the account that typed it; neither audited nor undoable."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from kyogikai_desktop.domain.clock import stamp
from kyogikai_desktop.records.store import Transaction


def keep(tx: Transaction, key: str, content: str) -> None:
    """Keep what is typed in a form, in place of its last draft."""
    row = (tx.actor, key, stamp(tx.at), content)
    tx.db.exec_driver_sql("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?)", row)


def drop(tx: Transaction, key: str) -> None:
    """Forget a draft that was saved or given up."""
    tx.db.exec_driver_sql("DELETE FROM drafts WHERE owner = ? AND key = ?", (tx.actor, key))


def drop_all(tx: Transaction, owner: str) -> None:
    """Forget all drafts of an account."""
    tx.db.exec_driver_sql("DELETE FROM drafts WHERE owner = ?", (owner,))


def counts(db: sa.Connection, but: str) -> dict[str, int]:
    """Return how many drafts each account has, not counting one key."""
    found = db.exec_driver_sql("SELECT owner, COUNT(*) FROM drafts WHERE key <> ? GROUP BY owner", (but,))
    return {owner: int(count) for owner, count in found}


def typed_since(db: sa.Connection, at: datetime, but: str) -> bool:
    """Tell whether somebody has typed into a form since a moment, not counting one key."""
    found = db.exec_driver_sql("SELECT 1 FROM drafts WHERE key <> ? AND at >= ?", (but, stamp(at)))
    return found.first() is not None


def get(db: sa.Connection, owner: str, key: str) -> str:
    """Return a draft, or an empty text."""
    found = db.exec_driver_sql("SELECT content FROM drafts WHERE owner = ? AND key = ?", (owner, key))
    return str(found.scalar() or "")


def kept(db: sa.Connection, owner: str) -> tuple[tuple[str, str], ...]:
    """Return the keys of all drafts of an account and when each was typed (stamp), newest first."""
    found = db.exec_driver_sql("SELECT key, at FROM drafts WHERE owner = ? ORDER BY at DESC, key", (owner,))
    return tuple((key, at) for key, at in found)
