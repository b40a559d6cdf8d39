"""The settings of a council: hashed together as one record of the log, so that none is changed behind it."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from kyogikai_desktop.records.content import SETTINGS
from kyogikai_desktop.records.store import Transaction


def setting(db: sa.Connection, key: str) -> str:
    """Return a setting, or an empty text."""
    return str(db.exec_driver_sql("SELECT value FROM settings WHERE key = ?", (key,)).scalar() or "")


def keep(tx: Transaction, action: str, settings: Mapping[str, str], detail: tuple[str, ...] = ()) -> None:
    """Store settings by an act that the log names."""
    for row in settings.items():
        tx.db.exec_driver_sql("INSERT OR REPLACE INTO settings VALUES (?, ?)", row)
    tx.log(action, SETTINGS, 1, detail)
